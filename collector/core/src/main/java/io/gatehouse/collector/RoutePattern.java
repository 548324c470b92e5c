// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code /v2/{client_id}/{env}/sync}. It matches at the end of a path, so that a
 * deployment prefix does not matter, and treats repeated slashes as one, because some SDKs join a
 * base address that ends in a slash.
 *
 * <pre>{@code
 * RoutePattern.of("/v2/{id}/{env}/sync").match("/hub//v2/42/prod/sync"); // [42, prod]
 * }</pre>
 */
public final class RoutePattern {

  private final String template;
  private final List<String> segments;

  private RoutePattern(String template) {
    this.template = template;
    this.segments = split(template);
  }

  public static RoutePattern of(String template) {
    requireNonNull(template, "template");
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("route template must start with a slash: " + template);
    }
    return new RoutePattern(template);
  }

  public String template() {
    return template;
  }

  /** The values of the variables in order, undecoded; null when the path does not match. */
  public @Nullable List<String> match(String path) {
    List<String> actual = split(path);
    int prefix = actual.size() - segments.size();
    if (prefix < 0) {
      return null;
    }
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      String found = actual.get(prefix + i);
      if (expected.startsWith("{")) {
        values.add(found);
      } else if (!expected.equals(found)) {
        return null;
      }
    }
    return values;
  }

  private static List<String> split(String path) {
    List<String> parts = new ArrayList<>(6);
    int start = 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = path.length();
      }
      if (end > start) {
        parts.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return parts;
  }

  @Override
  public String toString() {
    return template;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the REST API.
 *
 * @param path as in openapi.yaml, e.g. {@code /apps/{app}/series}
 * @param slow may take longer than requests usually may
 * @param proven asks people who sent a session to have shown who they are within the last minutes
 */
public record Route(
    String method, String path, Policy policy, Handler handler, boolean slow, boolean proven) {

  private Route(String method, String path, Policy policy, Handler handler) {
    this(method, path, policy, handler, false, false);
  }

  /** Answers a request; runs on a worker thread. */
  @FunctionalInterface
  public interface Handler {
    Response handle(Request request) throws Exception;
  }

  public static Route get(String path, Policy policy, Handler handler) {
    return new Route("GET", path, policy, handler);
  }

  public static Route post(String path, Policy policy, Handler handler) {
    return new Route("POST", path, policy, handler);
  }

  /** One whose work grows with what is stored. */
  public static Route slowPost(String path, Policy policy, Handler handler) {
    return new Route("POST", path, policy, handler, true, false);
  }

  public static Route slowGet(String path, Policy policy, Handler handler) {
    return new Route("GET", path, policy, handler, true, false);
  }

  public static Route put(String path, Policy policy, Handler handler) {
    return new Route("PUT", path, policy, handler);
  }

  public static Route patch(String path, Policy policy, Handler handler) {
    return new Route("PATCH", path, policy, handler);
  }

  public static Route delete(String path, Policy policy, Handler handler) {
    return new Route("DELETE", path, policy, handler);
  }

  /** The same for people who showed within the last minutes who they are. */
  public Route whenProven() {
    return new Route(method, path, policy, handler, slow, true);
  }

  /** Values of the path's variables, undecoded; null when the path is another one. */
  @Nullable Map<String, String> match(List<String> segments) {
    List<String> own = segments(path);
    if (own.size() != segments.size()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < own.size(); i++) {
      String segment = own.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), segments.get(i));
      } else if (!segment.equals(segments.get(i))) {
        return null;
      }
    }
    return values;
  }

  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }
}

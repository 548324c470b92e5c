// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.Collection;
import java.util.List;

/**
 * Paths that an application does not want recorded; for adapters. Immutable.
 *
 * <pre>{@code
 * ExcludedPaths.of(List.of("/health", "/internal/**")).matches("/internal/dump") // true
 * }</pre>
 */
public final class ExcludedPaths {

  private static final String TREE = "/**";

  private final List<String> paths;

  private ExcludedPaths(List<String> paths) {
    this.paths = paths;
  }

  /**
   * Excludes these.
   *
   * @param paths {@code /health}, or with all below it {@code /internal/**}; none = nothing
   */
  public static ExcludedPaths of(Collection<String> paths) {
    return new ExcludedPaths(List.copyOf(paths));
  }

  /** Whether requests of that path, without query, are left out. */
  public boolean matches(String path) {
    for (int i = 0; i < paths.size(); i++) {
      String excluded = paths.get(i);
      int base = excluded.endsWith(TREE) ? excluded.length() - TREE.length() : -1;
      if (base < 0 ? path.equals(excluded) : isBelow(path, excluded, base)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(String path, String excluded, int base) {
    return path.regionMatches(0, excluded, 0, base)
        && (path.length() == base || (path.length() > base && path.charAt(base) == '/'));
  }
}

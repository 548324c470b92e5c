// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

/**
 * A URL in three parts that make it up again: scheme and host, which are few, the path, which is
 * asked for, and what follows it.
 *
 * @param origin {@code https://shop.example}; empty for a URL that begins with its path
 * @param path empty when nothing follows the host
 * @param query from the question mark or hash on
 */
record UrlParts(String origin, String path, String query) {

  static UrlParts of(String url) {
    int scheme = url.indexOf("://");
    int from = 0;
    if (scheme > 0 && url.lastIndexOf('/', scheme) == -1) {
      from = pathStart(url, scheme + 3);
    }
    int end = from;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    return new UrlParts(url.substring(0, from), url.substring(from, end), url.substring(end));
  }

  private static int pathStart(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }
}

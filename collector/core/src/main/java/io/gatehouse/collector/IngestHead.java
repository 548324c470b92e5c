// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Everything of a request but its body.
 *
 * @param method upper-case
 * @param path raw, without query
 * @param query raw, without the question mark; empty when there is none
 * @param peerAddress the sender's address, after trusted forwarding headers were applied
 * @param contentLength −1 = not told
 */
public record IngestHead(
    String method,
    String path,
    String query,
    Headers headers,
    String peerAddress,
    long contentLength) {

  public IngestHead {
    requireNonNull(method, "method");
    requireNonNull(path, "path");
    requireNonNull(query, "query");
    requireNonNull(headers, "headers");
    requireNonNull(peerAddress, "peerAddress");
  }

  /** Looks up header fields. */
  @FunctionalInterface
  public interface Headers {

    /** The first value of the field, names compared without case; null when absent. */
    @Nullable String first(String name);
  }

  /** The first value of a query parameter, undecoded; null when absent. */
  public @Nullable String queryParameter(String name) {
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = query.length();
      }
      if (query.startsWith(name, start)
          && start + name.length() < end
          && query.charAt(start + name.length()) == '=') {
        return query.substring(start + name.length() + 1, end);
      }
      start = end + 1;
    }
    return null;
  }
}

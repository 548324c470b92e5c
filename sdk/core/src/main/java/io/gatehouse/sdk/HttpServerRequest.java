// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import org.jspecify.annotations.Nullable;

/** What an adapter tells about a request. Its methods are called on the request's thread. */
public abstract class HttpServerRequest {

  /** The method as sent, e.g. {@code GET}. */
  public abstract String method();

  /** The undecoded path as the application sees it, with context path, without query. */
  public abstract String path();

  /** The undecoded query; null = none. */
  public abstract @Nullable String query();

  /** First value of a header, whatever the case of its name; null = none. */
  public abstract @Nullable String header(String name);

  /** Address of the peer; null = unknown. */
  public abstract @Nullable String peerAddress();

  /** Value of {@code Content-Length} in bytes; −1 = none. */
  public abstract long contentLength();

  /** Shows all header fields, each value by itself; none unless the adapter knows them. */
  public void headers(HeaderVisitor visitor) {}

  /** The framework's own object. */
  public abstract Object unwrap();

  /**
   * A path without what follows {@code ;} in its segments: that is not part of a route and may
   * carry session ids.
   */
  protected static String withoutPathParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder kept = new StringBuilder(path.length());
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}

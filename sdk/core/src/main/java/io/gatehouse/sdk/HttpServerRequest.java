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
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import org.jspecify.annotations.Nullable;

/** What an adapter tells about a response, at the end of its exchange. */
public abstract class HttpServerResponse {

  /** The final status; 0 = none was sent. */
  public abstract int status();

  /** First value of a header, whatever the case of its name; null = none. */
  public abstract @Nullable String header(String name);

  /** Bytes of the request body the application read; −1 = unknown. */
  public abstract long requestBytes();

  /** Bytes of the response body the application wrote, before compression; −1 = unknown. */
  public abstract long responseBytes();

  /** The error that ended the exchange, if {@link Exchange#error} was not told; null = none. */
  public abstract @Nullable Throwable error();

  /** Whether the client went away before the response was complete. */
  public abstract boolean aborted();

  /** Whether the status had been sent before an error came. */
  public abstract boolean committed();

  /** Shows all header fields, each value by itself; none unless the adapter knows them. */
  public void headers(HeaderVisitor visitor) {}

  /** The framework's own object. */
  public abstract Object unwrap();
}

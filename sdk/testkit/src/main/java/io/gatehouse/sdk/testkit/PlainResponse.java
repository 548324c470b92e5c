// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import io.gatehouse.sdk.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A response of no framework that was sent as a whole. */
public final class PlainResponse extends HttpServerResponse {

  private final int status;
  private final long bytes;

  /**
   * Of a request whose size is unknown.
   *
   * @param bytes of its body
   */
  public PlainResponse(int status, long bytes) {
    this.status = status;
    this.bytes = bytes;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public long requestBytes() {
    return -1;
  }

  @Override
  public long responseBytes() {
    return bytes;
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return false;
  }

  @Override
  public boolean committed() {
    return true;
  }

  @Override
  public Object unwrap() {
    return this;
  }
}

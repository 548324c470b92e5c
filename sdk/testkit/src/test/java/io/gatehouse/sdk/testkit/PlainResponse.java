// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import io.gatehouse.sdk.HttpServerResponse;

/** A response that was sent as a whole. */
final class PlainResponse extends HttpServerResponse {

  private final int status;
  private final long bytes;

  PlainResponse(int status, long bytes) {
    this.status = status;
    this.bytes = bytes;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String header(String name) {
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
  public Throwable error() {
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

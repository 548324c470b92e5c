// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** A response of given facts. */
final class FakeResponse extends HttpServerResponse {

  private final int status;
  private final boolean committed;
  private final boolean aborted;
  private final long responseBytes;

  FakeResponse(int status, boolean committed, boolean aborted, long responseBytes) {
    this.status = status;
    this.committed = committed;
    this.aborted = aborted;
    this.responseBytes = responseBytes;
  }

  static FakeResponse of(int status) {
    return new FakeResponse(status, true, false, 10);
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
    return responseBytes;
  }

  @Override
  public Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public Object unwrap() {
    return this;
  }
}

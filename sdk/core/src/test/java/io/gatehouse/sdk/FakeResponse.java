// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.Map;
import java.util.TreeMap;

/** A response of given facts. */
final class FakeResponse extends HttpServerResponse {

  private final int status;
  private final boolean committed;
  private final boolean aborted;
  private final long responseBytes;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  FakeResponse(int status, boolean committed, boolean aborted, long responseBytes) {
    this.status = status;
    this.committed = committed;
    this.aborted = aborted;
    this.responseBytes = responseBytes;
  }

  static FakeResponse of(int status) {
    return new FakeResponse(status, true, false, 10);
  }

  FakeResponse withHeader(String name, String value) {
    headers.put(name, value);
    return this;
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    headers.forEach(visitor::header);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String header(String name) {
    return headers.get(name);
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

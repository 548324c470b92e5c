// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** A request without headers. */
final class FakeRequest extends HttpServerRequest {

  private final String method;

  FakeRequest(String method) {
    this.method = method;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return "/items/7";
  }

  @Override
  public String query() {
    return null;
  }

  @Override
  public String header(String name) {
    return null;
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public Object unwrap() {
    return this;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.Map;
import java.util.TreeMap;

/** A request of given facts. */
class FakeRequest extends HttpServerRequest {

  private final String method;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String query;

  FakeRequest(String method) {
    this.method = method;
  }

  FakeRequest withHeader(String name, String value) {
    headers.put(name, value);
    return this;
  }

  FakeRequest withQuery(String value) {
    query = value;
    return this;
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    headers.forEach(visitor::header);
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
    return query;
  }

  @Override
  public String header(String name) {
    return headers.get(name);
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

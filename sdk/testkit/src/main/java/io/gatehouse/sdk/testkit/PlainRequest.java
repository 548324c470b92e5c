// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import io.gatehouse.sdk.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A request of no framework, without headers or a body. */
public final class PlainRequest extends HttpServerRequest {

  private final String method;
  private final String path;

  public PlainRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public @Nullable String peerAddress() {
    return null;
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

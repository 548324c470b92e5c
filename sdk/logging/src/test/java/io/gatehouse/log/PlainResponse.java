// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import io.gatehouse.sdk.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A response of no framework: 200, nothing written. */
final class PlainResponse extends HttpServerResponse {

  @Override
  public int status() {
    return 200;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public long requestBytes() {
    return 0;
  }

  @Override
  public long responseBytes() {
    return 0;
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

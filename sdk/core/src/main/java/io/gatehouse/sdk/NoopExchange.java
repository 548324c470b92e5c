// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import org.jspecify.annotations.Nullable;

/** Records nothing. */
enum NoopExchange implements Exchange {
  INSTANCE;

  @Override
  public boolean isNoop() {
    return true;
  }

  @Override
  public void route(RouteSource source, @Nullable String template) {}

  @Override
  public void consumer(@Nullable Consumer consumer) {}

  @Override
  public void error(Throwable error) {}

  @Override
  public void end(HttpServerResponse response) {}
}

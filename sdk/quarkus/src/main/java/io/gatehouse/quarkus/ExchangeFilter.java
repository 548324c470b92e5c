// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Records each request that Quarkus takes, before authentication and whatever answers it. Runs on
 * the event loop, does no I/O and waits for nothing.
 */
@Singleton
final class ExchangeFilter {

  private final GatehouseConfig config;
  private final Provider<Gatehouse> gatehouse;

  @Inject
  ExchangeFilter(GatehouseConfig config, Provider<Gatehouse> gatehouse) {
    this.config = config;
    this.gatehouse = gatehouse;
  }

  void register(@Observes Filters filters) {
    if (!config.enabled()) {
      return;
    }
    Gatehouse recording = gatehouse.get();
    ExcludedPaths excluded = ExcludedPaths.of(config.excludedPaths().orElse(List.of()));
    filters.register(context -> handle(recording, excluded, context), Integer.MAX_VALUE);
  }

  private static void handle(Gatehouse gatehouse, ExcludedPaths excluded, RoutingContext context) {
    RecordedExchange before = RecordedExchange.find(context);
    if (before != null) {
      // The application starts over with another path.
      next(context, before.exchange());
      return;
    }
    RequestView request = new RequestView(context);
    Exchange exchange =
        excluded.matches(request.path()) ? null : gatehouse.handler().begin(request);
    if (exchange == null || exchange.isNoop()) {
      context.next();
      return;
    }
    new RecordedExchange(exchange, request, context).observe();
    next(context, exchange);
  }

  private static void next(RoutingContext context, Exchange exchange) {
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      context.next();
    }
  }
}

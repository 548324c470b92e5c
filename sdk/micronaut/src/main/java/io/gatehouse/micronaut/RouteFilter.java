// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;

/** Tells the exchange what only Micronaut knows: route, exceptions, and who works for it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = Gatehouse.class)
final class RouteFilter implements Ordered {

  @Override
  public int getOrder() {
    return ServerFilterPhase.FIRST.order();
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    RecordedExchange recorded = ConnectionObserver.find(request);
    if (recorded != null) {
      recorded.routed(request);
      context.add(new ExchangeScope(recorded.exchange()));
    }
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    RecordedExchange recorded = ConnectionObserver.find(request);
    if (recorded != null) {
      recorded.answered(response);
    }
  }

  /** Travels with the request to the threads that work for it. */
  private record ExchangeScope(Exchange exchange)
      implements ThreadPropagatedContextElement<CurrentExchange.Scope> {

    @Override
    public CurrentExchange.Scope updateThreadContext() {
      return CurrentExchange.open(exchange);
    }

    @Override
    public void restoreThreadContext(CurrentExchange.Scope scope) {
      scope.close();
    }
  }
}

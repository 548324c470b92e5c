// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Collection;
import java.util.List;

/**
 * Records each exchange of a Helidon SE routing once. Belongs before all other filters.
 *
 * <pre>{@code
 * GatehouseFilter.of(gatehouse).addTo(routing, rules -> rules.get("/items/{id}", items::one));
 * }</pre>
 */
public final class GatehouseFilter implements Filter {

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;

  private GatehouseFilter(Gatehouse gatehouse, ExcludedPaths excluded) {
    this.gatehouse = gatehouse;
    this.excluded = excluded;
  }

  /** A filter that records everything. Closing the SDK is up to the application. */
  public static GatehouseFilter of(Gatehouse gatehouse) {
    return new GatehouseFilter(requireNonNull(gatehouse, "gatehouse"), ExcludedPaths.of(List.of()));
  }

  /**
   * Leaves out requests.
   *
   * @param paths {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseFilter excluding(Collection<String> paths) {
    return new GatehouseFilter(gatehouse, ExcludedPaths.of(paths));
  }

  /**
   * Adds this filter and the application to a routing. Other than after {@code addFilter} alone,
   * exceptions are told as well that Helidon, or an error handler of the application, answers.
   *
   * @param application its routes and services; its own hooks of the lifecycle are not called
   */
  public void addTo(HttpRouting.Builder routing, HttpService application) {
    routing.addFilter(this);
    application.routing(new ObservedRules(routing));
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    RequestView view = new RequestView(request);
    if (excluded.matches(view.path())) {
      chain.proceed();
      return;
    }
    Exchange exchange = gatehouse.handler().begin(view);
    if (exchange.isNoop()) {
      chain.proceed();
      return;
    }
    RecordedExchange recorded = new RecordedExchange(exchange, view, request, response);
    recorded.observe();
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      chain.proceed();
    } catch (Throwable e) {
      recorded.threw(e);
      throw e;
    } finally {
      recorded.returned();
    }
  }
}

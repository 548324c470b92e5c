// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import io.vertx.core.Handler;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records each exchange of a Vert.x Web router once. Does no I/O and waits for nothing, so that it
 * may run on the event loop.
 *
 * <pre>{@code
 * GatehouseHandler.of(gatehouse).addTo(router);
 * }</pre>
 */
public final class GatehouseHandler implements Handler<RoutingContext> {

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;

  private GatehouseHandler(Gatehouse gatehouse, ExcludedPaths excluded) {
    this.gatehouse = gatehouse;
    this.excluded = excluded;
  }

  /** A handler that records everything. Closing the SDK is up to the application. */
  public static GatehouseHandler of(Gatehouse gatehouse) {
    return new GatehouseHandler(
        requireNonNull(gatehouse, "gatehouse"), ExcludedPaths.of(List.of()));
  }

  /**
   * Leaves out requests.
   *
   * @param paths {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseHandler excluding(Collection<String> paths) {
    return new GatehouseHandler(gatehouse, ExcludedPaths.of(paths));
  }

  /**
   * Puts this handler before all others of a router. Call it when all routes are there and all
   * other routers are mounted: of what comes later, less is known.
   */
  public void addTo(Router router) {
    observe(router);
    router.route().order(Integer.MIN_VALUE).handler(this);
  }

  private static void observe(Router router) {
    for (Route route : router.getRoutes()) {
      Router mounted = route.getSubRouter();
      if (mounted == null) {
        route.failureHandler(GatehouseHandler::fail);
      } else {
        observe(mounted);
        mounted.route().order(Integer.MIN_VALUE).handler(GatehouseHandler::enter);
      }
    }
  }

  /** The exchange of a request, also where {@link CurrentExchange} does not reach; never null. */
  public static Exchange exchange(RoutingContext context) {
    VertxExchange recorded = VertxExchange.find(context);
    return recorded == null ? CurrentExchange.get() : recorded.exchange();
  }

  /**
   * The subject of the request's user, for {@link Gatehouse.Builder#consumers}.
   *
   * @return null when there is none
   */
  public static @Nullable Consumer subject(HttpServerRequest request) {
    User user = request.unwrap() instanceof RoutingContext context ? context.user() : null;
    return user == null ? null : Consumer.of(user.subject());
  }

  @Override
  public void handle(RoutingContext context) {
    VertxExchange.record(gatehouse, excluded, context, RouterExchange::new);
  }

  /** A request enters a mounted router, whose context knows more of the route. */
  private static void enter(RoutingContext context) {
    if (VertxExchange.find(context) instanceof RouterExchange recorded) {
      recorded.enter(context);
    }
    context.next();
  }

  /** Behind the application's own handlers of failures: answers nothing. */
  private static void fail(RoutingContext context) {
    if (VertxExchange.find(context) instanceof RouterExchange recorded) {
      recorded.failedAt(context);
    }
    context.next();
  }
}

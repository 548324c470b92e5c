// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.javalin;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import io.gatehouse.servlet.GatehouseFilter;
import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.plugin.Plugin;
import io.javalin.router.Endpoint;
import io.javalin.router.HandlerWrapper;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Records each exchange of a Javalin application once: puts the servlet filter in front of it, and
 * tells the filter the path of the endpoint and what its handlers throw.
 *
 * <pre>{@code
 * Javalin.create(config -> config.registerPlugin(GatehousePlugin.of(gatehouse)));
 * }</pre>
 */
public final class GatehousePlugin extends Plugin<Void> {

  private static final String THROWN = "io.gatehouse.javalin.thrown";

  private final GatehouseFilter filter;

  private GatehousePlugin(GatehouseFilter filter) {
    this.filter = filter;
  }

  /** A plugin that records everything. Closing the SDK is up to the application. */
  public static GatehousePlugin of(Gatehouse gatehouse) {
    return new GatehousePlugin(GatehouseFilter.of(requireNonNull(gatehouse, "gatehouse")));
  }

  /**
   * Leaves out requests.
   *
   * @param paths below the context path: {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehousePlugin excluding(Collection<String> paths) {
    return new GatehousePlugin(filter.excluding(paths));
  }

  @Override
  public void onInitialize(JavalinState state) {
    state.jetty.modifyServletContextHandler(
        handler ->
            handler.addServletContainerInitializer((classes, context) -> filter.addTo(context)));
  }

  /** Late, so that a wrapper of the application's own is kept inside ours. */
  @Override
  public void onStart(JavalinState state) {
    HandlerWrapper inner = state.router.getHandlerWrapper$javalin();
    state.router.handlerWrapper(
        endpoint -> {
          Handler handler = inner == null ? endpoint.handler : inner.wrap(endpoint);
          return context -> handle(context, endpoint, handler);
        });
    state.routes.after(context -> after(context, state.internalRouter));
  }

  private static void handle(Context context, Endpoint endpoint, Handler handler) throws Exception {
    Exchange exchange = exchange(context);
    if (exchange == null) {
      handler.handle(context);
      return;
    }
    if (endpoint.method.isHttpMethod()) {
      exchange.route(
          RouteSource.CONTROLLER, GatehouseFilter.fullRoute(context.req(), endpoint.path));
    }
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      handler.handle(context);
    } catch (Exception e) {
      if (!(e instanceof HttpResponseException response) || response.getStatus() >= 500) {
        exchange.handled(e);
        context.req().setAttribute(THROWN, e);
      }
      throw e;
    }
  }

  /** Runs when exceptions are mapped to a response: what became a 5xx was no answer. */
  private static void after(Context context, InternalRouter router) {
    Exchange exchange = exchange(context);
    if (exchange == null) {
      return;
    }
    if (context.statusCode() >= 500
        && context.req().getAttribute(THROWN) instanceof Exception thrown) {
      exchange.error(thrown);
    }
    if (context.method().equals(HandlerType.HEAD) && context.statusCode() < 400) {
      tellRouteOfHead(context, exchange, router);
    }
  }

  /** Javalin answers HEAD by itself when there is a GET of that path; no handler runs. */
  private static void tellRouteOfHead(Context context, Exchange exchange, InternalRouter router) {
    String path = context.path().substring(context.contextPath().length());
    // The router's own search has another signature in each minor version.
    for (ParsedEndpoint parsed : router.allHttpHandlers()) {
      if (parsed.endpoint.method.equals(HandlerType.GET) && parsed.matches(path)) {
        exchange.route(
            RouteSource.CONTROLLER, GatehouseFilter.fullRoute(context.req(), parsed.endpoint.path));
        return;
      }
    }
  }

  private static @Nullable Exchange exchange(Context context) {
    return context.req().getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange
        ? exchange
        : null;
  }
}

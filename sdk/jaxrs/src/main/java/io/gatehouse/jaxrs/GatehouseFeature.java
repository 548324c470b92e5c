// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Records each exchange of a Jersey application once, in whatever container. Below a filter that
 * records already, it only tells that exchange route and error.
 *
 * <pre>{@code
 * new ResourceConfig(Items.class).register(GatehouseFeature.of(gatehouse));
 * }</pre>
 */
public final class GatehouseFeature implements Feature {

  /** Property of the request, in servlet containers its attribute, with the exchange. */
  static final String EXCHANGE = "io.gatehouse.sdk.Exchange";

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;

  private GatehouseFeature(Gatehouse gatehouse, ExcludedPaths excluded) {
    this.gatehouse = gatehouse;
    this.excluded = excluded;
  }

  /** A feature that records everything. Closing the SDK is up to the application. */
  public static GatehouseFeature of(Gatehouse gatehouse) {
    return new GatehouseFeature(
        requireNonNull(gatehouse, "gatehouse"), ExcludedPaths.of(List.of()));
  }

  /**
   * Leaves out requests.
   *
   * @param paths below the base path: {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseFeature excluding(Collection<String> paths) {
    return new GatehouseFeature(gatehouse, ExcludedPaths.of(paths));
  }

  /**
   * The principal of the security context, for {@link Gatehouse.Builder#consumers}.
   *
   * @return null when there is none, or the request was recorded by another adapter
   */
  public static @Nullable Consumer principal(HttpServerRequest request) {
    if (!(request.unwrap() instanceof ContainerRequestContext context)
        || context.getSecurityContext() == null) {
      return null;
    }
    Principal principal = context.getSecurityContext().getUserPrincipal();
    return principal == null ? null : Consumer.of(principal.getName());
  }

  @Override
  public boolean configure(FeatureContext context) {
    context.register((Object) new CountedBodies());
    context.register(new Listener());
    return true;
  }

  private final class Listener implements ApplicationEventListener {

    @Override
    public void onEvent(ApplicationEvent event) {
      // Only requests matter.
    }

    @Override
    public @Nullable RequestEventListener onRequest(RequestEvent event) {
      return observe(event.getContainerRequest());
    }
  }

  private @Nullable RequestEventListener observe(ContainerRequest request) {
    if (request.getProperty(EXCHANGE) instanceof Exchange outer) {
      return new ObservedRequest(outer);
    }
    if (excluded.matches("/" + request.getPath(false))) {
      return null;
    }
    RequestView view = new RequestView(request);
    Exchange exchange = gatehouse.handler().begin(view);
    if (exchange.isNoop()) {
      return null;
    }
    RecordedExchange recorded = new RecordedExchange(exchange, view);
    request.setProperty(EXCHANGE, exchange);
    request.setProperty(CountedBodies.RECORDED, recorded);
    return recorded;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.vertx.VertxExchange;
import io.quarkus.arc.DefaultBean;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SDK as a bean, what records requests, and the exchange of the current one. Who observes
 * {@link Gatehouse.Builder} changes the SDK before it is built; a bean of the application replaces
 * it.
 */
@Singleton
final class GatehouseBeans {

  @Produces
  @Singleton
  @DefaultBean
  Gatehouse gatehouse(GatehouseConfig config, Event<Gatehouse.Builder> building) {
    Gatehouse.Builder builder =
        Gatehouse.builder()
            .server(config.server().orElse(""))
            .ingestToken(config.ingestToken().orElse(""))
            .environment(config.environment())
            .framework("quarkus")
            .flushInterval(config.flushInterval())
            .requestLog(config.requestLog().toPolicy())
            .redaction(config.redaction().toRedaction());
    config.appVersion().ifPresent(builder::appVersion);
    config.spoolDirectory().ifPresent(builder::spool);
    if (config.principalAsConsumer()) {
      builder.consumers(GatehouseBeans::principal);
    }
    building.fire(builder);
    return builder.build();
  }

  void close(@Disposes Gatehouse gatehouse) {
    gatehouse.close();
  }

  /**
   * Records each request that Quarkus takes, before authentication and whatever answers it. Runs on
   * the event loop, does no I/O and waits for nothing.
   */
  void register(@Observes Filters filters, GatehouseConfig config, Provider<Gatehouse> gatehouse) {
    if (!config.enabled()) {
      return;
    }
    Gatehouse recording = gatehouse.get();
    ExcludedPaths excluded = ExcludedPaths.of(config.excludedPaths().orElse(List.of()));
    filters.register(
        context -> VertxExchange.record(recording, excluded, context, QuarkusExchange::new),
        Integer.MAX_VALUE);
  }

  /** For beans of the application, on whatever thread the request is worked for. */
  @Produces
  @RequestScoped
  @DefaultBean
  Exchange exchange(CurrentVertxRequest request) {
    RoutingContext context = request.getCurrent();
    VertxExchange recorded = context == null ? null : VertxExchange.find(context);
    return recorded == null ? CurrentExchange.get() : recorded.exchange();
  }

  /** The consumer unless the application resolves it itself. */
  static @Nullable Consumer principal(HttpServerRequest request) {
    if (request.unwrap() instanceof RoutingContext context
        && context.user() instanceof QuarkusHttpUser user) {
      SecurityIdentity identity = user.getSecurityIdentity();
      return identity.isAnonymous() ? null : Consumer.of(identity.getPrincipal().getName());
    }
    return null;
  }
}

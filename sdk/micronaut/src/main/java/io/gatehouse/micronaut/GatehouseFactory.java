// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the SDK out of properties. A {@code BeanCreatedEventListener<Gatehouse.Builder>} changes
 * it, a bean of type {@link Gatehouse} replaces it.
 */
@Factory
@Requires(property = "gatehouse.enabled", notEquals = "false", defaultValue = "true")
final class GatehouseFactory {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.micronaut");

  @Prototype
  @Requires(property = "gatehouse.server")
  @Requires(property = "gatehouse.ingest-token")
  Gatehouse.Builder builder(
      @Value("${gatehouse.server}") String server,
      @Value("${gatehouse.ingest-token}") String ingestToken,
      @Value("${gatehouse.environment:prod}") String environment,
      @Nullable @Value("${gatehouse.app-version}") String appVersion) {
    Gatehouse.Builder builder =
        Gatehouse.builder()
            .server(server)
            .ingestToken(ingestToken)
            .environment(environment)
            .framework("micronaut")
            .consumers(GatehouseFactory::principal);
    return appVersion == null ? builder : builder.appVersion(appVersion);
  }

  @Bean(preDestroy = "close")
  @Singleton
  @Secondary
  @Requires(bean = Gatehouse.Builder.class)
  Gatehouse gatehouse(Gatehouse.Builder builder) {
    return builder.build();
  }

  /** Puts a {@link ConnectionObserver} in front of Micronaut in each connection. */
  @Singleton
  @Requires(beans = Gatehouse.class)
  BeanCreatedEventListener<NettyServerCustomizer.Registry> connections(
      Gatehouse gatehouse, @Value("${gatehouse.excluded-paths:}") List<String> excludedPaths) {
    ExcludedPaths excluded = ExcludedPaths.of(excludedPaths);
    return created -> {
      created.getBean().register(new ConnectionObserver.Customizer(gatehouse, excluded, null));
      return created.getBean();
    };
  }

  /** The consumer unless the application resolves it itself. */
  static @Nullable Consumer principal(HttpServerRequest request) {
    return request.unwrap() instanceof HttpRequest<?> http
        ? http.getUserPrincipal().map(one -> Consumer.of(one.getName())).orElse(null)
        : null;
  }

  /** Without a server or a token the application starts, and is told once. */
  @Context
  @Requires(missingBeans = Gatehouse.class)
  @Requires(property = "gatehouse.enabled", notEquals = "false", defaultValue = "true")
  static final class Unconfigured {
    Unconfigured() {
      LOG.log(
          System.Logger.Level.WARNING,
          "Gatehouse: nothing is recorded, because gatehouse.server or gatehouse.ingest-token is"
              + " missing. Set gatehouse.enabled=false if that is meant.");
    }
  }
}

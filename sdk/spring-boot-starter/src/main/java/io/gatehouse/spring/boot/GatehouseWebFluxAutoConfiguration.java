// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/** Records the requests of a reactive application. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.HandlerMapping")
@ConditionalOnBean(Gatehouse.class)
public class GatehouseWebFluxAutoConfiguration {

  /** After Spring Security's filter, which is at −100. */
  private static final int AFTER_AUTHENTICATION = 0;

  @Bean
  static PrincipalReader gatehousePrincipalReader() {
    return GatehouseWebFilter::principal;
  }

  @Bean
  GatehouseWebFilter gatehouseWebFilter(
      Gatehouse gatehouse, GatehouseProperties properties, Environment environment) {
    return GatehouseWebFilter.of(gatehouse).excluding(ExcludedPaths.of(properties, environment));
  }

  @Bean
  @Order(AFTER_AUTHENTICATION)
  WebFilter gatehousePrincipalFilter(GatehouseProperties properties) {
    return properties.principalAsConsumer()
        ? GatehouseWebFilter::notePrincipal
        : (exchange, chain) -> chain.filter(exchange);
  }
}

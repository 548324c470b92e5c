// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Records the requests of a reactive application. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.HandlerMapping")
@ConditionalOnBean(Gatehouse.class)
public class GatehouseWebFluxAutoConfiguration {

  @Bean
  GatehouseWebFilter gatehouseWebFilter(
      Gatehouse gatehouse, GatehouseProperties properties, Environment environment) {
    GatehouseWebFilter filter =
        GatehouseWebFilter.of(gatehouse).excluding(ExcludedPaths.of(properties, environment));
    return properties.includeStaticFiles() ? filter.includingFiles() : filter;
  }

  /** The consumer by the principal of Spring Security. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.security.web.server.SecurityWebFilterChain")
  @ConditionalOnProperty(name = "gatehouse.principal-as-consumer", matchIfMissing = true)
  static class Principals {

    @Bean
    static PrincipalReader gatehousePrincipalReader() {
      return ReactivePrincipal::consumer;
    }

    @Bean
    static ReactivePrincipal gatehouseReactivePrincipal() {
      return new ReactivePrincipal();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Records the requests of a servlet application, whatever serves them in it. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Gatehouse.class)
public class GatehouseServletAutoConfiguration {

  @Bean
  static PrincipalReader gatehousePrincipalReader() {
    return ServletPrincipal::consumer;
  }

  @Bean
  FilterRegistrationBean<GatehouseFilter> gatehouseFilter(
      Gatehouse gatehouse, GatehouseProperties properties, Environment environment) {
    return registration(gatehouse, ExcludedPaths.of(properties, environment));
  }

  /** Outermost, so that requests that security refuses are seen. */
  static FilterRegistrationBean<GatehouseFilter> registration(
      Gatehouse gatehouse, List<String> excluded) {
    GatehouseFilter filter =
        GatehouseFilter.of(gatehouse).excluding(excluded).routeAttribute(MvcObserver.PATTERN);
    FilterRegistrationBean<GatehouseFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setName("gatehouse");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    return registration;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.log.LogCapture;
import io.gatehouse.micrometer.GatehouseMeters;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import io.gatehouse.spring.boot.GatehouseAutoConfiguration.PrincipalReader;
import io.gatehouse.spring.security.ReactivePrincipal;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import io.gatehouse.spring.webmvc.GatehouseWebMvc;
import io.gatehouse.spring.webmvc.ServletPrincipal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * What records and shows, once there is an SDK. Each part names libraries that may be missing, so
 * that it is a class of its own, which is not loaded then.
 */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnBean(Gatehouse.class)
public class GatehouseRecordingAutoConfiguration {

  /** Records the requests of a servlet application, whatever serves them in it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Servlets {

    @Bean
    static PrincipalReader gatehousePrincipalReader() {
      return ServletPrincipal::consumer;
    }

    @Bean
    FilterRegistrationBean<GatehouseFilter> gatehouseFilter(
        Gatehouse gatehouse, GatehouseProperties properties, Environment environment) {
      return registration(gatehouse, properties.allExcludedPaths(environment));
    }

    /** Outermost, so that requests that security refuses are seen. */
    static FilterRegistrationBean<GatehouseFilter> registration(
        Gatehouse gatehouse, List<String> excluded) {
      GatehouseFilter filter =
          GatehouseFilter.of(gatehouse)
              .excluding(excluded)
              .routeAttribute(GatehouseWebMvc.ROUTE_ATTRIBUTE);
      FilterRegistrationBean<GatehouseFilter> registration = new FilterRegistrationBean<>(filter);
      registration.setName("gatehouse");
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      registration.setAsyncSupported(true);
      registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
      return registration;
    }
  }

  /** Looks at requests inside Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.servlet.config.annotation.WebMvcConfigurer")
  static class WebMvc {

    @Bean
    GatehouseWebMvc gatehouseWebMvc(GatehouseProperties properties) {
      GatehouseWebMvc observer = GatehouseWebMvc.create();
      return properties.includeStaticFiles() ? observer.includingFiles() : observer;
    }
  }

  /** Records the requests of a reactive application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(name = "org.springframework.web.reactive.HandlerMapping")
  static class WebFlux {

    @Bean
    GatehouseWebFilter gatehouseWebFilter(
        Gatehouse gatehouse, GatehouseProperties properties, Environment environment) {
      GatehouseWebFilter filter =
          GatehouseWebFilter.of(gatehouse).excluding(properties.allExcludedPaths(environment));
      return properties.includeStaticFiles() ? filter.includingFiles() : filter;
    }
  }

  /** The consumer of a reactive request by the principal of Spring Security. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(name = "org.springframework.security.web.server.SecurityWebFilterChain")
  @ConditionalOnProperty(name = "gatehouse.principal-as-consumer", matchIfMissing = true)
  static class ReactiveSecurity {

    @Bean
    static PrincipalReader gatehousePrincipalReader() {
      return ReactivePrincipal::consumer;
    }

    @Bean
    static ReactivePrincipal gatehouseReactivePrincipal() {
      return new ReactivePrincipal();
    }
  }

  /** Shows the SDK's own numbers in the application's meter registry, if there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
  static class Meters {

    /** After all beans are there: which configuration makes the registry differs by version. */
    @Bean
    SmartInitializingSingleton gatehouseMeters(
        Gatehouse gatehouse, ObjectProvider<MeterRegistry> registries) {
      return () -> registries.ifUnique(GatehouseMeters.of(gatehouse)::bindTo);
    }
  }

  /** Tells log lines with their requests, if that is wanted. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("gatehouse.log-capture")
  static class LogLines {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    LogCapture gatehouseLogCapture() {
      return LogCapture.install();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Records the requests of a servlet application, once it has a server and a token. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "gatehouse.enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(GatehouseProperties.class)
public class GatehouseAutoConfiguration {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.spring.boot");

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @Conditional(Configured.class)
  Gatehouse gatehouse(
      GatehouseProperties properties, ObjectProvider<GatehouseCustomizer> customizers) {
    Gatehouse.Builder builder =
        Gatehouse.builder()
            .server(requireNonNull(properties.server(), "gatehouse.server"))
            .ingestToken(requireNonNull(properties.ingestToken(), "gatehouse.ingest-token"))
            .framework("spring-boot")
            .consumers(MvcObserver::principal);
    if (properties.environment() != null) {
      builder.environment(properties.environment());
    }
    if (properties.appVersion() != null) {
      builder.appVersion(properties.appVersion());
    }
    customizers.orderedStream().forEach(one -> one.customize(builder));
    return builder.build();
  }

  @Bean
  @ConditionalOnBean(Gatehouse.class)
  FilterRegistrationBean<GatehouseFilter> gatehouseFilter(
      Gatehouse gatehouse, GatehouseProperties properties) {
    GatehouseFilter filter =
        GatehouseFilter.of(gatehouse)
            .excluding(properties.excluded())
            .routeAttribute(MvcObserver.PATTERN);
    FilterRegistrationBean<GatehouseFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setName("gatehouse");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    return registration;
  }

  /** Without a server or a token the application starts, and is told once. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(NotConfigured.class)
  @ConditionalOnMissingBean(Gatehouse.class)
  static class Unconfigured {
    Unconfigured() {
      LOG.log(
          System.Logger.Level.WARNING,
          "Gatehouse: nothing is recorded, because gatehouse.server or gatehouse.ingest-token is"
              + " missing. Set gatehouse.enabled=false if that is meant.");
    }
  }

  private static boolean isConfigured(Environment environment) {
    return StringUtils.hasText(environment.getProperty("gatehouse.server"))
        && StringUtils.hasText(environment.getProperty("gatehouse.ingest-token"));
  }

  static final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isConfigured(context.getEnvironment());
    }
  }

  static final class NotConfigured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isConfigured(context.getEnvironment());
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The SDK of a web application, once it has a server and a token. */
@AutoConfiguration
@ConditionalOnWebApplication
@Conditional(GatehouseAutoConfiguration.Wanted.class)
@EnableConfigurationProperties(GatehouseProperties.class)
public class GatehouseAutoConfiguration {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.spring.boot");

  /** Set by all tests of Spring Boot that start an application, whatever its version. */
  private static final String IN_TEST =
      "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

  /** Tells the consumer by the principal that was noted while the request was inside. */
  @FunctionalInterface
  interface PrincipalReader {

    /** Null = anonymous. */
    @Nullable Consumer consumer(HttpServerRequest request);
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @Conditional(Complete.class)
  Gatehouse gatehouse(
      GatehouseProperties properties,
      ObjectProvider<PrincipalReader> principal,
      ObjectProvider<GatehouseCustomizer> customizers) {
    Gatehouse.Builder builder =
        Gatehouse.builder()
            .server(requireNonNull(properties.server(), "gatehouse.server"))
            .ingestToken(requireNonNull(properties.ingestToken(), "gatehouse.ingest-token"))
            .environment(properties.environment())
            .framework("spring-boot")
            .flushInterval(properties.flushInterval())
            .requestLog(properties.requestLog().toPolicy())
            .redaction(properties.redaction().toRedaction());
    if (properties.appVersion() != null) {
      builder.appVersion(properties.appVersion());
    }
    if (properties.spoolDirectory() != null) {
      builder.spool(properties.spoolDirectory());
    }
    PrincipalReader reader = principal.getIfAvailable();
    if (reader != null && properties.principalAsConsumer()) {
      builder.consumers(reader::consumer);
    }
    customizers.orderedStream().forEach(one -> one.customize(builder));
    return builder.build();
  }

  private static boolean isComplete(Environment environment) {
    return StringUtils.hasText(environment.getProperty("gatehouse.server"))
        && StringUtils.hasText(environment.getProperty("gatehouse.ingest-token"));
  }

  /** What {@code gatehouse.enabled} says; unless it is set, true outside of Spring Boot's tests. */
  static final class Wanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      Boolean enabled = environment.getProperty("gatehouse.enabled", Boolean.class);
      return enabled == null ? !environment.containsProperty(IN_TEST) : enabled;
    }
  }

  /** A server and a token are there. */
  static final class Complete implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isComplete(context.getEnvironment());
    }
  }

  /** A server or a token is missing. */
  static final class Incomplete implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isComplete(context.getEnvironment());
    }
  }

  /** Without a server or a token the application starts, and is told once. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(Incomplete.class)
  @ConditionalOnMissingBean(Gatehouse.class)
  static class Unconfigured {
    Unconfigured() {
      LOG.log(
          System.Logger.Level.WARNING,
          "Gatehouse: nothing is recorded, because gatehouse.server or gatehouse.ingest-token is"
              + " missing. Set gatehouse.enabled=false if that is meant.");
    }
  }
}

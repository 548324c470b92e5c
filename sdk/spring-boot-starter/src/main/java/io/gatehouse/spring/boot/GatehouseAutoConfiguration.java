// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Gatehouse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The SDK of a web application, once it has a server and a token. */
@AutoConfiguration
@ConditionalOnWebApplication
@Conditional(Configured.Wanted.class)
@EnableConfigurationProperties(GatehouseProperties.class)
public class GatehouseAutoConfiguration {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.spring.boot");

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @Conditional(Configured.Complete.class)
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

  /** Without a server or a token the application starts, and is told once. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(Configured.Incomplete.class)
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

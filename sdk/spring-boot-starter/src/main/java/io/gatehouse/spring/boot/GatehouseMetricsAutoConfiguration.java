// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.SdkMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Shows the SDK's own numbers in the application's meter registry, if there is one. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
@ConditionalOnBean(Gatehouse.class)
public class GatehouseMetricsAutoConfiguration {

  /** After all beans are there: which configuration makes the registry differs by version. */
  @Bean
  SmartInitializingSingleton gatehouseMeters(
      Gatehouse gatehouse, ObjectProvider<MeterRegistry> registries) {
    return () -> registries.ifUnique(registry -> bind(gatehouse.metrics(), registry));
  }

  private static void bind(SdkMetrics metrics, MeterRegistry registry) {
    counter(metrics, registry, "recorded", SdkMetrics::recorded);
    counter(metrics, registry, "sent", SdkMetrics::sent);
    counter(metrics, registry, "dropped", SdkMetrics::dropped);
    Gauge.builder("gatehouse.sdk.spooled", metrics, SdkMetrics::spooled)
        .description("Exchanges that wait for the Gatehouse server")
        .baseUnit("exchanges")
        .register(registry);
  }

  private static void counter(
      SdkMetrics metrics, MeterRegistry registry, String name, ToDoubleFunction<SdkMetrics> value) {
    FunctionCounter.builder("gatehouse.sdk." + name, metrics, value)
        .description("Exchanges that were " + name)
        .baseUnit("exchanges")
        .register(registry);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micrometer;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.SdkMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * Shows the SDK's own numbers in a meter registry: {@code gatehouse.sdk.recorded}, {@code .sent},
 * {@code .dropped} and {@code .spooled}, in exchanges. Always: recorded = sent + spooled + dropped.
 *
 * <pre>{@code
 * GatehouseMeters.of(gatehouse).bindTo(registry);
 * }</pre>
 */
public final class GatehouseMeters implements MeterBinder {

  private final SdkMetrics metrics;

  private GatehouseMeters(SdkMetrics metrics) {
    this.metrics = metrics;
  }

  /** Of an SDK; registries hold it weakly, so that somebody else has to keep it. */
  public static GatehouseMeters of(Gatehouse gatehouse) {
    return new GatehouseMeters(requireNonNull(gatehouse, "gatehouse").metrics());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "recorded", SdkMetrics::recorded);
    counter(registry, "sent", SdkMetrics::sent);
    counter(registry, "dropped", SdkMetrics::dropped);
    Gauge.builder("gatehouse.sdk.spooled", metrics, SdkMetrics::spooled)
        .description("Exchanges that wait for the Gatehouse server")
        .baseUnit("exchanges")
        .register(registry);
  }

  private void counter(MeterRegistry registry, String name, ToDoubleFunction<SdkMetrics> value) {
    FunctionCounter.builder("gatehouse.sdk." + name, metrics, value)
        .description("Exchanges that were " + name)
        .baseUnit("exchanges")
        .register(registry);
  }
}

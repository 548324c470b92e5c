// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import io.gatehouse.sdk.testkit.PlainRequest;
import io.gatehouse.sdk.testkit.PlainResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatehouseMetersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MeterRegistry registry = new SimpleMeterRegistry();

  /** H4: recorded = sent + spooled + dropped, whether the server is there or not. */
  @Test
  void h4_numbers_areThoseOfTheSdk() throws Exception {
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = server.reporting().build()) {
      server.behave(Behaviour.AWAY);
      GatehouseMeters.of(gatehouse).bindTo(registry);
      for (int i = 0; i < 3; i++) {
        exchange(gatehouse);
      }
      await().atMost(PATIENCE).until(() -> spooled() == 3);
      assertThat(count("recorded")).isEqualTo(3);
      assertThat(count("sent")).isZero();

      server.behave(Behaviour.ACCEPT);
      await().atMost(PATIENCE).until(() -> count("sent") == 3);
      assertThat(spooled()).isZero();
      assertThat(count("dropped")).isZero();
    }
  }

  private static void exchange(Gatehouse gatehouse) {
    Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/items"));
    exchange.end(new PlainResponse(200, 0));
  }

  private double count(String name) {
    return registry.get("gatehouse.sdk." + name).functionCounter().count();
  }

  private double spooled() {
    return registry.get("gatehouse.sdk.spooled").gauge().value();
  }
}

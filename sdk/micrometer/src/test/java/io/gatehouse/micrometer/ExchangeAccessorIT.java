// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.PlainRequest;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeAccessorIT {

  /** G3: the accessor is found by itself; the thread is left as it was. */
  @Test
  void g3_snapshot_makesTheExchangeCurrentOnAnotherThread() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = server.reporting().build()) {
      Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/items"));
      Exchange[] seen = new Exchange[1];
      Runnable look = () -> seen[0] = CurrentExchange.get();
      Runnable wrapped;
      try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
        wrapped = ContextSnapshotFactory.builder().build().captureAll().wrap(look);
      }
      other.submit(wrapped).get(10, TimeUnit.SECONDS);
      assertThat(seen[0]).isSameAs(exchange);
      other.submit(look).get(10, TimeUnit.SECONDS);
      assertThat(seen[0].isNoop()).isTrue();
    } finally {
      other.shutdown();
    }
  }
}

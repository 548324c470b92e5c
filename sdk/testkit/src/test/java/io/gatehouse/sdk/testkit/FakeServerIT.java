// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeServerIT {

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void exchange_isRead() {
    Gatehouse gatehouse = server.reporting().build();
    record(gatehouse);
    gatehouse.close();

    assertThat(server.recorded().exchanges())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.route()).isEqualTo("/items/{id}");
              assertThat(one.responseBytes()).isEqualTo(6);
            });
    assertThat(server.recorded().lastHeader().environment()).isEqualTo("test");
  }

  @Test
  void away_thenBack_countsOnce() {
    server.behave(Behaviour.AWAY);
    try (Gatehouse gatehouse = server.reporting().build()) {
      record(gatehouse);
      await().until(() -> server.requests() > 0);
      server.behave(Behaviour.ACCEPT);
      await().until(() -> gatehouse.metrics().sent() == 1);
    }

    assertThat(server.recorded().total()).isEqualTo(1);
  }

  @Test
  void slow_answersWhenItBehavesOtherwise() {
    server.behave(Behaviour.SLOW);
    try (Gatehouse gatehouse = server.reporting().build()) {
      record(gatehouse);
      await().until(() -> server.requests() == 1);
      assertThat(gatehouse.metrics().sent()).isZero();
      server.behave(Behaviour.ACCEPT);
      await().until(() -> gatehouse.metrics().sent() == 1);
    }
  }

  @Test
  void otherToken_isRefused() {
    try (Gatehouse gatehouse = server.reporting().ingestToken("other").build()) {
      record(gatehouse);
      await().until(() -> server.requests() == 1);
    }

    assertThat(server.recorded().total()).isZero();
  }

  private static void record(Gatehouse gatehouse) {
    Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/items/1"));
    exchange.route(RouteSource.CONTROLLER, "/items/{id}");
    exchange.end(new PlainResponse(200, 6));
  }
}

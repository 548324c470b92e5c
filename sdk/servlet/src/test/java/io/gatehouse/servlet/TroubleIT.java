// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.SdkMetrics;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K8: counting never breaks a request, and what is lost is told. */
@Timeout(120)
class TroubleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REQUESTS = 300;

  @TempDir Path directory;

  private static Gatehouse.Builder telling(Gatehouse.Builder builder) {
    return builder
        .flushInterval(Duration.ofMillis(100))
        .requestLog(RequestLogPolicy.all().bodies(true));
  }

  /** Nobody listens; a name that nobody has; an address nobody answers. */
  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:1", "http://gatehouse.invalid:8080", "http://192.0.2.1:8080"})
  void k8_serverThatCannotBeReached_breaksNoRequest(String address) throws Exception {
    Gatehouse.Builder builder = Gatehouse.builder().server(address).ingestToken("token");
    try (Gatehouse gatehouse = telling(builder).build();
        TroubledShop shop = new TroubledShop(gatehouse, directory)) {
      assertThat(shop.failures(REQUESTS)).isZero();

      SdkMetrics metrics = gatehouse.metrics();
      // An answer is there a moment before its exchange has ended.
      await().atMost(PATIENCE).until(() -> metrics.recorded() == REQUESTS);
      assertThat(metrics.spooled()).isEqualTo(REQUESTS);
      assertThat(metrics.sent()).isZero();
      assertThat(metrics.dropped()).isZero();
      assertThat(metrics.droppedRequestLogs()).isZero();
    }
  }

  /** What the server counts is what was sent; nothing was lost on the way. */
  @Test
  void k8_serverThatComesBack_hasAll() throws Exception {
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = telling(server.reporting()).build();
        TroubledShop shop = new TroubledShop(gatehouse, directory)) {
      server.wantNothing();
      server.behave(Behaviour.AWAY);
      assertThat(shop.failures(REQUESTS)).isZero();
      server.behave(Behaviour.SLOW);
      assertThat(shop.failures(REQUESTS)).isZero();
      server.answer(503);
      assertThat(shop.failures(REQUESTS)).isZero();
      server.behave(Behaviour.ACCEPT);
      SdkMetrics metrics = gatehouse.metrics();
      await().atMost(PATIENCE).until(() -> metrics.sent() == 3 * REQUESTS);
      await().atMost(PATIENCE).until(() -> told(server) == 3 * REQUESTS);

      assertThat(metrics.recorded()).isEqualTo(3 * REQUESTS);
      assertThat(metrics.dropped()).isZero();
      assertThat(metrics.droppedRequestLogs()).isZero();
      assertThat(server.recorded().total()).isEqualTo(3 * REQUESTS);
    }
  }

  /**
   * A refused token ends the sending, not the service; what will not be sent is told as waiting.
   */
  @Test
  void k8_refusedToken_breaksNoRequest() throws Exception {
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = telling(server.reporting()).build();
        TroubledShop shop = new TroubledShop(gatehouse, directory)) {
      server.answer(401);
      assertThat(shop.failures(REQUESTS)).isZero();
      await().atMost(PATIENCE).until(() -> server.requests() > 0);
      assertThat(shop.failures(REQUESTS)).isZero();

      await().atMost(PATIENCE).until(() -> gatehouse.metrics().recorded() == 2 * REQUESTS);
      assertThat(gatehouse.metrics().sent()).isZero();
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  private static long told(FakeServer server) {
    return server.recorded().records().stream().filter(Request.class::isInstance).count();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.LogLine;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.PlainRequest;
import io.gatehouse.sdk.testkit.PlainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What capturing does, whatever the logging library. */
abstract class LogCaptureContract {

  private FakeServer server;
  private Gatehouse gatehouse;
  private LogCapture capture;

  /** Attaches to the library. */
  abstract LogCapture install();

  /** Logs as a warning, with one parameter. */
  abstract void warn(String logger, String text, String parameter);

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    server.wantRequestLogs();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all()).build();
    capture = install();
  }

  @AfterEach
  void stop() {
    capture.close();
    gatehouse.close();
    server.close();
  }

  @Test
  void g1_lineInsideOfAnExchange_isTold() {
    Exchange exchange = begin();
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      warn("shop.Orders", "stock of", "lamps");
    }
    LogLine line = logs(exchange).get(0);

    assertThat(line.message()).isEqualTo("stock of lamps");
    assertThat(line.logger()).isEqualTo("shop.Orders");
    assertThat(line.level()).isEqualTo("warn");
    assertThat(line.epochMicros() / 1_000_000)
        .isBetween(1_700_000_000L, System.currentTimeMillis() / 1_000 + 1);
  }

  @Test
  void g1_lineOutsideOfAnExchange_isIgnored() {
    Exchange exchange = begin();
    warn("shop.Orders", "before", "");
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      warn("shop.Orders", "inside", "");
    }
    warn("shop.Orders", "after", "");

    assertThat(logs(exchange)).extracting(line -> line.message().strip()).containsExactly("inside");
  }

  @Test
  void g1_handOverToAPooledThread_keepsLinesApart() {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      Exchange first = begin();
      Exchange second = begin();
      CompletableFuture.runAsync(within(first, "first"), pool).join();
      CompletableFuture.runAsync(() -> warn("shop.Orders", "between", ""), pool).join();
      CompletableFuture.runAsync(within(second, "second"), pool).join();

      assertThat(logs(first)).extracting(line -> line.message().strip()).containsExactly("first");
      assertThat(logs(second)).extracting(line -> line.message().strip()).containsExactly("second");
    } finally {
      pool.shutdown();
    }
  }

  private Runnable within(Exchange exchange, String text) {
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      return CurrentExchange.wrap(() -> warn("shop.Orders", text, ""));
    }
  }

  @Test
  void g4_ownLines_areIgnored() {
    Exchange exchange = begin();
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      warn("io.gatehouse.sdk", "a flush failed", "");
      warn("io.gatehouse.spring.boot", "nothing is recorded", "");
    }

    assertThat(logs(exchange)).isEmpty();
  }

  @Test
  void e1_secretInALine_isRedacted() {
    Exchange exchange = begin();
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      warn("shop.Orders", "password=hunter2", "");
    }

    assertThat(logs(exchange).get(0).message()).doesNotContain("hunter2");
  }

  @Test
  void g1_detached_tellsNothing() {
    capture.close();
    Exchange exchange = begin();
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      warn("shop.Orders", "inside", "");
    }

    assertThat(logs(exchange)).isEmpty();
  }

  @Test
  void h12_nothingToTell_isNotFormatted() {
    List<String> made = new ArrayList<>();
    CurrentLog.tell(
        Instant.EPOCH,
        "info",
        null,
        () -> {
          made.add("message");
          return "message";
        });

    assertThat(made).isEmpty();
  }

  Exchange begin() {
    return gatehouse.handler().begin(new PlainRequest("GET", "/items/1"));
  }

  List<LogLine> logs(Exchange exchange) {
    server.recorded().clear();
    exchange.end(new PlainResponse(200, 0));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.recorded().records().stream().anyMatch(Request.class::isInstance));
    return server.recorded().records().stream()
        .filter(Request.class::isInstance)
        .map(Request.class::cast)
        .findFirst()
        .orElseThrow()
        .logs();
  }
}

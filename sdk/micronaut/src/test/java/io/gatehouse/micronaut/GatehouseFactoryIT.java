// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehouseFactoryIT {

  private static final String SHOP = "fixture.shop";

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeServer server;
  private EmbeddedServer micronaut;

  @Controller("/shop")
  @Requires(property = SHOP)
  static class Shop {

    @Get("/items{?page}")
    String items(@QueryValue(value = "page", defaultValue = "1") int page) {
      return "page " + page;
    }

    @Get("/blocking")
    @ExecuteOn(TaskExecutors.IO)
    String blocking() {
      CurrentExchange.get().consumer(Consumer.of("acme"));
      return "blocking";
    }

    @Get("/missing")
    String missing() {
      throw new HttpStatusException(HttpStatus.NOT_FOUND, "missing");
    }

    @Get("/handled")
    String handled() {
      throw new IllegalArgumentException("handled");
    }

    @Error(exception = IllegalArgumentException.class)
    HttpResponse<String> handle(IllegalArgumentException error) {
      return HttpResponse.unprocessableEntity();
    }

    @Get("/boom")
    String boom() {
      throw new IllegalStateException("boom");
    }

    @Get("/health")
    String health() {
      return "up";
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
    micronaut =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "gatehouse.server",
                server.url(),
                "gatehouse.ingest-token",
                FakeServer.INGEST_TOKEN,
                "gatehouse.excluded-paths",
                List.of("/shop/health"),
                "micronaut.server.port",
                -1,
                SHOP,
                true));
  }

  @AfterEach
  void stop() {
    micronaut.close();
    micronaut.getApplicationContext().close();
    server.close();
  }

  @Test
  void b6_template_isWithoutItsQuery() throws Exception {
    get("/shop/items?page=2");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/shop/items");
  }

  @Test
  void b12_excludedPath_isNotRecorded() throws Exception {
    get("/shop/health");
    get("/shop/items");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/shop/items");
  }

  @Test
  void g1_consumerToldByAnotherThread_isTold() throws Exception {
    get("/shop/blocking");
    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("acme");
  }

  @Test
  void c4_statusByException_isNoError() throws Exception {
    get("/shop/missing");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(404);
    assertThat(one.route()).isEqualTo("/shop/missing");
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c3_handledException_isAHandledError() throws Exception {
    get("/shop/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c1_unhandledException_isAnError() throws Exception {
    get("/shop/boom");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(500);
    assertThat(server.recorded().awaitError()).matches(error -> !error.handled());
  }

  @Test
  void a16_pipelinedRequests_areNotMixed() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), micronaut.getPort())) {
      String host = " HTTP/1.1\r\nHost: localhost\r\n";
      String all =
          "GET /shop/blocking"
              + host
              + "\r\nGET /shop/health"
              + host
              + "\r\nGET /shop/items"
              + host
              + "Connection: close\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write(all.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("blocking", "up", "page 1");
    }
    Awaitility.await().until(() -> server.recorded().total() >= 2);
    assertThat(server.recorded().exchanges())
        .extracting(RecordedExchange::route, RecordedExchange::responseBytes)
        .containsExactlyInAnyOrder(tuple("/shop/blocking", 8L), tuple("/shop/items", 6L));
  }

  @Test
  void i2_disabled_leavesNoBean() {
    Map<String, Object> properties =
        Map.of(
            "gatehouse.enabled",
            "false",
            "gatehouse.server",
            "http://localhost:1",
            "gatehouse.ingest-token",
            "t");
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      assertThat(context.containsBean(Gatehouse.class)).isFalse();
      assertThat(context.containsBean(RouteFilter.class)).isFalse();
      assertThat(context.containsBean(GatehouseFactory.Unconfigured.class)).isFalse();
    }
  }

  @Test
  void i2_missingToken_startsWithoutRecording() {
    Map<String, Object> properties = Map.of("gatehouse.server", "http://localhost:1");
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      assertThat(context.isRunning()).isTrue();
      assertThat(context.containsBean(Gatehouse.class)).isFalse();
      assertThat(context.containsBean(GatehouseFactory.Unconfigured.class)).isTrue();
    }
  }

  private void get(String path) throws Exception {
    URI address = URI.create("http://localhost:" + micronaut.getPort() + path);
    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
  }
}

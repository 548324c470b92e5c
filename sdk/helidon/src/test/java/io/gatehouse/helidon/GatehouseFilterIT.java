// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.helidon.http.HeaderNames;
import io.helidon.http.NotFoundException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehouseFilterIT {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FakeServer server;
  private Gatehouse gatehouse;
  private WebServer helidon;

  @BeforeEach
  void start() throws Exception {
    start(true);
  }

  /** With exceptions of handlers observed, or with the filter alone. */
  private void start(boolean observed) throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all().bodies(true)).build();
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .error(
                IllegalArgumentException.class,
                (request, response, error) -> {
                  CurrentExchange.get().handled(error);
                  response.status(422).send();
                });
    if (observed) {
      GatehouseFilter.of(gatehouse)
          .excluding(List.of("/health"))
          .addTo(routing, GatehouseFilterIT::application);
    } else {
      application(routing.addFilter(GatehouseFilter.of(gatehouse).excluding(List.of("/health"))));
    }
    helidon = WebServer.builder().host("localhost").port(0).routing(routing).build().start();
  }

  private static void application(HttpRules rules) {
    rules
        .get(
            "/me",
            (request, response) -> {
              CurrentExchange.get().consumer(Consumer.of("acme"));
              response.send("me");
            })
        .get("/health", (request, response) -> response.send("up"))
        .get("/missing", (request, response) -> missing())
        .get("/handled", (request, response) -> handled())
        .get("/boom", (request, response) -> boom())
        .get("/files/{+name}", (request, response) -> response.send("file"))
        .post(
            "/echo",
            (request, response) -> {
              response.header(HeaderNames.CONTENT_TYPE, "application/json");
              response.send(request.content().as(byte[].class));
            });
  }

  private static void missing() {
    throw new NotFoundException("missing");
  }

  private static void handled() {
    throw new IllegalArgumentException("handled");
  }

  private static void boom() {
    throw new IllegalStateException("boom");
  }

  @AfterEach
  void stop() {
    helidon.stop();
    gatehouse.close();
    server.close();
  }

  @Test
  void f3_consumerOfTheCurrentExchange_isTold() throws Exception {
    get("/me");
    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("acme");
  }

  @Test
  void b12_excludedPath_isNotRecorded() throws Exception {
    get("/health");
    get("/me");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/me");
  }

  @Test
  void b7_greedyParameter_isKept() throws Exception {
    get("/files/a/b");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/files/{+name}");
  }

  @Test
  void c4_statusByException_isNoError() throws Exception {
    get("/missing");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(404);
    assertThat(one.route()).isEqualTo("/missing");
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c3_errorToldByAHandlerOfErrors_isAHandledError() throws Exception {
    stop();
    start(false);
    get("/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c3_errorToldTwice_isOneHandledError() throws Exception {
    get("/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c1_unhandledException_isAnError() throws Exception {
    get("/boom");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(500);
    assertThat(one.route()).isEqualTo("/boom");
    assertThat(server.recorded().awaitError())
        .matches(error -> !error.handled())
        .matches(error -> error.errorType().equals("java.lang.IllegalStateException"));
  }

  @Test
  void c1_unhandledExceptionOfAFilterAlone_is500() throws Exception {
    stop();
    start(false);
    get("/boom");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(500);
    assertThat(one.route()).isEqualTo("/boom");
  }

  @Test
  void d6_bodies_areCaptured() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/echo"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"a\":1}"))
            .build();
    client.send(request, BodyHandlers.discarding());
    server.recorded().awaitOne();
    Request told =
        server.recorded().records().stream()
            .filter(Request.class::isInstance)
            .map(Request.class::cast)
            .findFirst()
            .orElseThrow();
    Body body = new Body(BodyState.CAPTURED, "{\"a\":1}");
    assertThat(told.requestBody()).isEqualTo(body);
    assertThat(told.responseBody()).isEqualTo(body);
  }

  @Test
  void g2_manyVirtualThreads_areNotMixed() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = i % 2 == 0 ? "/me" : "/files/x";
        all.add(threads.submit(() -> get(path)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    Awaitility.await().until(() -> server.recorded().total() >= 200);
    assertThat(server.recorded().exchanges())
        .hasSize(2)
        .allMatch(one -> one.requests() == 100)
        .allMatch(one -> one.route().equals("/me") == "acme".equals(one.consumer()));
  }

  private Object get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.discarding());
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + helidon.port() + path);
  }
}

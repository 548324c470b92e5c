// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehousePluginIT {

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeServer server;
  private Gatehouse gatehouse;
  private Javalin javalin;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().build();
    javalin = Javalin.create(this::configure).start(0);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.router.handlerWrapper(
        endpoint ->
            context -> {
              context.header("X-Wrapped", "yes");
              endpoint.handler.handle(context);
            });
    config.registerPlugin(GatehousePlugin.of(gatehouse).excluding(List.of("/health")));
    config
        .routes
        .get("/me", context -> CurrentExchange.get().consumer(Consumer.of("acme")))
        .get("/health", context -> context.result("up"))
        .get("/missing", context -> missing())
        .get("/handled", context -> handled())
        .get("/boom", context -> boom())
        .ws("/socket", socket -> socket.onConnect(connect -> connect.send("hello")))
        .exception(
            IllegalArgumentException.class, (error, context) -> context.status(422).result(""));
  }

  private static void missing() {
    throw new NotFoundResponse();
  }

  private static void handled() {
    throw new IllegalArgumentException("handled");
  }

  private static void boom() {
    throw new IllegalStateException("boom");
  }

  @AfterEach
  void stop() {
    javalin.stop();
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
  void f10_handlerWrapperOfTheApplication_isKept() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address("http", "/me")).build();
    assertThat(client.send(request, BodyHandlers.discarding()).headers().firstValue("X-Wrapped"))
        .contains("yes");
  }

  @Test
  void c4_statusByException_isNoError() throws Exception {
    get("/missing");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(404);
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c3_mappedException_isAHandledError() throws Exception {
    get("/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c1_unmappedException_isAnError() throws Exception {
    get("/boom");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(500);
    assertThat(server.recorded().awaitError()).matches(error -> !error.handled());
  }

  @Test
  void a14_webSocket_isRecordedAsItsHandshake() throws Exception {
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(address("ws", "/socket"), new WebSocket.Listener() {})
            .get(10, TimeUnit.SECONDS);
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(101);
    socket.abort();
  }

  private void get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address("http", path)).build();
    client.send(request, BodyHandlers.discarding());
  }

  private URI address(String scheme, String path) {
    return URI.create(scheme + "://localhost:" + javalin.port() + path);
  }
}

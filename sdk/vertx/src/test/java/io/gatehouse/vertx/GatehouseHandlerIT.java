// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehouseHandlerIT {

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeServer server;
  private Gatehouse gatehouse;
  private Vertx vertx;
  private HttpServer http;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().build();
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(5)
                .setMaxEventLoopExecuteTime(200)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    http = await(vertx.createHttpServer().requestHandler(router()).listen(0));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Router router() {
    Router first = Router.router(vertx);
    first.get("/only-here").handler(context -> context.end("first"));
    Router second = Router.router(vertx);
    second.get("/a/:id/b-:kind").handler(context -> context.end("second"));
    second.route().path("/rest/*").handler(context -> context.end("rest"));
    Router third = Router.router(vertx);
    third.route().handler(context -> context.end("third"));
    Router router = Router.router(vertx);
    router.route().handler(RoutingContext::next);
    router.get("/me").handler(GatehouseHandlerIT::me);
    router.get("/later").handler(this::later);
    router.get("/own-hooks").handler(GatehouseHandlerIT::ownHooks);
    router.get("/health").handler(context -> context.end("up"));
    router.get("/socket").handler(GatehouseHandlerIT::upgrade);
    router.get("/missing").handler(context -> context.fail(404));
    router
        .get("/handled")
        .handler(context -> context.fail(new IllegalArgumentException("handled")))
        .failureHandler(context -> context.response().setStatusCode(422).end());
    router.get("/boom").handler(context -> context.fail(new IllegalStateException("boom")));
    router.getWithRegex("/number/[0-9]+").handler(context -> context.end("number"));
    router.route("/api/*").handler(RoutingContext::next);
    router.route("/api/*").subRouter(first);
    router.route("/api/*").subRouter(second);
    router.route("/pathless/*").subRouter(third);
    GatehouseHandler.of(gatehouse).excluding(List.of("/health")).addTo(router);
    return router;
  }

  private static void me(RoutingContext context) {
    CurrentExchange.get().consumer(Consumer.of("acme"));
    context.end("me");
  }

  private void later(RoutingContext context) {
    vertx.setTimer(
        1,
        late -> {
          GatehouseHandler.exchange(context).consumer(Consumer.of("late"));
          context.end("later");
        });
  }

  private static void ownHooks(RoutingContext context) {
    context.response().endHandler(ended -> {});
    context.response().headersEndHandler(ended -> {});
    context.end("own");
  }

  private static void upgrade(RoutingContext context) {
    context
        .request()
        .toWebSocket()
        .onComplete(socket -> socket.writeTextMessage("hello"), context::fail);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
    gatehouse.close();
    server.close();
  }

  @Test
  void a13_hooksReplacedByTheApplication_stillEnds() throws Exception {
    get("/own-hooks");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.route()).isEqualTo("/own-hooks");
    assertThat(one.responseBytes()).isEqualTo(3);
  }

  /** Vert.x calls none of the hooks of the response: a documented limit. */
  @Test
  void a14_webSocketHandshake_isLeftAloneAndNotRecorded() throws Exception {
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://localhost:" + http.actualPort() + "/socket"),
                new WebSocket.Listener() {})
            .get(10, TimeUnit.SECONDS);
    get("/me");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/me");
    socket.abort();
  }

  @Test
  void b6_routersOfOneMountPoint_tellTheOneThatAnswers() throws Exception {
    assertThat(get("/api/a/7/b-x").body()).isEqualTo("second");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/api/a/{id}/b-{kind}");
  }

  @Test
  void b6_pathlessRoute_isItsMountPoint() throws Exception {
    assertThat(get("/pathless/x").body()).isEqualTo("third");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/pathless/*");
  }

  @Test
  void b1_unknownPathInAMountedRouter_hasNoRoute() throws Exception {
    get("/api/unknown");
    assertThat(server.recorded().awaitOne().route()).isEmpty();
  }

  @Test
  void b7_regularExpression_isKept() throws Exception {
    get("/number/42");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/number/[0-9]+");
  }

  @Test
  void b12_excludedPath_isNotRecorded() throws Exception {
    get("/health");
    get("/me");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/me");
  }

  @Test
  void f3_consumerOfTheCurrentExchange_isTold() throws Exception {
    get("/me");
    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("acme");
  }

  @Test
  void f3_consumerToldLater_isTold() throws Exception {
    get("/later");
    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("late");
  }

  @Test
  void c4_statusByFailure_isNoError() throws Exception {
    get("/missing");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(404);
    assertThat(one.route()).isEqualTo("/missing");
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c3_handledFailure_isAHandledError() throws Exception {
    get("/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c1_unhandledFailure_isAnError() throws Exception {
    get("/boom");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(500);
    assertThat(server.recorded().awaitError()).matches(error -> !error.handled());
  }

  /** The server is slow to answer meanwhile, so that whoever waits for it is seen. */
  @Test
  void g5_serverThatDoesNotAnswer_doesNotBlockTheEventLoop() throws Exception {
    AtomicInteger blocked = new AtomicInteger();
    Logger checker = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    Handler counter = new BlockedCounter(blocked);
    checker.addHandler(counter);
    server.behave(FakeServer.Behaviour.SLOW);
    get("/me");
    blocked.set(0); // Classes were loaded by the first one.
    for (int i = 0; i < 200; i++) {
      assertThat(get("/me").body()).isEqualTo("me");
    }
    checker.removeHandler(counter);
    server.behave(FakeServer.Behaviour.ACCEPT);
    assertThat(blocked).hasValue(0);
  }

  private static final class BlockedCounter extends Handler {
    private final AtomicInteger blocked;

    private BlockedCounter(AtomicInteger blocked) {
      this.blocked = blocked;
    }

    @Override
    public void publish(LogRecord record) {
      blocked.incrementAndGet();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://localhost:" + http.actualPort() + path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}

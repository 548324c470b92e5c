// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of several requests on one connection, and those that cannot be seen. */
class PassingBodiesIT {

  private FakeServer server;
  private Gatehouse gatehouse;
  private Vertx vertx;
  private HttpServer http;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all().bodies(true)).build();
    vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router.post("/echo").handler(BodyHandler.create(false)).handler(PassingBodiesIT::echo);
    router.post("/early").handler(context -> context.end("early"));
    router.get("/health").handler(context -> context.end("up"));
    GatehouseHandler.of(gatehouse).excluding(List.of("/health")).addTo(router);
    http = await10(vertx.createHttpServer().requestHandler(router).listen(0));
  }

  @AfterEach
  void stop() throws Exception {
    await10(vertx.close());
    gatehouse.close();
    server.close();
  }

  private static <T> T await10(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void echo(RoutingContext context) {
    context.response().putHeader("Content-Type", "text/plain");
    context.end(context.body().asString());
  }

  /** The first is left out, so that nothing watches the connection before the second. */
  @Test
  void a16_pipelinedRequests_areNotMixed() throws Exception {
    StringBuilder requests = new StringBuilder("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (int i = 0; i < 20; i++) {
      requests
          .append("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n")
          .append("Content-Length: 2\r\n")
          .append(i == 19 ? "Connection: close\r\n\r\n" : "\r\n")
          .append(10 + i);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.actualPort())) {
      socket.getOutputStream().write(requests.toString().getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("29");
    }
    await().until(() -> told().size() == 20);

    assertThat(told()).extracting(Request::responseBody).allMatch(PassingBodiesIT::isCaptured);
    assertThat(told())
        .allMatch(one -> List.of(Body.NONE, one.responseBody()).contains(one.requestBody()));
    assertThat(told()).extracting(one -> one.responseBody().text()).doesNotHaveDuplicates();
  }

  private static boolean isCaptured(Body body) {
    return body.state() == BodyState.CAPTURED;
  }

  @Test
  void d11_bodyThatComesAfterItsAnswer_isNotTold() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.actualPort())) {
      String head = "POST /early HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";
      String first = head + "Content-Length: 4\r\n\r\nab";
      socket.getOutputStream().write(first.getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(8), UTF_8)).isEqualTo("HTTP/1.1");
      socket.getOutputStream().write("cd".getBytes(UTF_8));
      await().until(() -> told().size() == 1);
    }
    assertThat(told().get(0).requestBody()).isEqualTo(Body.NONE);
  }

  /** A documented limit. */
  @Test
  void d12_http2_tellsNoBodies() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + http.actualPort() + "/echo"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("four"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    assertThat(client.send(request, BodyHandlers.ofString()).version())
        .isEqualTo(HttpClient.Version.HTTP_2);
    await().until(() -> told().size() == 1);

    assertThat(told().get(0).requestBody()).isEqualTo(Body.NONE);
    assertThat(told().get(0).responseBody()).isEqualTo(Body.NONE);
  }

  private List<Request> told() {
    return server.recorded().records().stream()
        .filter(Request.class::isInstance)
        .map(Request.class::cast)
        .toList();
  }
}

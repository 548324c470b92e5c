// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Gatehouse;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The fixture of the contract as services of a Helidon server. */
final class FixtureApplication implements HttpService {

  private static final long TIMEOUT_MILLIS = 300;

  private final String basePath;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FixtureApplication(String basePath) {
    this.basePath = basePath;
  }

  static WebServer start(Gatehouse gatehouse, String basePath) {
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .error(
                IllegalArgumentException.class,
                (request, response, error) -> response.status(422).send("handled"));
    FixtureApplication fixture = new FixtureApplication(basePath);
    GatehouseFilter.of(gatehouse)
        .addTo(routing, basePath.isEmpty() ? fixture : rules -> rules.register(basePath, fixture));
    return WebServer.builder().host("localhost").port(0).routing(routing).build().start();
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/items/{id}", (request, response) -> response.send("item " + id(request)))
        .head("/items/{id}", (request, response) -> response.send())
        .register("/nested", nested -> nested.get("/items/{id}", FixtureApplication::item))
        .get("/boom", (request, response) -> boom())
        .get("/handled", (request, response) -> handled())
        .get(
            "/status/{id}",
            (request, response) -> response.status(Integer.parseInt(id(request))).send())
        .get(
            "/redirect",
            (request, response) ->
                response
                    .status(Status.FOUND_302)
                    .header(HeaderNames.LOCATION, basePath + "/items/1")
                    .send())
        .get("/async/{id}", this::async)
        .get("/async-boom", (request, response) -> asyncBoom())
        .get("/async-timeout", (request, response) -> timeOut(response))
        .get("/stream", (request, response) -> chunks(response, 5, 1_000))
        .get("/large", (request, response) -> chunks(response, 2_000, 10_000))
        .get("/sse", (request, response) -> events(response))
        .get("/writer", (request, response) -> response.send("grüße"))
        .get("/forward", (request, response) -> response.reroute(basePath + "/items/9"))
        .get("/secured", FixtureApplication::authenticate)
        .get("/secured", (request, response) -> response.send("hello ann"))
        .post("/echo", FixtureApplication::echo)
        .post(
            "/form",
            (request, response) ->
                response.send(request.content().as(Parameters.class).get("name")))
        .post("/upload", FixtureApplication::upload)
        .post("/unread", (request, response) -> response.send("unread"));
  }

  private static void item(ServerRequest request, ServerResponse response) {
    response.send("item " + id(request));
  }

  private static void echo(ServerRequest request, ServerResponse response) {
    response.header(request.headers().get(HeaderNames.CONTENT_TYPE));
    response.send(request.content().as(byte[].class));
  }

  private static void boom() {
    throw new IllegalStateException("boom");
  }

  private static void handled() {
    throw new IllegalArgumentException("handled");
  }

  private void async(ServerRequest request, ServerResponse response)
      throws ExecutionException, InterruptedException {
    Future<String> answer = threads.submit(() -> "async " + id(request));
    response.send(answer.get());
  }

  private void asyncBoom() throws ExecutionException, InterruptedException {
    threads.submit(FixtureApplication::boom).get();
  }

  private static void timeOut(ServerResponse response)
      throws ExecutionException, InterruptedException {
    try {
      response.send(new CompletableFuture<String>().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      response.status(503).send();
    }
  }

  private static void chunks(ServerResponse response, int count, int bytes) {
    byte[] chunk = "x".repeat(bytes).getBytes(UTF_8);
    try (OutputStream out = response.outputStream()) {
      for (int i = 0; i < count; i++) {
        out.write(chunk);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void events(ServerResponse response) {
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      for (int i = 1; i <= 3; i++) {
        sink.emit(SseEvent.create(String.valueOf(i)));
      }
    }
  }

  private static void authenticate(ServerRequest request, ServerResponse response) {
    if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
      response.next();
    } else {
      response.status(Status.UNAUTHORIZED_401).send();
    }
  }

  /** Without Helidon's module for parts. */
  private static void upload(ServerRequest request, ServerResponse response) {
    String body = request.content().as(String.class);
    int from = body.indexOf("\r\n\r\n") + 4;
    response.send(String.valueOf(body.indexOf("\r\n--", from) - from));
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}

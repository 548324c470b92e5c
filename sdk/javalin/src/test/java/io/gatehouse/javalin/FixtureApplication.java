// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.javalin;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.path;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Gatehouse;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** The fixture of the contract with Javalin's own means. */
final class FixtureApplication implements AutoCloseable {

  private static final long TIMEOUT_MILLIS = 300;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Javalin javalin;

  FixtureApplication(Gatehouse gatehouse, String contextPath) {
    javalin = Javalin.create(config -> configure(config, gatehouse, contextPath)).start(0);
  }

  int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    closing.countDown();
    javalin.stop();
  }

  private void configure(JavalinConfig config, Gatehouse gatehouse, String contextPath) {
    config.startup.showJavalinBanner = false;
    config.router.contextPath = contextPath;
    config.registerPlugin(GatehousePlugin.of(gatehouse));
    config.routes.before("/secured", FixtureApplication::authenticate);
    config.routes.apiBuilder(
        () ->
            path(
                "nested",
                () ->
                    path(
                        "items",
                        () -> get("{id}", context -> context.result("item " + id(context))))));
    config
        .routes
        .get("/items/{id}", context -> context.result("item " + id(context)))
        .get("/boom", context -> boom())
        .get("/handled", context -> handled())
        .get("/status/{id}", context -> context.status(Integer.parseInt(id(context))))
        .get("/redirect", context -> context.redirect(context.contextPath() + "/items/1"))
        .get("/async/{id}", context -> context.async(() -> context.result("async " + id(context))))
        .get("/async-boom", context -> context.async(FixtureApplication::boom))
        .get("/async-timeout", this::timeOut)
        .get("/stream", context -> chunks(context, 5, 1_000))
        .get("/large", context -> chunks(context, 2_000, 10_000))
        .sse("/sse", FixtureApplication::events)
        .get("/writer", FixtureApplication::write)
        .get("/forward", FixtureApplication::forward)
        .get("/secured", context -> context.result("hello ann"))
        .post("/echo", FixtureApplication::echo)
        .post("/form", context -> context.result(String.valueOf(context.formParam("name"))))
        .post("/upload", FixtureApplication::upload)
        .post("/unread", context -> context.result("unread"))
        .ws("/socket", socket -> socket.onMessage(message -> message.send("pong")))
        .exception(
            IllegalArgumentException.class,
            (error, context) -> context.status(422).result("handled"));
  }

  private static void authenticate(Context context) {
    if (context.header("Authorization") == null) {
      throw new UnauthorizedResponse();
    }
  }

  private static void boom() {
    throw new IllegalStateException("boom");
  }

  private static void handled() {
    throw new IllegalArgumentException("handled");
  }

  private void timeOut(Context context) {
    context.async(
        task -> {
          task.timeout = TIMEOUT_MILLIS;
          task.onTimeout(late -> late.status(503));
        },
        closing::await);
  }

  private static void chunks(Context context, int count, int bytes) throws IOException {
    byte[] chunk = "x".repeat(bytes).getBytes(UTF_8);
    OutputStream out = context.outputStream();
    for (int i = 0; i < count; i++) {
      out.write(chunk);
      out.flush();
    }
  }

  private static void events(SseClient client) {
    for (int i = 1; i <= 3; i++) {
      client.sendEvent(String.valueOf(i));
    }
    client.close();
  }

  private static void write(Context context) throws IOException {
    context.contentType("text/plain;charset=UTF-8");
    context.res().getWriter().print("grüße");
  }

  private static void forward(Context context) throws Exception {
    context.req().getRequestDispatcher("/items/9").forward(context.req(), context.res());
  }

  private static void echo(Context context) {
    String type = String.valueOf(context.contentType());
    context.result(context.bodyAsBytes()).contentType(type);
  }

  private static void upload(Context context) {
    context.result(String.valueOf(context.uploadedFiles("file").get(0).size()));
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.gatehouse.sdk.Gatehouse;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.nio.file.Path;

/** The fixture of the contract as a router. */
final class FixtureApplication {

  private static final long TIMEOUT_MILLIS = 300;

  private final Vertx vertx;
  private final String basePath;
  private final BodyHandler bodies;

  FixtureApplication(Vertx vertx, String basePath, Path uploads) {
    this.vertx = vertx;
    this.basePath = basePath;
    bodies = BodyHandler.create(uploads.toString());
  }

  Router create(Gatehouse gatehouse) {
    Router router = routes();
    Router outermost = router;
    if (!basePath.isEmpty()) {
      outermost = Router.router(vertx);
      outermost.route(basePath + "/*").subRouter(router);
    }
    GatehouseHandler.of(gatehouse).addTo(outermost);
    return outermost;
  }

  private Router routes() {
    Router nested = Router.router(vertx);
    nested.get("/items/:id").handler(FixtureApplication::item);
    Router router = Router.router(vertx);
    router
        .route("/items/:id")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(FixtureApplication::item);
    router.route("/nested/*").subRouter(nested);
    router.get("/boom").handler(FixtureApplication::boom);
    router
        .get("/handled")
        .handler(FixtureApplication::handled)
        .failureHandler(failed -> failed.response().setStatusCode(422).end("handled"));
    router
        .get("/status/:status")
        .handler(c -> c.response().setStatusCode(Integer.parseInt(c.pathParam("status"))).end());
    router.get("/redirect").handler(c -> c.redirect(basePath + "/items/1"));
    router.get("/async/:id").handler(this::async);
    router.get("/async-boom").handler(this::asyncBoom);
    router
        .get("/async-timeout")
        .handler(TimeoutHandler.create(TIMEOUT_MILLIS, 503))
        .handler(c -> {});
    router.get("/stream").handler(c -> chunks(c.response().setChunked(true), 5, 1_000));
    router.get("/large").handler(c -> chunks(c.response().setChunked(true), 2_000, 10_000));
    router.get("/sse").handler(this::events);
    router.get("/writer").handler(c -> text(c, "grüße"));
    router.get("/forward").handler(c -> c.reroute(basePath + "/items/9"));
    router
        .get("/secured")
        .handler(BasicAuthHandler.create(authentication()))
        .handler(c -> c.end("hello " + c.user().subject()));
    router.post("/echo").handler(bodies).handler(FixtureApplication::echo);
    router.post("/form").handler(bodies).handler(c -> c.end(c.request().getFormAttribute("name")));
    router
        .post("/upload")
        .handler(bodies)
        .handler(c -> c.end(String.valueOf(c.fileUploads().get(0).size())));
    router.post("/unread").handler(c -> c.end("unread"));
    return router;
  }

  /** Vert.x 4 wants one of the methods, Vert.x 5 the other. */
  @SuppressWarnings({
    "MissingOverride",
    "UnusedMethod",
    "UnusedVariable",
    "EffectivelyPrivate",
    "deprecation"
  })
  private static AuthenticationProvider authentication() {
    return new AuthenticationProvider() {
      public void authenticate(JsonObject credentials, Handler<AsyncResult<User>> result) {
        Future.succeededFuture(User.fromName("ann")).onComplete(result);
      }

      public Future<User> authenticate(Credentials credentials) {
        return Future.succeededFuture(User.fromName("ann"));
      }
    };
  }

  private static void item(RoutingContext context) {
    context.end("item " + context.pathParam("id"));
  }

  private static void echo(RoutingContext context) {
    context.response().putHeader("Content-Type", context.request().getHeader("Content-Type"));
    context.end(context.body().buffer());
  }

  private static void boom(RoutingContext context) {
    throw new IllegalStateException("boom");
  }

  private static void handled(RoutingContext context) {
    throw new IllegalArgumentException("handled");
  }

  private static void text(RoutingContext context, String text) {
    context.response().putHeader("Content-Type", "text/plain;charset=UTF-8");
    context.end(text);
  }

  private void async(RoutingContext context) {
    vertx
        .executeBlocking(() -> "async " + context.pathParam("id"))
        .onComplete(text -> text(context, text), context::fail);
  }

  private void asyncBoom(RoutingContext context) {
    vertx
        .<String>executeBlocking(
            () -> {
              throw new IllegalStateException("boom");
            })
        .onComplete(context::end, context::fail);
  }

  private static void chunks(HttpServerResponse response, int left, int bytes) {
    if (left == 0) {
      response.end();
      return;
    }
    response
        .write(Buffer.buffer("x".repeat(bytes)))
        .onSuccess(written -> chunks(response, left - 1, bytes));
  }

  private void events(RoutingContext context) {
    HttpServerResponse response =
        context.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
    response
        .write("data: 1\n\n")
        .compose(written -> response.write("data: 2\n\n"))
        .compose(written -> Future.future(later -> vertx.setTimer(10, id -> later.complete())))
        .compose(waited -> response.write("data: 3\n\n"))
        .onComplete(written -> response.end());
  }
}

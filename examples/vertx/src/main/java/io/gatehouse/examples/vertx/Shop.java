// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.vertx;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.vertx.GatehouseHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** A small shop on Vert.x Web that Gatehouse watches. */
public final class Shop {

  private Shop() {}

  /** Reads GATEHOUSE_SERVER, GATEHOUSE_INGEST_TOKEN and PORT. */
  public static void main(String[] args) {
    Gatehouse gatehouse = configure(Gatehouse.builder().fromEnvironment()).build();
    Runtime.getRuntime().addShutdownHook(new Thread(gatehouse::close));
    start(gatehouse, Integer.parseInt(System.getenv().getOrDefault("PORT", "8000")));
  }

  /** Customers name themselves in a header. */
  static Gatehouse.Builder configure(Gatehouse.Builder builder) {
    return builder.consumers(request -> Consumer.of(request.header("X-Client-Id")));
  }

  static HttpServer start(Gatehouse gatehouse, int port) {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router.get("/items/:id").handler(context -> context.end("item " + context.pathParam("id")));
    router
        .post("/orders")
        .handler(BodyHandler.create(false))
        .handler(Shop::order)
        .failureHandler(Shop::refuse);
    router.get("/boom").handler(context -> context.end(boom()));
    GatehouseHandler.of(gatehouse).addTo(router);
    return vertx.createHttpServer().requestHandler(router).listen(port).await();
  }

  private static void order(RoutingContext context) {
    int count = Integer.parseInt(context.body().asString().strip());
    if (count < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    context.response().setStatusCode(201).end("ordered " + count);
  }

  private static void refuse(RoutingContext context) {
    if (context.failure() instanceof IllegalArgumentException error) {
      context.response().setStatusCode(400).end(String.valueOf(error.getMessage()));
    } else {
      context.next();
    }
  }

  private static String boom() {
    throw new IllegalStateException("the warehouse burns");
  }
}

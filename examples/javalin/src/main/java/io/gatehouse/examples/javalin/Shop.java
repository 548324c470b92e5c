// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.javalin;

import io.gatehouse.javalin.GatehousePlugin;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;

/** A small shop on Javalin that Gatehouse watches. */
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

  static Javalin start(Gatehouse gatehouse, int port) {
    return Javalin.create(config -> routes(config, gatehouse)).start(port);
  }

  private static void routes(JavalinConfig config, Gatehouse gatehouse) {
    config.registerPlugin(GatehousePlugin.of(gatehouse));
    config
        .routes
        .get("/items/{id}", context -> context.result("item " + context.pathParam("id")))
        .post("/orders", context -> context.status(201).result(order(context.body())))
        .get("/boom", context -> context.result(boom()))
        .exception(
            IllegalArgumentException.class,
            (error, context) -> context.status(400).result(String.valueOf(error.getMessage())));
  }

  private static String order(String quantity) {
    int count = Integer.parseInt(quantity.strip());
    if (count < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    return "ordered " + count;
  }

  private static String boom() {
    throw new IllegalStateException("the warehouse burns");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.helidon;

import io.gatehouse.helidon.GatehouseFilter;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;

/** A small shop on Helidon SE that Gatehouse watches. */
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

  static WebServer start(Gatehouse gatehouse, int port) {
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .error(
                IllegalArgumentException.class,
                (request, response, error) ->
                    response.status(400).send(String.valueOf(error.getMessage())));
    GatehouseFilter.of(gatehouse).addTo(routing, Shop::routes);
    return WebServer.builder().port(port).routing(routing).build().start();
  }

  private static void routes(HttpRules rules) {
    rules
        .get(
            "/items/{id}",
            (request, response) ->
                response.send("item " + request.path().pathParameters().get("id")))
        .post(
            "/orders",
            (request, response) ->
                response.status(201).send(order(request.content().as(String.class))))
        .get("/boom", (request, response) -> response.send(boom()));
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

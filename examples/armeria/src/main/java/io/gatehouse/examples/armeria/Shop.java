// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.armeria;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import io.gatehouse.armeria.GatehouseDecorator;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;

/** A small shop on Armeria that Gatehouse watches. */
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

  static Server start(Gatehouse gatehouse, int port) {
    Server server =
        Server.builder()
            .http(port)
            .service(
                "/items/{id}",
                (context, request) -> HttpResponse.of("item " + context.pathParam("id")))
            .service(
                "/orders",
                (context, request) -> HttpResponse.of(request.aggregate().thenApply(Shop::order)))
            .service("/boom", (context, request) -> boom())
            .decorator(GatehouseDecorator.of(gatehouse))
            .build();
    server.start().join();
    return server;
  }

  private static HttpResponse order(AggregatedHttpRequest request) {
    try {
      int count = Integer.parseInt(request.contentUtf8().strip());
      if (count < 1) {
        throw new IllegalArgumentException("quantity must be at least 1");
      }
      return HttpResponse.of(HttpStatus.CREATED, MediaType.PLAIN_TEXT_UTF_8, "ordered " + count);
    } catch (IllegalArgumentException e) {
      CurrentExchange.get().handled(e);
      return HttpResponse.of(
          HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, String.valueOf(e.getMessage()));
    }
  }

  private static HttpResponse boom() {
    throw new IllegalStateException("the warehouse burns");
  }
}

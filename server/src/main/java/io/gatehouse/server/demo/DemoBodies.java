// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.RequestLog.Body;
import java.util.List;
import java.util.SplittableRandom;

/** What the shop's clients send and get. Secrets in it are there to be seen masked. */
final class DemoBodies {

  static final List<String> PRODUCTS = List.of("kettle", "lantern", "teapot", "satchel", "compass");

  private final Call call;
  private final SplittableRandom random;

  DemoBodies(Call call, SplittableRandom random) {
    this.call = call;
    this.random = random;
  }

  Body request() {
    if (call.requestBytes() == 0) {
      return Body.NONE;
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    switch (call.route()) {
      case "/v1/orders" -> {
        address(body.putObject("address"));
        items(body.putArray("items"));
        body.put("currency", "EUR").put("coupon", (String) null);
      }
      case "/v1/payments" ->
          body.put("order", order())
              .put("amount", amount())
              .putObject("card")
              .put("number", "4111 1111 1111 1111")
              .put("holder", "Ines Marek")
              .put("cvv", "123");
      case "/v1/customers/:id" -> address(body.put("email", "ines@example.com"));
      case "/oauth/token" ->
          body.put("grant_type", "client_credentials").put("client_secret", "s3cr3t-of-the-demo");
      default -> items(body.put("currency", "EUR").putArray("items"));
    }
    return Body.ofText(body.toString());
  }

  Body response() {
    if (call.responseBytes() == 0) {
      return Body.NONE;
    }
    if (call.responseBytes() > 50_000) {
      return new Body(Body.State.TOO_LARGE, null, false);
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    if (call.status() >= 400) {
      return Body.ofText(
          body.put("error", call.status() >= 500 ? "temporarily unavailable" : "not accepted")
              .put("status", call.status())
              .put("retry", call.status() == 503)
              .toString());
    }
    body.put("id", order()).put("total", amount());
    if (call.responseBytes() > 1_000) {
      items(body.putArray("items"));
    }
    return Body.ofText(body.toString());
  }

  private void items(ArrayNode items) {
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      items
          .addObject()
          .put("sku", "SKU-" + random.nextInt(1_000, 9_999))
          .put("name", PRODUCTS.get(random.nextInt(PRODUCTS.size())))
          .put("quantity", random.nextInt(1, 6))
          .put("price", amount());
    }
  }

  private static void address(ObjectNode address) {
    address
        .put("street", "Harbour Street 7")
        .put("postcode", "20457")
        .put("city", "Hamburg")
        .put("country", "DE");
  }

  private String order() {
    return "ord_" + random.nextInt(10_000, 99_999);
  }

  private double amount() {
    return random.nextInt(300, 24_000) / 100.0;
  }
}

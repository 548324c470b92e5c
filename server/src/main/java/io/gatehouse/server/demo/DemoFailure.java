// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the shop reports when a request fails.
 *
 * @param location of the refused value; empty for exceptions
 */
record DemoFailure(
    String type, String message, @Nullable String stacktrace, List<String> location) {

  /** Dotted; null for exceptions. */
  @Nullable String field() {
    return location.isEmpty() ? null : String.join(".", location);
  }

  static DemoFailure of(boolean exception, String route) {
    return exception ? exception(route) : validation(route);
  }

  private static DemoFailure exception(String route) {
    String file =
        route.contains("payments") ? "payments" : route.contains("orders") ? "orders" : "catalog";
    String type =
        route.contains("payments")
            ? "GatewayTimeoutError"
            : route.contains("orders") ? "StockConflictError" : "TypeError";
    String message =
        switch (type) {
          case "GatewayTimeoutError" -> "acquirer did not answer within 2000 ms";
          case "StockConflictError" -> "reserved quantity changed while the order was placed";
          default -> "Cannot read properties of undefined (reading 'price')";
        };
    return new DemoFailure(
        type,
        message,
        type
            + ": "
            + message
            + "\n"
            + "    at handle (/srv/shop/src/"
            + file
            + "/service.js:118:13)\n"
            + "    at async route (/srv/shop/src/"
            + file
            + "/routes.js:42:18)\n"
            + "    at async next (/srv/shop/node_modules/express/lib/router/route.js:149:7)",
        List.of());
  }

  private static DemoFailure validation(String route) {
    return switch (route) {
      case "/v1/orders" ->
          new DemoFailure(
              "string_too_short",
              "postcode must have 5 digits",
              null,
              List.of("body", "address", "postcode"));
      case "/v1/customers/:id" ->
          new DemoFailure(
              "value_error", "is not an e-mail address", null, List.of("body", "email"));
      case "/v1/carts" ->
          new DemoFailure("missing", "currency is required", null, List.of("body", "currency"));
      default ->
          new DemoFailure(
              "greater_than", "quantity must be greater than 0", null, List.of("body", "quantity"));
    };
  }
}

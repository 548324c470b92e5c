// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.demo.DemoShop.Failure;
import io.gatehouse.server.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.UUID;

/** One call as a line of a request log file of the hub protocol. */
final class DemoRequestLog {

  private DemoRequestLog() {}

  static String line(Call call, double timestamp, SplittableRandom random) {
    ObjectNode line = Json.MAPPER.createObjectNode().put("uuid", UUID.randomUUID().toString());
    ObjectNode request = line.putObject("request");
    String path = concretePath(call.route(), random);
    request
        .put("timestamp", timestamp)
        .put("method", call.method())
        .put("url", "https://shop.example" + path)
        .put("size", call.requestBytes())
        .put("consumer", call.consumer());
    if (!call.route().isEmpty()) {
      request.put("path", call.route());
    }
    ArrayNode headers = request.putArray("headers");
    header(headers, "user-agent", "shop-client/3.2");
    header(headers, "x-forwarded-for", "203.0.113." + random.nextInt(1, 255));
    ObjectNode response = line.putObject("response");
    response
        .put("statusCode", call.status())
        .put("responseTime", call.millis() / 1000)
        .put("size", call.responseBytes());
    header(response.putArray("headers"), "content-type", "application/json");
    if (call.requestBytes() > 0) {
      request.put("body", base64("{\"quantity\":2,\"currency\":\"EUR\",\"note\":\"demo\"}"));
      response.put("body", base64("{\"id\":\"ord_" + random.nextInt(99_999) + "\"}"));
    }
    if (call.failure() == Failure.EXCEPTION) {
      DemoFailure failure = DemoFailure.of(true, call.route());
      line.putObject("exception")
          .put("type", failure.type())
          .put("message", failure.message())
          .put("stacktrace", failure.stacktrace());
    }
    if (call.status() >= 500) {
      ArrayNode logs = line.putArray("logs");
      log(logs, timestamp + 0.004, "info", "handling " + call.method() + " " + path);
      log(logs, timestamp + call.millis() / 1000, "error", "request failed");
    }
    return line.toString();
  }

  private static void log(ArrayNode logs, double timestamp, String level, String message) {
    logs.addObject().put("timestamp", timestamp).put("level", level).put("message", message);
  }

  private static void header(ArrayNode headers, String name, String value) {
    headers.addArray().add(name).add(value);
  }

  private static String concretePath(String route, SplittableRandom random) {
    String path = route.isEmpty() ? "/wp-login" : route;
    while (path.contains(":")) {
      path = path.replaceFirst(":[a-z]+", Integer.toString(random.nextInt(10_000, 99_999)));
    }
    return path;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

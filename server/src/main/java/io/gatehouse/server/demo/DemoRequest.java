// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.demo.DemoShop.Failure;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One call of the shop with all that is recorded about it, as a line of a request log file of the
 * hub protocol or as it is stored.
 */
final class DemoRequest {

  private final Call call;
  private final RequestLog log;

  private DemoRequest(Call call, RequestLog log) {
    this.call = call;
    this.log = log;
  }

  /** Invents what a call has beside its figures. */
  static DemoRequest of(Call call, long startEpochMicros, SplittableRandom random) {
    String path = concretePath(call.route(), random);
    UUID id =
        new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
    DemoTrace trace = new DemoTrace(call, startEpochMicros, random);
    DemoBodies bodies = new DemoBodies(call, random);
    List<Span> spans = trace.spans();
    RequestLog.Builder log =
        RequestLog.builder(
                id,
                startEpochMicros,
                call.method(),
                call.route().isEmpty() ? Rollup.UNMATCHED : call.route(),
                "https://shop.example" + path)
            .status(call.status())
            .consumer(call.consumer().isEmpty() ? null : call.consumer())
            .durationMicros(Math.round(call.millis() * 1_000))
            .requestBytes(call.requestBytes())
            .responseBytes(call.responseBytes())
            .clientAddress("203.0.113." + random.nextInt(1, 255))
            .requestHeaders(requestHeaders(call, id))
            .responseHeaders(List.of(new Header("content-type", "application/json")))
            .requestBody(bodies.request())
            .responseBody(bodies.response())
            .logs(trace.logs(path))
            .spans(spans)
            .traceId(spans.isEmpty() ? null : trace.id());
    if (call.failure() == Failure.EXCEPTION) {
      DemoFailure failure = DemoFailure.of(true, call.route());
      log.exception(
          new RequestLog.ExceptionInfo(
              failure.type(), failure.message(), failure.stacktrace(), null));
    }
    return new DemoRequest(call, log.build());
  }

  private static List<Header> requestHeaders(Call call, UUID id) {
    return List.of(
        new Header("accept", "application/json"),
        new Header("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.demo.demo"),
        new Header("content-type", "application/json"),
        new Header("user-agent", call.consumer().isEmpty() ? "curl/8.5.0" : "shop-client/3.2"),
        new Header("x-request-id", "req_" + id.toString().substring(0, 8)));
  }

  private static String concretePath(String route, SplittableRandom random) {
    String path = route.isEmpty() ? "/wp-login" : route;
    while (path.contains(":")) {
      path = path.replaceFirst(":[a-z]+", Integer.toString(random.nextInt(10_000, 99_999)));
    }
    return switch (route) {
      case "/v1/search" -> path + "?q=" + DemoBodies.PRODUCTS.get(random.nextInt(5));
      case "/v1/products" -> path + "?page=" + random.nextInt(1, 40);
      default -> path;
    };
  }

  /** As it is stored; the totals count it already. */
  RequestLog log() {
    return log;
  }

  /** As a line of a request log file of the hub protocol. */
  String line() {
    double timestamp = log.startEpochMicros() / 1e6;
    ObjectNode line = Json.MAPPER.createObjectNode().put("uuid", log.id().toString());
    ObjectNode request = line.putObject("request");
    request
        .put("timestamp", timestamp)
        .put("method", log.method())
        .put("url", log.url())
        .put("size", log.requestBytes())
        .put("consumer", call.consumer());
    if (!call.route().isEmpty()) {
      request.put("path", call.route());
    }
    ArrayNode headers = request.putArray("headers");
    log.requestHeaders().forEach(header -> header(headers, header));
    header(headers, new Header("x-forwarded-for", String.valueOf(log.clientAddress())));
    ObjectNode response = line.putObject("response");
    response
        .put("statusCode", log.status())
        .put("responseTime", call.millis() / 1000)
        .put("size", log.responseBytes());
    ArrayNode responseHeaders = response.putArray("headers");
    log.responseHeaders().forEach(header -> header(responseHeaders, header));
    body(request, log.requestBody());
    body(response, log.responseBody());
    RequestLog.ExceptionInfo exception = log.exception();
    if (exception != null) {
      line.putObject("exception")
          .put("type", exception.type())
          .put("message", exception.message())
          .put("stacktrace", exception.stacktrace());
    }
    log.logs().forEach(each -> log(line.withArray("logs"), each));
    if (!log.spans().isEmpty()) {
      line.put("traceId", log.traceId());
      log.spans().forEach(span -> span(line.withArray("spans"), span));
    }
    return line.toString();
  }

  private static void header(ArrayNode headers, Header header) {
    headers.addArray().add(header.name()).add(header.value());
  }

  private static void body(ObjectNode message, Body body) {
    String text = body.text();
    if (text != null) {
      message.put(
          "body", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void log(ArrayNode logs, LogLine line) {
    logs.addObject()
        .put("timestamp", line.epochMicros() / 1e6)
        .put("level", line.level())
        .put("message", line.message())
        .put("logger", line.logger());
  }

  private static void span(ArrayNode spans, Span span) {
    ObjectNode node =
        spans
            .addObject()
            .put("spanId", span.spanId())
            .put("parentSpanId", span.parentSpanId())
            .put("name", span.name())
            .put("kind", span.kind())
            .put("startTime", Long.toString(span.startEpochNanos()))
            .put("endTime", Long.toString(span.endEpochNanos()))
            .put("status", span.status());
    try {
      node.set("attributes", Json.MAPPER.readTree(span.attributesJson()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("the attributes of a demo span are no JSON", e);
    }
  }
}

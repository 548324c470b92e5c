// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** As many spans as exporters send at once: requests of an HTTP server and a call within each. */
final class Spans {

  /** What the standard batch processor sends at most. */
  static final int PER_REQUEST = 512;

  private static final HexFormat HEX = HexFormat.of();

  /** One span, whatever its encoding. */
  private record One(
      byte[] trace,
      byte[] id,
      byte[] parent,
      String name,
      boolean server,
      long startNanos,
      long endNanos,
      Map<String, Object> attributes) {}

  private final List<One> spans = new ArrayList<>();

  Spans(long seed) {
    Random random = new Random(seed);
    long now = System.currentTimeMillis() * 1_000_000;
    for (int i = 0; i < PER_REQUEST / 2; i++) {
      byte[] trace = new byte[16];
      byte[] server = new byte[8];
      byte[] client = new byte[8];
      random.nextBytes(trace);
      random.nextBytes(server);
      random.nextBytes(client);
      int route = random.nextInt(100);
      long start = now - 1_000_000L * random.nextInt(5_000);
      long duration = 1_000L * (500 + random.nextInt(80_000));
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("http.request.method", "GET");
      attributes.put("http.route", "/api/v1/resources-" + route + "/{id}");
      attributes.put("url.path", "/api/v1/resources-" + route + "/" + random.nextInt(100_000));
      attributes.put("url.scheme", "https");
      attributes.put("server.address", "shop.example.com");
      attributes.put("server.port", 443L);
      attributes.put("client.address", "192.0.2." + random.nextInt(250));
      attributes.put("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox");
      attributes.put("network.protocol.version", "1.1");
      attributes.put("http.response.status_code", random.nextInt(50) == 0 ? 404L : 200L);
      attributes.put("thread.name", "http-nio-8080-exec-" + random.nextInt(200));
      spans.add(
          new One(
              trace,
              server,
              new byte[0],
              "GET /api/v1/resources-" + route + "/{id}",
              true,
              start,
              start + duration,
              attributes));
      spans.add(
          new One(
              trace,
              client,
              server,
              "SELECT shop.resources",
              false,
              start + 100_000,
              start + duration - 100_000,
              Map.of(
                  "db.system.name", "postgresql",
                  "db.namespace", "shop",
                  "db.query.text", "SELECT * FROM resources WHERE id = ?",
                  "server.address", "db.example.com")));
    }
  }

  byte[] otlp() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (One one : spans) {
      Span.Builder span =
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(one.trace))
              .setSpanId(ByteString.copyFrom(one.id))
              .setParentSpanId(ByteString.copyFrom(one.parent))
              .setName(one.name)
              .setKind(one.server ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_CLIENT)
              .setStartTimeUnixNano(one.startNanos)
              .setEndTimeUnixNano(one.endNanos)
              .setFlags(0x101);
      one.attributes.forEach((key, value) -> span.addAttributes(attribute(key, value)));
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", "shop"))
                        .addAttributes(attribute("service.instance.id", "shop-1"))
                        .addAttributes(attribute("deployment.environment.name", "prod")))
                .addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String key, Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long number) {
      any.setIntValue(number);
    } else {
      any.setStringValue(value.toString());
    }
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }

  /** The same in Zipkin's JSON, version 2. */
  byte[] zipkin() {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (One one : spans) {
      StringJoiner tags = new StringJoiner(",");
      one.attributes.forEach((key, value) -> tags.add("\"%s\":\"%s\"".formatted(key, value)));
      String parent =
          one.parent.length == 0 ? "" : "\"parentId\":\"%s\",".formatted(HEX.formatHex(one.parent));
      list.add(
          ("{\"traceId\":\"%s\",%s\"id\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"timestamp\":%d,"
                  + "\"duration\":%d,\"localEndpoint\":{\"serviceName\":\"shop\"},\"tags\":{%s}}")
              .formatted(
                  HEX.formatHex(one.trace),
                  parent,
                  HEX.formatHex(one.id),
                  one.server ? "SERVER" : "CLIENT",
                  one.name,
                  one.startNanos / 1_000,
                  (one.endNanos - one.startNanos) / 1_000,
                  tags));
    }
    return list.toString().getBytes(UTF_8);
  }
}

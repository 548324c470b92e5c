// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.protocol.BatchHeader;
import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.WireRecord;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Requests with secrets planted wherever they may occur, in the wire forms of several clients. Each
 * secret holds {@link #PLANTED}; beside it lies {@link #KEPT}, which is no secret: where that is
 * found, the other would have been found as well.
 */
final class Canaries {

  static final String PLANTED = "cAnArY";
  static final String KEPT = "pEbBlE";

  private static final String[] NAMES = {
    "password",
    "Passwd",
    "PWD",
    "api_key",
    "apiKey",
    "x-secret-value",
    "accessToken",
    "cvv",
    "refresh_token",
    "Authorization",
    "cookie",
    "session_id",
    "cardNumber",
    "client_secret"
  };

  private Canaries() {}

  /** What one request tells; the same for the same number. */
  private static final class Document {
    final Random random;
    final String kept;
    final UUID id;
    final long startMicros;
    final String url;
    final String body;
    final String answer;
    final List<String[]> headers;

    Document(int number, long nowMillis) {
      random = new Random(number);
      kept = KEPT + number;
      id = new UUID(random.nextLong(), random.nextLong());
      startMicros = (nowMillis - 1 - number % 1000) * 1000;
      url = "/orders/7?note=" + kept + "&" + name() + "=" + secret();
      body = json(3);
      answer = text() + ' ' + kept;
      headers =
          List.of(
              new String[] {"Content-Type", "application/json"},
              new String[] {"X-Note", kept},
              new String[] {name(), secret()},
              new String[] {"X-Other", text()});
    }

    String name() {
      return NAMES[random.nextInt(NAMES.length)];
    }

    String secret() {
      return PLANTED + (random.nextLong() >>> 1);
    }

    String text() {
      return switch (random.nextInt(6)) {
        case 0 -> "sent Bearer " + secret();
        case 1 -> name() + "=" + secret() + " was wrong";
        case 2 -> "{\"" + name() + "\": \"" + secret() + "\"}";
        case 3 -> "-----BEGIN PRIVATE KEY-----\n" + secret();
        case 4 -> "key sk_live_" + secret();
        default -> "eyJhbGciOiJIUzI1NiJ9." + secret() + ".x";
      };
    }

    String json(int depth) {
      String inner =
          switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> json(depth - 1);
            case 2 -> "[1," + json(depth - 1) + "]";
            case 3 -> TestServer.JSON.valueToTree(json(0)).toString();
            default -> "\"plain\"";
          };
      return "{\"note\":\"%s\",\"x\":%s,\"%s\":\"%s\"}".formatted(kept, inner, name(), secret());
    }

    ArrayNode headerArrays() {
      ArrayNode all = TestServer.JSON.createArrayNode();
      headers.forEach(header -> all.addArray().add(header[0]).add(header[1]));
      return all;
    }
  }

  private static List<Document> documents(int first, int count, long nowMillis) {
    List<Document> all = new ArrayList<>(count);
    for (int number = first; number < first + count; number++) {
      all.add(new Document(number, nowMillis));
    }
    return all;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** A log file of the hub protocol, with spans, log lines and an exception. */
  static String hubLog(int first, int count, long nowMillis) {
    StringBuilder lines = new StringBuilder();
    for (Document document : documents(first, count, nowMillis)) {
      double seconds = document.startMicros / 1_000_000.0;
      ObjectNode line = TestServer.JSON.createObjectNode();
      line.put("uuid", document.id.toString()).put("traceId", "0af7651916cd43dd8448eb211c80319c");
      ObjectNode request = line.putObject("request");
      request.put("timestamp", seconds).put("method", "POST").put("path", "/orders/{id}");
      request.put("url", "https://u:" + document.secret() + "@shop.example" + document.url);
      request.put("body", base64(document.body)).set("headers", document.headerArrays());
      ObjectNode response = line.putObject("response");
      response.put("statusCode", 500).put("responseTime", 0.01);
      response.put("body", base64(document.answer)).set("headers", document.headerArrays());
      ObjectNode exception = line.putObject("exception");
      exception.put("type", "E").put("message", document.text());
      exception.put("stacktrace", document.text());
      ObjectNode log = line.putArray("logs").addObject();
      log.put("timestamp", seconds).put("level", "info");
      log.put("message", document.kept + ' ' + document.text());
      ObjectNode span = line.putArray("spans").addObject();
      span.put("spanId", "b7ad6b7169203331").put("name", "SELECT").put("kind", "CLIENT");
      span.put("startTime", Long.toString(document.startMicros * 1000));
      span.put("endTime", Long.toString(document.startMicros * 1000 + 1000));
      ObjectNode attributes = span.putObject("attributes").put("note", document.kept);
      attributes.put(document.name(), document.secret()).put("db.statement", document.text());
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  /** A batch of the native protocol, as if its SDK had redacted nothing. */
  static NativeBatch nativeBatch(int first, int count, long nowMillis) {
    InstanceFacts facts = new InstanceFacts("test", "1", null, null, null, null);
    BatchWriter batch = new BatchWriter(new BatchHeader("prod", nowMillis, false, facts));
    for (Document document : documents(first, count, nowMillis)) {
      List<WireRecord.Header> headers =
          document.headers.stream().map(each -> new WireRecord.Header(each[0], each[1])).toList();
      String failure = document.text();
      batch.add(
          new WireRecord.Request(
              document.id,
              document.startMicros,
              "POST",
              "/orders/{id}",
              document.url,
              500,
              null,
              null,
              null,
              false,
              false,
              10,
              1,
              1,
              null,
              null,
              headers,
              headers,
              new WireRecord.Body(WireRecord.BodyState.CAPTURED, document.body),
              new WireRecord.Body(WireRecord.BodyState.CAPTURED, document.answer),
              new WireRecord.Failure("E", failure, failure),
              List.of(
                  new WireRecord.LogLine(
                      document.startMicros, "info", document.kept + ' ' + failure, null))));
      batch.add(
          new WireRecord.ErrorRollup(
              document.startMicros / 60_000_000,
              "POST",
              "/orders/{id}",
              null,
              false,
              first % 50,
              "E",
              failure,
              failure,
              1));
    }
    return new NativeBatch(new UUID(7, first), 1, new String(batch.toBytes(), UTF_8));
  }

  /** Messages for a topic of APIToolkit's first SDKs. */
  static String topicMessages(String project, int first, int count, long nowMillis) {
    ObjectNode all = TestServer.JSON.createObjectNode();
    ArrayNode messages = all.putArray("messages");
    for (Document document : documents(first, count, nowMillis)) {
      ObjectNode message = TestServer.JSON.createObjectNode();
      message.put("timestamp", java.time.Instant.ofEpochMilli(nowMillis).toString());
      message.put("duration", 5_000_000).put("project_id", project).put("method", "POST");
      message.put("status_code", 500).put("url_path", "/orders/:id").put("sdk_type", "JsExpress");
      message.put("raw_url", document.url).put("msg_id", document.id.toString());
      message.put("host", "shop.example");
      ObjectNode headers = message.putObject("request_headers");
      document.headers.forEach(header -> headers.putArray(header[0]).add(header[1]));
      message.set("response_headers", headers);
      message.put("request_body", base64(document.body));
      message.put("response_body", base64(document.answer));
      ObjectNode error = message.putArray("errors").addObject();
      error.put("error_type", "E").put("message", document.text());
      error.put("stack_trace", document.text()).put("when", message.get("timestamp").asText());
      messages.addObject().put("data", base64(message.toString()));
    }
    return all.toString();
  }

  /** Spans of OpenTelemetry: one of a request and one that belongs to none, each. */
  static String otlpTraces(int first, int count, long nowMillis) {
    ObjectNode all = TestServer.JSON.createObjectNode();
    ArrayNode spans = scope(all, "resourceSpans", "scopeSpans").putArray("spans");
    for (Document document : documents(first, count, nowMillis)) {
      ObjectNode server = span(spans, document, 2, "POST /orders/{id}");
      ArrayNode attributes = server.putArray("attributes");
      text(attributes, "http.request.method", "POST");
      text(attributes, "http.route", "/orders/{id}");
      text(attributes, "url.full", "https://shop.example" + document.url);
      text(attributes, "http.request.body.content", document.body);
      attribute(attributes, "http.response.status_code").put("intValue", 500);
      for (String[] header : document.headers) {
        attribute(attributes, "http.request.header." + header[0].toLowerCase(java.util.Locale.ROOT))
            .putObject("arrayValue")
            .putArray("values")
            .addObject()
            .put("stringValue", header[1]);
      }
      text(attributes, document.name(), document.secret());
      ObjectNode event = server.putArray("events").addObject().put("name", "exception");
      ArrayNode exception = event.putArray("attributes");
      text(exception, "exception.type", "E");
      text(exception, "exception.message", document.text());
      text(exception, "exception.stacktrace", document.text());
      ArrayNode loose = span(spans, document, 3, document.text()).putArray("attributes");
      text(loose, "note", document.kept);
      text(loose, "db.query.text", document.text());
      text(loose, document.name(), document.secret());
    }
    return all.toString();
  }

  /** Records of OpenTelemetry that belong to no request. */
  static String otlpLogs(int first, int count, long nowMillis) {
    ObjectNode all = TestServer.JSON.createObjectNode();
    ArrayNode records = scope(all, "resourceLogs", "scopeLogs").putArray("logRecords");
    for (Document document : documents(first, count, nowMillis)) {
      ObjectNode line = records.addObject();
      line.put("timeUnixNano", document.startMicros + "000").put("severityNumber", 9);
      line.put("traceId", hex(document.random, 16)).put("spanId", hex(document.random, 8));
      line.putObject("body").put("stringValue", document.kept + ' ' + document.text());
      ArrayNode attributes = line.putArray("attributes");
      text(attributes, "exception.type", "E");
      text(attributes, "exception.message", document.text());
      text(attributes, "exception.stacktrace", document.text());
    }
    return all.toString();
  }

  private static ObjectNode scope(ObjectNode all, String resources, String scopes) {
    return all.putArray(resources).addObject().putArray(scopes).addObject();
  }

  private static ObjectNode span(ArrayNode spans, Document document, int kind, String name) {
    ObjectNode span = spans.addObject();
    span.put("traceId", hex(document.random, 16)).put("spanId", hex(document.random, 8));
    span.put("kind", kind).put("name", name);
    span.put("startTimeUnixNano", document.startMicros + "000");
    return span.put("endTimeUnixNano", document.startMicros + "999");
  }

  private static String hex(Random random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return java.util.HexFormat.of().formatHex(value);
  }

  private static void text(ArrayNode attributes, String key, String value) {
    attribute(attributes, key).put("stringValue", value);
  }

  private static ObjectNode attribute(ArrayNode attributes, String key) {
    return attributes.addObject().put("key", key).putObject("value");
  }

  /** A report of consumers and errors in the hub protocol; its names are told by people. */
  static String hubSync(int number, long nowMillis) {
    Document document = new Document(number, nowMillis);
    ObjectNode all = TestServer.JSON.createObjectNode();
    all.put("timestamp", nowMillis / 1000.0).put("instance_uuid", new UUID(5, 5).toString());
    all.put("message_uuid", new UUID(6, number).toString());
    all.putArray("requests");
    ObjectNode error = all.putArray("server_errors").addObject();
    error.put("method", "GET").put("path", "/orders/{id}").put("type", "E" + number);
    error.put("msg", document.text()).put("traceback", document.text()).put("error_count", 1);
    ObjectNode field = all.putArray("validation_errors").addObject();
    field.put("method", "GET").put("path", "/orders/{id}").put("type", "missing");
    field.set("loc", TestServer.JSON.valueToTree(List.of("body", "name")));
    field.put("msg", document.text()).put("error_count", 1);
    all.set("resources", TestServer.JSON.valueToTree(Map.of("cpu_percent", 1.0)));
    return all.toString();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a request log only when it is opened. Arrays by position: {@code [[name, value,
 * …], [name, value, …], stacktrace, sentry id, [[log line]…], [[span]…]]} and {@code [[state, text,
 * base64], [state, text, base64]]}.
 */
final class RequestLogJson {

  private RequestLogJson() {}

  /** The parts of a log that lists leave out, without bodies. */
  record Detail(
      List<Header> requestHeaders,
      List<Header> responseHeaders,
      @Nullable String stacktrace,
      @Nullable String sentryEventId,
      List<LogLine> logs,
      List<Span> spans) {

    static final Detail NONE = new Detail(List.of(), List.of(), null, null, List.of(), List.of());
  }

  record Bodies(Body request, Body response) {

    static final Bodies NONE = new Bodies(Body.NONE, Body.NONE);
  }

  static String detail(RequestLog log) {
    return Json.write(
        json -> {
          json.writeStartArray();
          writeHeaders(json, log.requestHeaders());
          writeHeaders(json, log.responseHeaders());
          ExceptionInfo exception = log.exception();
          json.writeString(exception == null ? null : exception.stacktrace());
          json.writeString(exception == null ? null : exception.sentryEventId());
          writeLogs(json, log.logs());
          writeSpans(json, log.spans());
          json.writeEndArray();
        });
  }

  private static void writeHeaders(JsonGenerator json, List<Header> headers) throws IOException {
    json.writeStartArray();
    for (Header header : headers) {
      json.writeString(header.name());
      json.writeString(header.value());
    }
    json.writeEndArray();
  }

  private static void writeLogs(JsonGenerator json, List<LogLine> logs) throws IOException {
    json.writeStartArray();
    for (LogLine line : logs) {
      json.writeStartArray();
      json.writeNumber(line.epochMicros());
      json.writeString(line.level());
      json.writeString(line.message());
      json.writeString(line.logger());
      json.writeString(line.file());
      Integer number = line.line();
      if (number == null) {
        json.writeNull();
      } else {
        json.writeNumber(number);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void writeSpans(JsonGenerator json, List<Span> spans) throws IOException {
    json.writeStartArray();
    for (Span span : spans) {
      json.writeStartArray();
      json.writeString(span.spanId());
      json.writeString(span.parentSpanId());
      json.writeString(span.name());
      json.writeString(span.kind());
      json.writeNumber(span.startEpochNanos());
      json.writeNumber(span.endEpochNanos());
      json.writeString(span.status());
      json.writeString(span.attributesJson());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  static String bodies(RequestLog log) {
    return Json.write(
        json -> {
          json.writeStartArray();
          for (Body body : List.of(log.requestBody(), log.responseBody())) {
            json.writeStartArray();
            json.writeString(body.state().name());
            json.writeString(body.text());
            json.writeBoolean(body.base64());
            json.writeEndArray();
          }
          json.writeEndArray();
        });
  }

  static Detail readDetail(String text) {
    return Json.read(
        text,
        json -> {
          json.nextToken();
          List<Header> requestHeaders = readHeaders(json);
          json.nextToken();
          List<Header> responseHeaders = readHeaders(json);
          String stacktrace = nextText(json);
          String sentryEventId = nextText(json);
          json.nextToken();
          List<LogLine> logs = readLogs(json);
          json.nextToken();
          List<Span> spans = readSpans(json);
          return new Detail(
              requestHeaders, responseHeaders, stacktrace, sentryEventId, logs, spans);
        });
  }

  static Bodies readBodies(String text) {
    return Json.read(
        text,
        json -> {
          json.nextToken();
          Body request = readBody(json);
          json.nextToken();
          return new Bodies(request, readBody(json));
        });
  }

  private static Body readBody(JsonParser json) throws IOException {
    Body.State state = Body.State.valueOf(requiredText(json));
    String text = nextText(json);
    boolean base64 = json.nextToken() == JsonToken.VALUE_TRUE;
    json.nextToken();
    return new Body(state, text, base64);
  }

  private static List<Header> readHeaders(JsonParser json) throws IOException {
    List<Header> headers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      headers.add(new Header(json.getText(), requiredText(json)));
    }
    return headers;
  }

  private static List<LogLine> readLogs(JsonParser json) throws IOException {
    List<LogLine> logs = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      json.nextToken();
      long epochMicros = json.getLongValue();
      String level = requiredText(json);
      String message = requiredText(json);
      String logger = nextText(json);
      String file = nextText(json);
      Integer line = json.nextToken() == JsonToken.VALUE_NULL ? null : json.getIntValue();
      json.nextToken();
      logs.add(new LogLine(epochMicros, level, message, logger, file, line));
    }
    return logs;
  }

  private static List<Span> readSpans(JsonParser json) throws IOException {
    List<Span> spans = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String spanId = requiredText(json);
      String parentSpanId = nextText(json);
      String name = requiredText(json);
      String kind = requiredText(json);
      json.nextToken();
      long start = json.getLongValue();
      json.nextToken();
      long end = json.getLongValue();
      String status = requiredText(json);
      String attributes = requiredText(json);
      json.nextToken();
      spans.add(new Span(spanId, parentSpanId, name, kind, start, end, status, attributes));
    }
    return spans;
  }

  private static @Nullable String nextText(JsonParser json) throws IOException {
    return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText();
  }

  private static String requiredText(JsonParser json) throws IOException {
    String text = nextText(json);
    if (text == null) {
      throw new IOException("a text is missing at " + json.currentLocation());
    }
    return text;
  }
}

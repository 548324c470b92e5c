// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines and spans as JSON arrays by position. */
final class RequestJson {

  private RequestJson() {}

  /** Null when there are none. */
  static @Nullable String logs(List<LogLine> logs) {
    if (logs.isEmpty()) {
      return null;
    }
    return Json.write(
        json -> {
          json.writeStartArray();
          for (LogLine line : logs) {
            write(json, line);
          }
          json.writeEndArray();
        });
  }

  static String log(LogLine line) {
    return Json.write(json -> write(json, line));
  }

  private static void write(JsonGenerator json, LogLine line) throws IOException {
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

  /** Null when there are none. */
  static @Nullable String spans(List<Span> spans) {
    if (spans.isEmpty()) {
      return null;
    }
    return Json.write(
        json -> {
          json.writeStartArray();
          for (Span span : spans) {
            write(json, span);
          }
          json.writeEndArray();
        });
  }

  static String span(Span span) {
    return Json.write(json -> write(json, span));
  }

  private static void write(JsonGenerator json, Span span) throws IOException {
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

  static List<LogLine> readLogs(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    return Json.read(
        text,
        json -> {
          List<LogLine> logs = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            logs.add(readLog(json));
          }
          return logs;
        });
  }

  static LogLine readLog(String text) {
    return Json.read(text, RequestJson::readLog);
  }

  private static LogLine readLog(JsonParser json) throws IOException {
    json.nextToken();
    long epochMicros = json.getLongValue();
    String level = requiredText(json);
    String message = requiredText(json);
    String logger = nextText(json);
    String file = nextText(json);
    Integer line = json.nextToken() == JsonToken.VALUE_NULL ? null : json.getIntValue();
    json.nextToken();
    return new LogLine(epochMicros, level, message, logger, file, line);
  }

  static List<Span> readSpans(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    return Json.read(
        text,
        json -> {
          List<Span> spans = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            spans.add(readSpan(json));
          }
          return spans;
        });
  }

  static Span readSpan(String text) {
    return Json.read(text, RequestJson::readSpan);
  }

  private static Span readSpan(JsonParser json) throws IOException {
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
    return new Span(spanId, parentSpanId, name, kind, start, end, status, attributes);
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

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a log file, in the spelling of any SDK. Used by one thread, for one line. */
final class LogItem {

  private static final String ESCAPED_EXCEPTION = "java-escaped-exception";

  private final Corrections corrections;
  private @Nullable UUID id;
  private long timestampMicros = -1;
  private @Nullable String method;
  private @Nullable String path;
  private String url = "";
  private @Nullable String consumer;
  private int status;
  private long durationMicros = -1;
  private final Captured request;
  private final Captured response;
  private @Nullable ExceptionInfo exception;
  private List<LogLine> logs = List.of();
  private List<Span> spans = List.of();
  private @Nullable String traceId;

  LogItem(Corrections corrections) {
    this.corrections = corrections;
    this.request = new Captured(corrections);
    this.response = new Captured(corrections);
  }

  /** The parser stands on START_OBJECT. */
  void read(JsonParser parser) throws IOException {
    Json.fields(parser, this::field);
  }

  private void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "uuid" -> id = Normalise.uuid(Json.text(parser));
      case "request" -> Json.fields(parser, this::requestField);
      case "response" -> Json.fields(parser, this::responseField);
      case "exception" -> exception = ExceptionReader.read(parser, corrections);
      case "logs" -> logs = LogLineReader.read(parser, corrections);
      case "spans" -> spans = SpanReader.read(parser, corrections);
      case "trace_id", "traceId" -> traceId = Normalise.traceId(Json.text(parser));
      default -> parser.skipChildren();
    }
  }

  private void requestField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "timestamp" -> timestampMicros = Seconds.toMicros(Json.number(parser), -1);
      case "method" -> method = Json.text(parser);
      case "path" -> path = Json.text(parser);
      case "url" -> url = urlOf(Json.text(parser));
      case "consumer" -> consumer = Normalise.consumer(Json.text(parser), corrections);
      default -> request.field(name, parser);
    }
  }

  private void responseField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "status_code", "statusCode" -> {
        long value = Json.integer(parser, 0);
        status = value >= 0 && value <= 999 ? (int) value : 0;
      }
      case "response_time", "responseTime" ->
          durationMicros = Seconds.toMicros(Json.number(parser), -1);
      default -> response.field(name, parser);
    }
  }

  private String urlOf(@Nullable String text) {
    return text == null ? "" : corrections.cut(text, Limits.URL, "url-cut");
  }

  /** The log; null, counted, when something indispensable is missing. */
  @Nullable RequestLog toRequestLog(UUID idWhenMissing) {
    if (method == null || timestampMicros < 0) {
      corrections.rejected("log-item-invalid", "no method or timestamp");
      return null;
    }
    ExceptionInfo shown = exception;
    String corrected = "";
    if (shown != null && ExceptionReader.escapedController(status, shown)) {
      shown = ExceptionReader.unwrap(shown);
      status = 500;
      corrected = ESCAPED_EXCEPTION;
      corrections.corrected(ESCAPED_EXCEPTION, "status 200 shown as 500: " + shown.type());
    }
    return RequestLog.builder(
            id == null ? idWhenMissing : id,
            startMicros(),
            Normalise.method(method),
            Routes.of(path, status, corrections),
            url)
        .status(status)
        .consumer(consumer)
        .durationMicros(durationMicros)
        .requestBytes(request.bytes())
        .responseBytes(response.bytes())
        .clientAddress(Headers.clientAddress(request.headers()))
        .traceId(traceId)
        .requestHeaders(request.headers())
        .responseHeaders(response.headers())
        .requestBody(request.body())
        .responseBody(response.body())
        .exception(shown)
        .logs(logs)
        .spans(spans)
        .corrected(corrected)
        .build();
  }

  /**
   * The timestamp is the start for some SDKs and the end for others; the root span knows better.
   */
  private long startMicros() {
    for (Span span : spans) {
      if (span.parentSpanId() == null) {
        return span.startEpochNanos() / 1000;
      }
    }
    return timestampMicros;
  }
}

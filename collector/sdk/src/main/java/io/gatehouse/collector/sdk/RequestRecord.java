// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one record of type {@code request}; used by one thread, once. */
final class RequestRecord {

  private static final int MAX_NAME = 256;
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_KEY = 32;

  private final UUID instance;
  private final Corrections corrections;
  private @Nullable UUID id;
  private long startMicros = -1;
  private @Nullable String method;
  private @Nullable String route;
  private String url = "";
  private long status;
  private @Nullable String consumer;
  private @Nullable String key;
  private @Nullable String refusal;
  private boolean failed;
  private boolean aborted;
  private long durationMicros = -1;
  private long requestBytes = -1;
  private long responseBytes = -1;
  private @Nullable String clientAddress;
  private @Nullable String traceId;
  private List<Header> requestHeaders = List.of();
  private List<Header> responseHeaders = List.of();
  private Body requestBody = Body.NONE;
  private Body responseBody = Body.NONE;
  private @Nullable ExceptionInfo exception;
  private final List<LogLine> logs = new ArrayList<>();

  RequestRecord(UUID instance, Corrections corrections) {
    this.instance = instance;
    this.corrections = corrections;
  }

  /** The record, or null, counted, when something indispensable is missing. */
  @Nullable RequestLog read(JsonParser parser) throws IOException {
    Records.members(parser, this::member);
    UUID known = id;
    if (known == null || startMicros < 0 || status < 0 || status > 999) {
      corrections.rejected("request-invalid", "id, startMicros and status are needed");
      return null;
    }
    return RequestLog.builder(
            known, startMicros, Normalise.method(method), Records.route(route, corrections), url)
        .status((int) status)
        .consumer(Normalise.consumer(consumer, corrections))
        .key(keyUse())
        .durationMicros(Math.max(-1, durationMicros))
        .requestBytes(Math.max(-1, requestBytes))
        .responseBytes(Math.max(-1, responseBytes))
        .clientAddress(clientAddress)
        .traceId(traceId)
        .instance(instance)
        .requestHeaders(requestHeaders)
        .responseHeaders(responseHeaders)
        .requestBody(requestBody)
        .responseBody(responseBody)
        .exception(exception)
        .logs(logs)
        .ending(aborted ? Ending.ABORTED : failed ? Ending.FAILED : Ending.COMPLETE)
        .build();
  }

  private @Nullable KeyUse keyUse() {
    String id = key == null ? "" : key;
    String why = refusal == null ? "" : refusal;
    return id.isEmpty() && why.isEmpty() ? null : new KeyUse(id, why);
  }

  private void member(String name, JsonParser value) throws IOException {
    switch (name) {
      case "id" -> id = Normalise.uuid(Json.text(value));
      case "startMicros" -> startMicros = Json.integer(value, -1);
      case "method" -> method = Json.text(value);
      case "route" -> route = Json.text(value);
      case "url" -> url = cut(value, Limits.URL, "url-cut");
      case "status" -> status = Json.integer(value, -1);
      case "consumer" -> consumer = Json.text(value);
      case "key" -> key = cut(value, MAX_KEY, "key-cut");
      case "refusal" -> refusal = cut(value, MAX_KEY, "key-cut");
      case "failed" -> failed = value.currentToken() == JsonToken.VALUE_TRUE;
      case "aborted" -> aborted = value.currentToken() == JsonToken.VALUE_TRUE;
      case "durationMicros" -> durationMicros = Json.integer(value, -1);
      case "requestBytes" -> requestBytes = Json.integer(value, -1);
      case "responseBytes" -> responseBytes = Json.integer(value, -1);
      case "clientAddress" -> clientAddress = cut(value, MAX_ADDRESS, "address-cut");
      case "traceId" -> traceId = Normalise.traceId(Json.text(value));
      case "requestHeaders" -> requestHeaders = headers(value);
      case "responseHeaders" -> responseHeaders = headers(value);
      case "requestBody" -> requestBody = body(value);
      case "responseBody" -> responseBody = body(value);
      case "exception" -> exception = exception(value);
      case "logs" -> Json.objects(value, this::logLine);
      default -> value.skipChildren();
    }
  }

  private String cut(JsonParser value, int maxChars, String reason) throws IOException {
    String text = Json.text(value);
    return text == null ? "" : corrections.cut(text, maxChars, reason);
  }

  private List<Header> headers(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return List.of();
    }
    List<Header> headers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      @Nullable String[] pair = new String[2];
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        String text = Json.text(parser);
        if (i < 2) {
          pair[i] = text;
        }
      }
      String name = pair[0];
      String value = pair[1];
      if (name == null || name.isEmpty() || value == null) {
        corrections.rejected("header-invalid", "");
      } else if (headers.size() >= Limits.HEADERS) {
        corrections.truncated("headers-cut", "more than " + Limits.HEADERS);
      } else {
        headers.add(
            new Header(
                corrections.cut(name, MAX_NAME, "header-cut"),
                corrections.cut(value, Limits.HEADER_VALUE, "header-cut")));
      }
    }
    return headers;
  }

  private Body body(JsonParser parser) throws IOException {
    @Nullable String[] texts = new String[2];
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "state" -> texts[0] = Json.text(value);
            case "text" -> texts[1] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    String text = texts[1];
    if (texts[0] == null || texts[0].equals("none")) {
      return Body.NONE;
    }
    if (texts[0].equals("truncated")) {
      return new Body(Body.State.TOO_LARGE, null, false);
    }
    if (!texts[0].equals("captured") || text == null) {
      return new Body(Body.State.MASKED, null, false);
    }
    if (text.getBytes(UTF_8).length > Limits.BODY_BYTES) {
      corrections.truncated("body-too-large", text.length() + " characters");
      return new Body(Body.State.TOO_LARGE, null, false);
    }
    return Body.ofText(text);
  }

  private ExceptionInfo exception(JsonParser parser) throws IOException {
    @Nullable String[] texts = {"", "", null};
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "type" -> texts[0] = cut(value, Limits.ERROR_TYPE, "error-type-cut");
            case "message" -> texts[1] = cut(value, Limits.ERROR_MESSAGE, "message-cut");
            case "stacktrace" -> texts[2] = cut(value, Limits.STACKTRACE, "stacktrace-cut");
            default -> value.skipChildren();
          }
        });
    return new ExceptionInfo(String.valueOf(texts[0]), String.valueOf(texts[1]), texts[2], null);
  }

  private void logLine(JsonParser parser) throws IOException {
    long[] micros = {-1};
    @Nullable String[] texts = {null, "", null};
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "micros" -> micros[0] = Json.integer(value, -1);
            case "level" -> texts[0] = Json.text(value);
            case "message" -> texts[1] = cut(value, Limits.LOG_MESSAGE, "log-message-cut");
            case "logger" -> texts[2] = cut(value, MAX_NAME, "logger-cut");
            default -> value.skipChildren();
          }
        });
    if (logs.size() >= Limits.LOG_LINES) {
      corrections.truncated("log-lines-cut", "more than " + Limits.LOG_LINES);
      return;
    }
    logs.add(
        new LogLine(
            micros[0],
            Normalise.logLevel(texts[0]),
            String.valueOf(texts[1]),
            texts[2],
            null,
            null));
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One error as the SDKs describe it.
 *
 * @param count 0 = not told
 */
record ErrorDetail(
    @Nullable String consumer,
    @Nullable String method,
    @Nullable String path,
    String type,
    String message,
    @Nullable String stacktrace,
    String field,
    long count) {

  private static final int MAX_FIELD_PARTS = 32;

  /** The parser stands on START_OBJECT. */
  static ErrorDetail read(JsonParser parser, Corrections corrections) throws IOException {
    String consumer = null;
    String method = null;
    String path = null;
    String type = "";
    String message = "";
    String stacktrace = "";
    String field = "";
    long count = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "consumer" -> consumer = Json.text(parser);
        case "method" -> method = Json.text(parser);
        case "path" -> path = Json.text(parser);
        case "type" -> type = text(parser, Limits.ERROR_TYPE, "error-type-cut", corrections);
        case "msg" -> message = text(parser, Limits.ERROR_MESSAGE, "message-cut", corrections);
        case "traceback" ->
            stacktrace = text(parser, Limits.STACKTRACE, "stacktrace-cut", corrections);
        case "loc" -> field = location(parser, corrections);
        case "error_count" -> count = Json.integer(parser, -1);
        default -> parser.skipChildren();
      }
    }
    return new ErrorDetail(
        consumer,
        method,
        path,
        type,
        message,
        stacktrace.isBlank() ? null : stacktrace,
        field,
        count);
  }

  private static String text(
      JsonParser parser, int maxChars, String reason, Corrections corrections) throws IOException {
    String text = Json.text(parser);
    return text == null ? "" : corrections.cut(text, maxChars, reason);
  }

  /** An array of parts, sometimes one text; dotted. */
  private static String location(JsonParser parser, Corrections corrections) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return text(parser, Limits.ERROR_TYPE, "location-cut", corrections);
    }
    StringBuilder dotted = new StringBuilder();
    int parts = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String part = Json.text(parser);
      if (part != null && parts++ < MAX_FIELD_PARTS) {
        dotted.append(dotted.length() == 0 ? "" : ".").append(part);
      }
    }
    return corrections.cut(dotted.toString(), Limits.ERROR_TYPE, "location-cut");
  }

  ErrorRollup toRollup(
      ErrorKind kind,
      long minute,
      String storedMethod,
      String route,
      @Nullable String storedConsumer,
      long storedCount) {
    boolean server = kind == ErrorKind.SERVER;
    long fingerprint =
        server
            ? ErrorFingerprint.of(type, route, stacktrace)
            : ErrorFingerprint.ofValidation(type, route, field, message);
    return new ErrorRollup(
        minute,
        kind,
        storedMethod,
        route,
        storedConsumer,
        fingerprint,
        type,
        message,
        server ? stacktrace : null,
        server ? null : field,
        storedCount);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ErrorKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the errors of one message. They tend to repeat what the one before said, of which one text
 * is kept then. Used by one thread.
 */
final class ErrorReader {

  private static final int MAX_FIELD_PARTS = 32;

  private final Corrections corrections;
  private final StringBuilder dotted = new StringBuilder();
  private @Nullable String lastConsumer;
  private @Nullable String lastMethod;
  private @Nullable String lastPath;
  private String lastType = "";
  private String lastMessage = "";
  private String lastField = "";

  ErrorReader(Corrections corrections) {
    this.corrections = corrections;
  }

  /** The parser stands on START_OBJECT. */
  ErrorDetail read(ErrorKind kind, JsonParser parser) throws IOException {
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
        case "consumer" -> consumer = lastConsumer = Json.text(parser, lastConsumer);
        case "method" -> method = lastMethod = Json.text(parser, lastMethod);
        case "path" -> path = lastPath = Json.text(parser, lastPath);
        case "type" ->
            type = lastType = text(parser, lastType, Limits.ERROR_TYPE, "error-type-cut");
        case "msg" ->
            message = lastMessage = text(parser, lastMessage, Limits.ERROR_MESSAGE, "message-cut");
        case "traceback" -> stacktrace = text(parser, "", Limits.STACKTRACE, "stacktrace-cut");
        case "loc" -> field = lastField = location(parser);
        case "error_count" -> count = Json.integer(parser, -1);
        default -> parser.skipChildren();
      }
    }
    return new ErrorDetail(
        kind,
        consumer,
        method,
        path,
        type,
        message,
        stacktrace.isBlank() ? null : stacktrace,
        field,
        count);
  }

  private String text(JsonParser parser, String likely, int maxChars, String reason)
      throws IOException {
    String text = Json.text(parser, likely);
    return text == null ? "" : corrections.cut(text, maxChars, reason);
  }

  /** An array of parts, sometimes one text; dotted. */
  private String location(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return text(parser, lastField, Limits.ERROR_TYPE, "location-cut");
    }
    dotted.setLength(0);
    int parts = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      boolean text = token == JsonToken.VALUE_STRING || token.isNumeric();
      if (text && parts++ < MAX_FIELD_PARTS) {
        dotted.append(dotted.length() == 0 ? "" : ".");
        dotted.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      } else {
        parser.skipChildren();
      }
    }
    String field = lastField.contentEquals(dotted) ? lastField : dotted.toString();
    return corrections.cut(field, Limits.ERROR_TYPE, "location-cut");
  }
}

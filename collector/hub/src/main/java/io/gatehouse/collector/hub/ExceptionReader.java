// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Exceptions in the spellings of all SDKs. */
final class ExceptionReader {

  private static final int MAX_SENTRY_ID = 64;

  /** How Spring announces what escaped a controller; the older form has a semicolon. */
  private static final String ESCAPED = "Request processing failed";

  private ExceptionReader() {}

  static @Nullable ExceptionInfo read(JsonParser parser, Corrections corrections)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String type = "";
    String message = "";
    String stacktrace = null;
    String sentry = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      String text = Json.text(parser);
      if (text == null) {
        continue;
      }
      switch (name) {
        case "type" -> type = corrections.cut(text, Limits.ERROR_TYPE, "error-type-cut");
        case "message", "msg" ->
            message = corrections.cut(text, Limits.ERROR_MESSAGE, "error-message-cut");
        case "stacktrace", "stackTrace", "traceback" ->
            stacktrace = corrections.cut(text, Limits.STACKTRACE, "stacktrace-cut");
        case "sentry_event_id", "sentryEventId" ->
            sentry = corrections.cut(text, MAX_SENTRY_ID, "sentry-id-cut");
        default -> {
          // A field of a newer SDK.
        }
      }
    }
    return new ExceptionInfo(type, message, stacktrace, sentry);
  }

  /** Whether the SDK saw status 200 because its filter ran before the error dispatch (Spring). */
  static boolean escapedController(int status, @Nullable ExceptionInfo exception) {
    return status == 200
        && exception != null
        && exception.type().endsWith("ServletException")
        && exception.message().startsWith(ESCAPED);
  }

  /** The exception that {@link #escapedController} wraps, as far as the message names it. */
  static ExceptionInfo unwrap(ExceptionInfo wrapper) {
    String text = wrapper.message().substring(ESCAPED.length());
    if (text.startsWith("; nested exception is ")) {
      text = text.substring("; nested exception is ".length());
    } else if (text.startsWith(": ")) {
      text = text.substring(2);
    }
    int colon = text.indexOf(": ");
    String className = colon < 0 ? text : text.substring(0, colon);
    if (!isClassName(className)) {
      return wrapper;
    }
    return new ExceptionInfo(
        className.substring(className.lastIndexOf('.') + 1),
        colon < 0 ? "" : text.substring(colon + 2),
        wrapper.stacktrace(),
        wrapper.sentryEventId());
  }

  private static boolean isClassName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isJavaIdentifierPart(text.charAt(i)) && text.charAt(i) != '.') {
        return false;
      }
    }
    return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
  }
}

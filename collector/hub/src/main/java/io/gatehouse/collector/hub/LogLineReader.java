// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.LogLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Application log lines of a request. */
final class LogLineReader {

  private static final int MAX_LOGGER = 256;
  private static final String CUT_HINT = "more than " + Limits.LOG_LINES;

  private LogLineReader() {}

  static List<LogLine> read(JsonParser parser, Corrections corrections) throws IOException {
    List<LogLine> lines = new ArrayList<>();
    Json.objects(
        parser,
        object -> {
          if (lines.size() < Limits.LOG_LINES) {
            lines.add(line(object, corrections));
          } else {
            object.skipChildren();
            corrections.truncated("log-lines-cut", CUT_HINT);
          }
        });
    return lines;
  }

  private static LogLine line(JsonParser parser, Corrections corrections) throws IOException {
    long micros = 0;
    String level = null;
    String message = "";
    String logger = null;
    String file = null;
    Integer number = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "timestamp" -> micros = Seconds.toMicros(Json.number(parser), 0);
        case "level" -> level = Json.text(parser);
        case "message" -> message = messageOf(Json.text(parser), corrections);
        case "logger" -> logger = name(Json.text(parser), corrections);
        case "file" -> file = name(Json.text(parser), corrections);
        case "line" -> {
          long value = Json.integer(parser, -1);
          number = value >= 0 && value <= Integer.MAX_VALUE ? (Integer) (int) value : null;
        }
        default -> parser.skipChildren();
      }
    }
    return new LogLine(micros, Normalise.logLevel(level), message, logger, file, number);
  }

  static String messageOf(@Nullable String text, Corrections corrections) {
    return text == null ? "" : corrections.cut(text, Limits.LOG_MESSAGE, "log-message-cut");
  }

  private static @Nullable String name(@Nullable String text, Corrections corrections) {
    return text == null ? null : corrections.cut(text, MAX_LOGGER, "logger-cut");
  }
}

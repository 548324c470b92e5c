// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Spans of a request, in both spellings. */
final class SpanReader {

  private static final int MAX_ID = 16;
  private static final String CUT_HINT = "more than " + Limits.SPANS;
  private static final int MAX_NAME = 256;
  private static final int MAX_ATTRIBUTES = 16 << 10;
  private static final String NO_ATTRIBUTES = "{}";

  private SpanReader() {}

  static List<Span> read(JsonParser parser, Corrections corrections) throws IOException {
    List<Span> spans = new ArrayList<>();
    Json.objects(
        parser,
        object -> {
          if (spans.size() >= Limits.SPANS) {
            object.skipChildren();
            corrections.truncated("spans-cut", CUT_HINT);
            return;
          }
          Span span = span(object, corrections);
          if (span == null) {
            corrections.rejected("span-invalid", "");
          } else {
            spans.add(span);
          }
        });
    return spans;
  }

  private static @Nullable Span span(JsonParser parser, Corrections corrections)
      throws IOException {
    String id = null;
    String parent = null;
    String name = "";
    String kind = null;
    String status = null;
    long start = -1;
    long end = -1;
    String attributes = NO_ATTRIBUTES;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "span_id", "spanId" -> id = idOf(Json.text(parser));
        case "parent_span_id", "parentSpanId" -> parent = idOf(Json.text(parser));
        case "name" -> name = nameOf(Json.text(parser), corrections);
        case "kind" -> kind = Json.text(parser);
        case "status" -> status = Json.text(parser);
        case "start_time", "startTime" -> start = Json.integer(parser, -1);
        case "end_time", "endTime" -> end = Json.integer(parser, -1);
        case "attributes" -> attributes = attributes(parser, corrections);
        default -> parser.skipChildren();
      }
    }
    if (id == null || start < 0 || end < start) {
      return null;
    }
    return new Span(id, parent, name, kindOf(kind), start, end, statusOf(status), attributes);
  }

  private static @Nullable String idOf(@Nullable String text) {
    boolean usable = text != null && !text.isEmpty() && text.length() <= MAX_ID;
    return usable ? text : null;
  }

  private static String nameOf(@Nullable String text, Corrections corrections) {
    return text == null ? "" : corrections.cut(text, MAX_NAME, "span-name-cut");
  }

  private static String kindOf(@Nullable String kind) {
    return switch (kind == null || kind.length() > 16 ? "" : kind.toUpperCase(Locale.ROOT)) {
      case "SERVER" -> "SERVER";
      case "CLIENT" -> "CLIENT";
      case "PRODUCER" -> "PRODUCER";
      case "CONSUMER" -> "CONSUMER";
      default -> "INTERNAL";
    };
  }

  private static String statusOf(@Nullable String status) {
    return switch (status == null || status.length() > 16 ? "" : status.toUpperCase(Locale.ROOT)) {
      case "OK" -> "OK";
      case "ERROR" -> "ERROR";
      default -> "UNSET";
    };
  }

  private static String attributes(JsonParser parser, Corrections corrections) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return NO_ATTRIBUTES;
    }
    ShortText json = new ShortText(MAX_ATTRIBUTES);
    try (JsonGenerator generator = Json.FACTORY.createGenerator(json)) {
      generator.copyCurrentStructure(parser);
    }
    if (json.isTooLong()) {
      corrections.truncated("span-attributes-cut", "more than " + MAX_ATTRIBUTES);
      return NO_ATTRIBUTES;
    }
    return json.toString();
  }
}

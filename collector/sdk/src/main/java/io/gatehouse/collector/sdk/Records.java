// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.ClientTime;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of one batch, by kind. Used by one thread. */
final class Records {

  /** What a spool may have kept while the server was away; older minutes are a wrong clock. */
  private static final long MAX_AGE_MINUTES = 31 * 1440L;

  private static final long MAX_COUNT = 1_000_000_000L;

  private final Corrections corrections;
  private final UUID instance;
  private final long nowMinute;
  private final RollupRecord rollup;
  private final List<Rollup> rollups = new ArrayList<>();
  private final List<ErrorRollup> errors = new ArrayList<>();
  private final List<RequestLog> requests = new ArrayList<>();
  private final List<ConsumerReport> consumers = new ArrayList<>();
  private final List<EndpointReport> endpoints = new ArrayList<>();

  Records(UUID instance, long nowMillis, Corrections corrections) {
    this.instance = instance;
    this.nowMinute = ClientTime.minuteOf(nowMillis);
    this.corrections = corrections;
    this.rollup = new RollupRecord(corrections);
  }

  /** Reads one record; the parser stands on its START_OBJECT. */
  void read(JsonParser parser) throws IOException {
    String type = "";
    if (parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals("type")) {
      parser.nextToken();
      type = String.valueOf(Json.text(parser));
    }
    switch (type) {
      case "rollup" -> addRollup(rollup.read(parser));
      case "error" -> error(parser);
      case "request" -> request(parser);
      case "consumer" -> consumer(parser);
      case "endpoint" -> endpoint(parser);
      default -> {
        corrections.rejected("record-type-unknown", "the first member must be \"type\"");
        skipRest(parser);
      }
    }
  }

  /** The parser is somewhere in the object, at a name or behind a value. */
  private static void skipRest(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.FIELD_NAME) {
      parser.nextToken();
      parser.skipChildren();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      parser.skipChildren();
    }
  }

  private void addRollup(@Nullable Rollup read) {
    if (read != null) {
      long minute = minute(read.epochMinute());
      if (minute >= 0) {
        rollups.add(minute == read.epochMinute() ? read : read.at(minute));
      }
    }
  }

  /** The minute to count in, held back when it is ahead of us; −1, counted, when it is too old. */
  private long minute(long minute) {
    if (minute < nowMinute - MAX_AGE_MINUTES) {
      corrections.rejected("too-old", "minute " + minute);
      return -1;
    }
    long latest = nowMinute + ClientTime.MAX_AHEAD_MILLIS / 60_000;
    if (minute > latest) {
      corrections.corrected("clock-ahead", (minute - nowMinute) + " minutes ahead");
      return nowMinute;
    }
    return minute;
  }

  private void error(JsonParser parser) throws IOException {
    ErrorFields fields = new ErrorFields();
    members(parser, fields::member);
    long at = minute(fields.minute);
    if (at < 0) {
      return;
    }
    if (fields.count < 1 || fields.count > MAX_COUNT || fields.errorType.isEmpty()) {
      corrections.rejected("error-invalid", "errorType and a positive count are needed");
      return;
    }
    errors.add(
        new ErrorRollup(
            at,
            ErrorKind.SERVER,
            Normalise.method(fields.method),
            route(fields.route, corrections),
            Normalise.consumer(fields.consumer, corrections),
            fields.fingerprint,
            fields.errorType,
            fields.message,
            fields.stacktrace,
            null,
            fields.count));
  }

  /** Members of an error; cut to their limits. */
  private final class ErrorFields {
    private long minute = -1;
    private long count;
    private long fingerprint;
    private @Nullable String method;
    private @Nullable String route;
    private @Nullable String consumer;
    private String errorType = "";
    private String message = "";
    private @Nullable String stacktrace;

    private void member(String name, JsonParser value) throws IOException {
      switch (name) {
        case "minute" -> minute = Json.integer(value, -1);
        case "count" -> count = Json.integer(value, 0);
        case "method" -> method = Json.text(value);
        case "route" -> route = Json.text(value);
        case "consumer" -> consumer = Json.text(value);
        case "fingerprint" -> fingerprint = hex(Json.text(value));
        case "errorType" -> errorType = cut(value, Limits.ERROR_TYPE, "error-type-cut");
        case "message" -> message = cut(value, Limits.ERROR_MESSAGE, "message-cut");
        case "stacktrace" -> stacktrace = cut(value, Limits.STACKTRACE, "stacktrace-cut");
        default -> value.skipChildren();
      }
    }

    private String cut(JsonParser value, int maxChars, String reason) throws IOException {
      String text = Json.text(value);
      return text == null ? "" : corrections.cut(text, maxChars, reason);
    }
  }

  private static long hex(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseUnsignedLong(text, 16);
    } catch (NumberFormatException e) {
      return text.hashCode();
    }
  }

  private void request(JsonParser parser) throws IOException {
    RequestLog log = new RequestRecord(instance, corrections).read(parser);
    if (log != null) {
      requests.add(log);
    }
  }

  private void consumer(JsonParser parser) throws IOException {
    @Nullable String[] texts = new String[3];
    members(
        parser,
        (name, value) -> {
          switch (name) {
            case "id" -> texts[0] = Json.text(value);
            case "name" -> texts[1] = Json.text(value);
            case "group" -> texts[2] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    String id = Normalise.consumer(texts[0], corrections);
    if (id == null) {
      corrections.rejected("consumer-without-id", "");
      return;
    }
    consumers.add(
        new ConsumerReport(
            id,
            Normalise.label(texts[1], Limits.CONSUMER_NAME, corrections),
            Normalise.label(texts[2], Limits.CONSUMER_GROUP, corrections)));
  }

  private void endpoint(JsonParser parser) throws IOException {
    @Nullable String[] texts = new String[2];
    members(
        parser,
        (name, value) -> {
          switch (name) {
            case "method" -> texts[0] = Json.text(value);
            case "route" -> texts[1] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    String route = texts[1];
    if (texts[0] == null || route == null || route.isEmpty()) {
      corrections.rejected("endpoint-invalid", "method and route are needed");
    } else if (endpoints.size() >= Limits.ENDPOINTS) {
      corrections.truncated("endpoints-cut", "more than " + Limits.ENDPOINTS);
    } else {
      endpoints.add(new EndpointReport(Normalise.method(texts[0]), route(route, corrections)));
    }
  }

  /** The members after the first; the parser ends on END_OBJECT. */
  static void members(JsonParser parser, Json.Field field) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(name, parser);
    }
  }

  static String route(@Nullable String route, Corrections corrections) {
    return route == null || route.isEmpty()
        ? Rollup.UNMATCHED
        : corrections.cut(route, Limits.ROUTE, "route-cut");
  }

  List<Rollup> rollups() {
    return rollups;
  }

  List<ErrorRollup> errors() {
    return errors;
  }

  List<RequestLog> requests() {
    return requests;
  }

  List<ConsumerReport> consumers() {
    return consumers;
  }

  List<EndpointReport> endpoints() {
    return endpoints;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that Apitally's SDKs of the second generation send as log records. */
final class SdkEvents {

  static final String SCOPE = "apitally";

  private static final int MAX_FACT = 128;
  private static final int MAX_VERSIONS = 50;
  private static final long MAX_COUNT = 1_000_000_000;

  private final Staging.Parts parts;
  private final Corrections corrections;

  SdkEvents(Staging.Parts parts, Corrections corrections) {
    this.parts = parts;
    this.corrections = corrections;
  }

  void take(LogData log, long epochMinute) {
    String name = log.eventName;
    if (name.isEmpty()) {
      String told = log.attributes.text("event.name");
      name = told == null ? "" : told;
    }
    Map<?, ?> fields = log.body instanceof Map<?, ?> map ? map : Map.of();
    switch (name) {
      case "apitally.app.startup" -> startup(log.body instanceof String text ? text : "{}");
      case "apitally.consumer.update" -> consumer(fields);
      case "apitally.request.validation_error" -> errors(ErrorKind.VALIDATION, fields, epochMinute);
      case "apitally.request.server_error" -> errors(ErrorKind.SERVER, fields, epochMinute);
      default -> {
        if (!corrections.again("unknown-event")) {
          corrections.rejected("unknown-event", name);
        }
      }
    }
  }

  private void startup(String json) {
    parts.startup = true;
    try (JsonParser parser = Json.FACTORY.createParser(json.getBytes(UTF_8))) {
      parser.nextToken();
      Json.fields(
          parser,
          (name, value) -> {
            switch (name) {
              case "framework" ->
                  parts.framework = Normalise.label(Json.text(value), 64, corrections);
              case "versions" -> Json.fields(value, this::version);
              case "paths" -> Json.objects(value, this::path);
              default -> value.skipChildren();
            }
          });
    } catch (IOException e) {
      corrections.rejected("startup-malformed", "the body is no JSON object");
    }
  }

  private void version(String name, JsonParser value) throws IOException {
    String version = Normalise.label(Json.text(value), MAX_FACT, corrections);
    if (version != null && parts.versions.size() < MAX_VERSIONS) {
      parts.versions.put(corrections.cut(name, MAX_FACT, "version-cut"), version);
    }
  }

  private void path(JsonParser parser) throws IOException {
    @Nullable String[] texts = new String[2];
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "method" -> texts[0] = Json.text(value);
            case "path" -> texts[1] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    String path = texts[1];
    if (path != null && !path.isEmpty() && parts.endpoints.size() < Limits.ENDPOINTS) {
      parts.endpoints.add(
          new EndpointReport(
              Normalise.method(texts[0]), corrections.cut(path, Limits.ROUTE, "route-cut")));
    }
  }

  private void consumer(Map<?, ?> fields) {
    String identifier = Normalise.consumer(text(fields, "identifier"), corrections);
    if (identifier == null) {
      corrections.rejected("consumer-without-id", "");
      return;
    }
    parts.consumer(
        new ConsumerReport(
            identifier,
            Normalise.label(text(fields, "name"), Limits.CONSUMER_NAME, corrections),
            Normalise.label(text(fields, "group"), Limits.CONSUMER_GROUP, corrections)));
  }

  /** One error, counted as a whole or consumer by consumer. */
  private void errors(ErrorKind kind, Map<?, ?> fields, long epochMinute) {
    if (fields.get("counts") instanceof List<?> counts) {
      for (Object each : counts) {
        if (each instanceof Map<?, ?> share) {
          error(kind, fields, share, epochMinute);
        }
      }
    } else {
      error(kind, fields, fields, epochMinute);
    }
  }

  private void error(ErrorKind kind, Map<?, ?> fields, Map<?, ?> share, long epochMinute) {
    double count = Attributes.numberOf(share.get("count"));
    if (!(count >= 1) || count > MAX_COUNT) {
      corrections.rejected("error-count-invalid", "");
      return;
    }
    String path = text(fields, "path");
    String route =
        path == null || path.isEmpty()
            ? Rollup.UNMATCHED
            : corrections.cut(path, Limits.ROUTE, "route-cut");
    String type = corrections.cut(orEmpty(fields, "type"), Limits.ERROR_TYPE, "error-type-cut");
    String message =
        corrections.cut(orEmpty(fields, "message"), Limits.ERROR_MESSAGE, "message-cut");
    String stacktrace =
        kind == ErrorKind.SERVER && text(fields, "stacktrace") != null
            ? Texts.cut(orEmpty(fields, "stacktrace"), Limits.STACKTRACE - 64, corrections)
            : null;
    String field = kind == ErrorKind.SERVER ? null : place(fields);
    parts.errors.add(
        new ErrorRollup(
            epochMinute,
            kind,
            Normalise.method(text(fields, "method")),
            route,
            Normalise.consumer(text(share, "consumer"), corrections),
            field == null
                ? ErrorFingerprint.of(type, route, stacktrace)
                : ErrorFingerprint.ofValidation(type, route, field, message),
            type,
            message,
            stacktrace,
            field,
            (long) count));
  }

  private String place(Map<?, ?> fields) {
    String source = orEmpty(fields, "source");
    String field = orEmpty(fields, "field");
    String place = source.isEmpty() || field.isEmpty() ? source + field : source + "." + field;
    return corrections.cut(place, MAX_FACT * 2, "field-cut");
  }

  private static String orEmpty(Map<?, ?> fields, String name) {
    String text = text(fields, name);
    return text == null ? "" : text;
  }

  private static @Nullable String text(Map<?, ?> fields, String name) {
    return Attributes.textOf(fields.get(name));
  }
}

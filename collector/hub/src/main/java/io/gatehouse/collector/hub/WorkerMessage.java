// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.ClientTime;
import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SDK's message about one request of a Worker. Used by one thread, for one message. */
final class WorkerMessage {

  private final Corrections corrections;
  private final Startup startup;
  private final Captured request;
  private final Captured response;
  private final ErrorReader errors;
  private final List<ErrorDetail> validationErrors = new ArrayList<>();
  private boolean started;
  private boolean exclude;
  private @Nullable UUID instance;
  private @Nullable UUID requestId;
  private @Nullable ConsumerReport consumerReport;
  private @Nullable String path;
  private @Nullable String consumer;
  private int status = -1;
  private long durationMicros = -1;
  private @Nullable ExceptionInfo exception;

  /**
   * What the trace event tells, and the message does not.
   *
   * @param status 0 = not told
   */
  record Facts(
      @Nullable String method, String url, int status, long epochMillis, List<LogLine> logs) {}

  WorkerMessage(Corrections corrections) {
    this.corrections = corrections;
    this.startup = new Startup(corrections);
    this.errors = new ErrorReader(corrections);
    this.request = new Captured(corrections);
    this.response = new Captured(corrections);
  }

  void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the message is no object");
    }
    Json.fields(parser, this::field);
  }

  private void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "instanceUuid", "instance_uuid" -> instance = Normalise.uuid(Json.text(parser));
      case "requestUuid", "request_uuid" -> requestId = Normalise.uuid(Json.text(parser));
      case "startup" -> {
        started = parser.currentToken() == JsonToken.START_OBJECT;
        Json.fields(parser, startup::field);
      }
      case "consumer" -> consumerObject(parser);
      case "request" -> Json.fields(parser, this::requestField);
      case "response" -> Json.fields(parser, this::responseField);
      case "validationErrors", "validation_errors" ->
          Json.objects(
              parser, object -> validationErrors.add(errors.read(ErrorKind.VALIDATION, object)));
      case "exception" -> exception = ExceptionReader.read(parser, corrections);
      case "exclude" -> {
        exclude = parser.currentToken() == JsonToken.VALUE_TRUE;
        parser.skipChildren();
      }
      default -> parser.skipChildren();
    }
  }

  private void consumerObject(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      consumerReport = Consumers.read(parser, corrections);
    } else {
      parser.skipChildren();
    }
  }

  private void requestField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "path" -> path = Json.text(parser);
      case "consumer" -> consumer = Normalise.consumer(Json.text(parser), corrections);
      default -> request.field(name, parser);
    }
  }

  private void responseField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "responseTime", "response_time" ->
          durationMicros = Seconds.toMicros(Json.number(parser), -1);
      case "statusCode", "status_code" -> {
        long value = Json.integer(parser, -1);
        status = value >= 0 && value <= 999 ? (int) value : -1;
      }
      default -> response.field(name, parser);
    }
  }

  /** One request: counters, and a request log unless the user excludes it. */
  Batch toBatch(Sender sender, Facts facts, long nowMillis) throws IOException {
    UUID id = requestId;
    UUID isolate = instance;
    if (id == null || isolate == null) {
      throw new IOException("the message has no identity");
    }
    Batch.Builder batch =
        sender
            .batch(nowMillis)
            .messageId(MessageIds.derive(id, 0))
            // Isolates come and go: nobody is told when one is gone.
            .instance(
                new InstanceReport(
                    isolate,
                    started,
                    startup.client(),
                    startup.versions(),
                    null,
                    null,
                    null,
                    false))
            .endpoints(startup.endpoints())
            .consumers(consumerReport == null ? List.of() : List.of(consumerReport));
    if (ClientTime.isTooOld(facts.epochMillis, nowMillis)) {
      corrections.rejected("too-old", "request of a Worker");
      return batch.outcomes(corrections.toOutcomes()).build();
    }
    long millis = ClientTime.clamp(facts.epochMillis, nowMillis, corrections);
    int seen = status >= 0 ? status : facts.status;
    String method = Normalise.method(facts.method);
    String route = Routes.of(path, seen, corrections);
    long minute = ClientTime.minuteOf(millis);
    if (!exclude) {
      batch.requestLogs(List.of(requestLog(id, isolate, method, route, seen, facts)));
    }
    return batch
        .rollups(List.of(rollup(minute, method, route, seen)))
        .errors(errors(minute, method, route, seen))
        .outcomes(corrections.toOutcomes())
        .build();
  }

  private Rollup rollup(long minute, String method, String route, int seen) {
    return new Rollup(
        minute,
        method,
        route,
        seen,
        consumer,
        1,
        durationMicros < 0 ? Histogram.EMPTY : Histogram.ofValue((double) durationMicros),
        Math.max(0, durationMicros),
        Math.max(0, request.bytes()),
        request.bytes() < 0 ? Histogram.EMPTY : Histogram.ofValue((double) request.bytes()),
        Math.max(0, response.bytes()),
        response.bytes() < 0 ? Histogram.EMPTY : Histogram.ofValue((double) response.bytes()));
  }

  private List<ErrorRollup> errors(long minute, String method, String route, int seen) {
    List<ErrorRollup> rollups = new ArrayList<>();
    for (ErrorDetail each : validationErrors) {
      rollups.add(each.toRollup(minute, method, route, consumer, 1));
    }
    ExceptionInfo thrown = exception;
    if (thrown != null && seen >= 500) {
      rollups.add(
          new ErrorRollup(
              minute,
              ErrorKind.SERVER,
              method,
              route,
              consumer,
              ErrorFingerprint.of(thrown.type(), route, thrown.stacktrace()),
              thrown.type(),
              thrown.message(),
              thrown.stacktrace(),
              null,
              1));
    }
    return rollups;
  }

  private RequestLog requestLog(
      UUID id, UUID isolate, String method, String route, int seen, Facts facts) {
    return RequestLog.builder(id, facts.epochMillis * 1000, method, route, facts.url)
        .status(seen)
        .consumer(consumer)
        .durationMicros(durationMicros)
        .requestBytes(request.bytes())
        .responseBytes(response.bytes())
        .clientAddress(Headers.clientAddress(request.headers()))
        .instance(isolate)
        .requestHeaders(request.headers())
        .responseHeaders(response.headers())
        .requestBody(request.body())
        .responseBody(response.body())
        .exception(exception)
        .logs(facts.logs)
        .build();
  }
}

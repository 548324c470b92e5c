// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.ClientTime;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One {@code sync} body. Its fields come in any order, so rows wait for the timestamp. Used by one
 * thread, for one message.
 */
final class SyncMessage implements HubBody.FieldReader {

  /** Seconds since 1970 beyond which a timestamp is no time but a mistake: the year 2286. */
  private static final double MAX_SECONDS = 1e10;

  private final Corrections corrections = new Corrections();
  private final RequestRows requests = new RequestRows(corrections);
  private final ErrorRows errors = new ErrorRows(corrections);
  private final List<ConsumerReport> consumers = new ArrayList<>();
  private double timestamp = Double.NaN;
  private double timeOffset = Double.NaN;
  private @Nullable UUID instance;
  private @Nullable UUID message;
  private @Nullable Double cpuPercent;
  private @Nullable Long memoryBytes;

  @Override
  public void field(String name, JsonParser parser) throws IOException, MalformedMessageException {
    switch (name) {
      case "timestamp" -> timestamp = seconds("timestamp", parser);
      case "time_offset" -> timeOffset = seconds("time_offset", parser);
      case "instance_uuid" -> instance = Normalise.uuid(Json.text(parser));
      case "message_uuid" -> message = Normalise.uuid(Json.text(parser));
      case "requests" -> {
        if (!Double.isNaN(timestamp)) {
          requests.expectMinute(ClientTime.minuteOf(Math.round(timestamp * 1000)));
        }
        rows("requests", parser, requests::row);
      }
      case "validation_errors" -> rows("validation_errors", parser, errors::validationRow);
      case "server_errors" -> rows("server_errors", parser, errors::serverRow);
      case "consumers" -> rows("consumers", parser, this::consumer);
      case "resources" -> Json.fields(parser, this::resource);
      default -> parser.skipChildren();
    }
  }

  private static double seconds(String field, JsonParser parser)
      throws IOException, MalformedMessageException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    JsonToken token = parser.currentToken();
    double value = Json.number(parser);
    if (!(Math.abs(value) < MAX_SECONDS)) {
      throw new MalformedMessageException(
          field,
          "expected seconds as a number below %.0f, received %s"
              .formatted(MAX_SECONDS, token.isNumeric() ? value : token));
    }
    return value;
  }

  private void rows(String field, JsonParser parser, Json.Element row)
      throws IOException, MalformedMessageException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw new MalformedMessageException(field, "expected an array, received " + token);
    }
    int others = Json.objects(parser, row);
    if (others > 0) {
      corrections.add(IngestOutcome.Kind.REJECTED, "row-no-object", field, others);
    }
  }

  private void consumer(JsonParser parser) throws IOException {
    ConsumerReport report = Consumers.read(parser, corrections);
    if (report != null && consumers.size() < Limits.CONSUMERS) {
      consumers.add(report);
    } else if (report != null && !corrections.again("consumers-cut")) {
      corrections.truncated("consumers-cut", "more than " + Limits.CONSUMERS);
    }
  }

  private void resource(String name, JsonParser parser) throws IOException {
    if (name.equals("cpu_percent")) {
      double value = Json.number(parser);
      cpuPercent = value >= 0 && value < 1e6 ? value : null;
    } else if (name.equals("memory_rss")) {
      long value = Json.integer(parser, -1);
      memoryBytes = value >= 0 ? value : null;
    } else {
      parser.skipChildren();
    }
  }

  Batch toBatch(Sender sender, byte[] body, long nowMillis) {
    long clientMillis = clientMillis(nowMillis);
    Batch.Builder batch =
        sender.batch(nowMillis).messageId(messageId(body)).instance(instanceReport(clientMillis));
    if (ClientTime.isTooOld(clientMillis, nowMillis)) {
      long rows = (long) requests.size() + errors.size();
      corrections.add(
          IngestOutcome.Kind.REJECTED,
          "too-old",
          "counted %d min ago".formatted((nowMillis - clientMillis) / 60_000),
          Math.max(1, rows));
      return batch.outcomes(corrections.toOutcomes()).build();
    }
    long minute = ClientTime.minuteOf(ClientTime.clamp(clientMillis, nowMillis, corrections));
    List<Rollup> rollups = requests.toRollups(minute);
    List<ErrorRollup> errorRollups = errors.toRollups(minute);
    return batch
        .rollups(rollups)
        .errors(errorRollups)
        .consumers(consumers)
        .outcomes(corrections.toOutcomes())
        .build();
  }

  private long clientMillis(long nowMillis) {
    if (!Double.isNaN(timestamp)) {
      return Math.round(timestamp * 1000);
    }
    if (!Double.isNaN(timeOffset)) {
      return nowMillis - Math.round(timeOffset * 1000);
    }
    corrections.corrected("timestamp-missing", "the time of arrival is used");
    return nowMillis;
  }

  private MessageId messageId(byte[] body) {
    UUID known = message;
    if (known != null) {
      return MessageId.of(known);
    }
    corrections.corrected("message-uuid-missing", "a hash of the message is used");
    return MessageIds.ofBytes(body, 0, body.length);
  }

  private @Nullable InstanceReport instanceReport(long clientMillis) {
    UUID known = instance;
    if (known == null) {
      corrections.corrected("instance-uuid-missing", "");
      return null;
    }
    boolean told = !Double.isNaN(timestamp);
    return new InstanceReport(
        known, false, null, Map.of(), told ? clientMillis : null, cpuPercent, memoryBytes, true);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Consumer;
import io.gatehouse.protocol.WireRecord.Endpoint;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Header;
import io.gatehouse.protocol.WireRecord.LogLine;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a batch as NDJSON, a line at a time. Not thread-safe. */
public final class BatchWriter {

  private final JsonWriter json = new JsonWriter();

  /** Starts a batch with its header line. */
  public BatchWriter(BatchHeader header) {
    InstanceFacts facts = header.instance();
    json.beginObject().member("gatehouse", Protocol.VERSION);
    json.member("environment", header.environment());
    json.member("sealedMillis", header.sealedEpochMillis());
    if (header.startup()) {
      json.member("startup", true);
    }
    json.name("instance").beginObject();
    json.member("sdk", facts.sdkName()).member("sdkVersion", facts.sdkVersion());
    json.optional("framework", facts.framework()).optional("runtime", facts.runtime());
    json.optional("appVersion", facts.appVersion()).optional("host", facts.host());
    json.endObject().endObject().newLine();
  }

  /** One record as a line, with its line end. */
  public static String line(WireRecord wireRecord) {
    JsonWriter json = new JsonWriter();
    write(wireRecord, json);
    return json.toString();
  }

  public BatchWriter add(WireRecord wireRecord) {
    write(wireRecord, json);
    return this;
  }

  /** How much was written, in UTF-16 units. */
  public int length() {
    return json.length();
  }

  /** The uncompressed body. */
  public byte[] toBytes() {
    return json.toString().getBytes(UTF_8);
  }

  /** Value of the header {@code Gatehouse-Content-SHA256}. */
  public static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void write(WireRecord wireRecord, JsonWriter json) {
    json.beginObject();
    if (wireRecord instanceof Rollup rollup) {
      rollup(rollup, json);
    } else if (wireRecord instanceof ErrorRollup error) {
      error(error, json);
    } else if (wireRecord instanceof Request request) {
      request(request, json);
    } else if (wireRecord instanceof Consumer consumer) {
      consumer(consumer, json);
    } else if (wireRecord instanceof Endpoint endpoint) {
      json.member("type", "endpoint").member("method", endpoint.method());
      json.member("route", endpoint.route());
    }
    json.endObject().newLine();
  }

  private static void rollup(Rollup rollup, JsonWriter json) {
    json.member("type", "rollup").member("minute", rollup.epochMinute());
    json.member("method", rollup.method()).member("route", rollup.route());
    json.member("status", rollup.status()).optional("consumer", rollup.consumer());
    json.optional("key", rollup.key()).optional("refusal", rollup.refusal());
    json.member("requests", rollup.requests());
    json.optional("failed", rollup.failed()).optional("aborted", rollup.aborted());
    json.member("durationMicros", rollup.durationMicros());
    histogram("durations", rollup.durations(), json);
    json.optional("requestBytes", rollup.requestBytes());
    histogram("requestSizes", rollup.requestSizes(), json);
    json.optional("responseBytes", rollup.responseBytes());
    histogram("responseSizes", rollup.responseSizes(), json);
  }

  private static void histogram(String name, Histogram histogram, JsonWriter json) {
    if (histogram.size() == 0) {
      return;
    }
    json.name(name).beginArray();
    for (int i = 0; i < histogram.size(); i++) {
      json.value(histogram.bucket(i)).value(histogram.count(i));
    }
    json.endArray();
  }

  private static void error(ErrorRollup error, JsonWriter json) {
    json.member("type", "error").member("minute", error.epochMinute());
    json.member("method", error.method()).member("route", error.route());
    json.optional("consumer", error.consumer());
    if (error.handled()) {
      json.member("handled", true);
    }
    json.member("fingerprint", HexFormat.of().toHexDigits(error.fingerprint()));
    json.member("errorType", error.errorType()).member("message", error.message());
    json.optional("stacktrace", error.stacktrace()).member("count", error.count());
  }

  private static void consumer(Consumer consumer, JsonWriter json) {
    json.member("type", "consumer").member("id", consumer.id());
    json.optional("name", consumer.name()).optional("group", consumer.group());
    if (!consumer.attributes().isEmpty()) {
      json.name("attributes").beginObject();
      consumer.attributes().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> json.member(entry.getKey(), entry.getValue()));
      json.endObject();
    }
  }

  private static void request(Request request, JsonWriter json) {
    json.member("type", "request").member("id", request.id().toString());
    json.member("startMicros", request.startEpochMicros()).member("method", request.method());
    json.member("route", request.route()).member("url", request.url());
    json.member("status", request.status()).optional("consumer", request.consumer());
    if (request.failed()) {
      json.member("failed", true);
    }
    if (request.aborted()) {
      json.member("aborted", true);
    }
    json.member("durationMicros", request.durationMicros());
    json.member("requestBytes", request.requestBytes());
    json.member("responseBytes", request.responseBytes());
    json.optional("clientAddress", request.clientAddress());
    json.optional("key", request.key()).optional("refusal", request.refusal());
    json.optional("traceId", request.traceId());
    headers("requestHeaders", request.requestHeaders(), json);
    headers("responseHeaders", request.responseHeaders(), json);
    body("requestBody", request.requestBody(), json);
    body("responseBody", request.responseBody(), json);
    Failure failure = request.exception();
    if (failure != null) {
      json.name("exception").beginObject().member("type", failure.type());
      json.member("message", failure.message()).optional("stacktrace", failure.stacktrace());
      json.endObject();
    }
    if (!request.logs().isEmpty()) {
      json.name("logs").beginArray();
      for (LogLine line : request.logs()) {
        json.beginObject().member("micros", line.epochMicros()).member("level", line.level());
        json.member("message", line.message()).optional("logger", line.logger()).endObject();
      }
      json.endArray();
    }
  }

  private static void headers(String name, List<Header> headers, JsonWriter json) {
    if (headers.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    for (Header header : headers) {
      json.beginArray().value(header.name()).value(header.value()).endArray();
    }
    json.endArray();
  }

  private static void body(String name, Body body, JsonWriter json) {
    if (body.state() == BodyState.NONE) {
      return;
    }
    json.name(name).beginObject();
    json.member("state", body.state().name().toLowerCase(Locale.ROOT));
    json.optional("text", body.text()).endObject();
  }
}

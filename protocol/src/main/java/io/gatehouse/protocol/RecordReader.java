// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import io.gatehouse.protocol.WireRecord.Consumer;
import io.gatehouse.protocol.WireRecord.Endpoint;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one record line. */
final class RecordReader {

  private static final int MAX_HISTOGRAM_ITEMS = 8_192;

  private RecordReader() {}

  /** The record; null when its kind is unknown. The member {@code type} comes first. */
  static @Nullable WireRecord read(JsonReader json) throws ProtocolException {
    json.beginObject();
    if (!json.nextMember() || !json.text().equals("type")) {
      throw json.error("type is not the first member");
    }
    WireRecord wireRecord =
        switch (json.readString()) {
          case "rollup" -> rollup(json);
          case "error" -> error(json);
          case "request" -> RequestReader.read(json);
          case "consumer" -> consumer(json);
          case "endpoint" -> endpoint(json);
          default -> unknown(json);
        };
    json.next();
    return wireRecord;
  }

  private static @Nullable WireRecord unknown(JsonReader json) throws ProtocolException {
    while (json.nextMember()) {
      json.skipValue();
    }
    return null;
  }

  private static Rollup rollup(JsonReader json) throws ProtocolException {
    long minute = -1;
    String method = null;
    String route = "";
    int status = 0;
    String consumer = null;
    String key = null;
    String refusal = null;
    long requests = 0;
    long failed = 0;
    long aborted = 0;
    long durationMicros = 0;
    Histogram durations = Histogram.EMPTY;
    long requestBytes = 0;
    Histogram requestSizes = Histogram.EMPTY;
    long responseBytes = 0;
    Histogram responseSizes = Histogram.EMPTY;
    while (json.nextMember()) {
      switch (json.text()) {
        case "minute" -> minute = json.readLong();
        case "method" -> method = json.readString();
        case "route" -> route = json.readString();
        case "status" -> status = json.readInt();
        case "consumer" -> consumer = json.readString();
        case "key" -> key = json.readString();
        case "refusal" -> refusal = json.readString();
        case "requests" -> requests = json.readLong();
        case "failed" -> failed = json.readLong();
        case "aborted" -> aborted = json.readLong();
        case "durationMicros" -> durationMicros = json.readLong();
        case "durations" -> durations = histogram(json);
        case "requestBytes" -> requestBytes = json.readLong();
        case "requestSizes" -> requestSizes = histogram(json);
        case "responseBytes" -> responseBytes = json.readLong();
        case "responseSizes" -> responseSizes = histogram(json);
        default -> json.skipValue();
      }
    }
    if (minute < 0 || method == null || requests < 1) {
      throw json.error("a rollup needs minute, method and requests");
    }
    return new Rollup(
        minute,
        method,
        route,
        status,
        consumer,
        key,
        refusal,
        requests,
        failed,
        aborted,
        durationMicros,
        durations,
        requestBytes,
        requestSizes,
        responseBytes,
        responseSizes);
  }

  private static Histogram histogram(JsonReader json) throws ProtocolException {
    int[] buckets = new int[16];
    long[] counts = new long[16];
    int size = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (size == buckets.length) {
        if (size > MAX_HISTOGRAM_ITEMS) {
          throw json.error("too many buckets");
        }
        buckets = Arrays.copyOf(buckets, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
      }
      buckets[size] = json.readInt();
      counts[size++] = json.readLong();
    }
    return Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }

  private static ErrorRollup error(JsonReader json) throws ProtocolException {
    long minute = -1;
    String method = null;
    String route = "";
    String consumer = null;
    boolean handled = false;
    long fingerprint = 0;
    String errorType = "";
    String message = "";
    String stacktrace = null;
    long count = 0;
    while (json.nextMember()) {
      switch (json.text()) {
        case "minute" -> minute = json.readLong();
        case "method" -> method = json.readString();
        case "route" -> route = json.readString();
        case "consumer" -> consumer = json.readString();
        case "handled" -> handled = json.readBoolean();
        case "fingerprint" -> fingerprint = Long.parseUnsignedLong(json.readString(), 16);
        case "errorType" -> errorType = json.readString();
        case "message" -> message = json.readString();
        case "stacktrace" -> stacktrace = json.readString();
        case "count" -> count = json.readLong();
        default -> json.skipValue();
      }
    }
    if (minute < 0 || method == null || count < 1) {
      throw json.error("an error needs minute, method and count");
    }
    return new ErrorRollup(
        minute,
        method,
        route,
        consumer,
        handled,
        fingerprint,
        errorType,
        message,
        stacktrace,
        count);
  }

  private static Consumer consumer(JsonReader json) throws ProtocolException {
    String id = "";
    String name = null;
    String group = null;
    Map<String, String> attributes = new LinkedHashMap<>();
    while (json.nextMember()) {
      switch (json.text()) {
        case "id" -> id = json.readString();
        case "name" -> name = json.readString();
        case "group" -> group = json.readString();
        case "attributes" -> {
          json.beginObject();
          while (json.nextMember()) {
            String key = json.text();
            attributes.put(key, json.readString());
          }
        }
        default -> json.skipValue();
      }
    }
    if (id.isEmpty()) {
      throw json.error("a consumer needs id");
    }
    return new Consumer(id, name, group, attributes);
  }

  private static Endpoint endpoint(JsonReader json) throws ProtocolException {
    String method = null;
    String route = null;
    while (json.nextMember()) {
      switch (json.text()) {
        case "method" -> method = json.readString();
        case "route" -> route = json.readString();
        default -> json.skipValue();
      }
    }
    if (method == null || route == null) {
      throw json.error("an endpoint needs method and route");
    }
    return new Endpoint(method, route);
  }
}

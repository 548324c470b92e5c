// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.FieldOrder;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code requests}. A row that cannot be right is left out and counted. */
final class RequestRows {

  /** No process answers more requests between two syncs; also keeps sums within 63 bits. */
  private static final long MAX_COUNT = 1_000_000_000L;

  private static final long MAX_BYTES = 1L << 53;
  private static final int ABSENT = -1;
  private static final int NULL = -2;
  private static final int INVALID = -3;

  private final Corrections corrections;
  private final BinHistogram durations = new BinHistogram(BinScale.RESPONSE_TIMES);
  private final BinHistogram requestSizes = new BinHistogram(BinScale.SIZES);
  private final BinHistogram responseSizes = new BinHistogram(BinScale.SIZES);
  private final List<Rollup> rows = new ArrayList<>();
  private final FieldOrder names = new FieldOrder();

  private @Nullable String consumer;
  private @Nullable String method;
  private @Nullable String path;
  private @Nullable String lastConsumer;
  private @Nullable String lastMethod;
  private @Nullable String lastPath;
  private int status;
  private long count;
  private long requestBytes;
  private long responseBytes;
  private long expectedMinute;

  RequestRows(Corrections corrections) {
    this.corrections = corrections;
  }

  int size() {
    return rows.size();
  }

  /** The minute that rows most likely belong to; spares a copy of each when it is right. */
  void expectMinute(long minute) {
    if (rows.isEmpty()) {
      expectedMinute = minute;
    }
  }

  /** The rows read, as of this minute. */
  List<Rollup> toRollups(long minute) {
    if (minute != expectedMinute) {
      rows.replaceAll(row -> row.at(minute));
    }
    return rows;
  }

  void row(JsonParser parser) throws IOException {
    lastConsumer = consumer == null ? lastConsumer : consumer;
    lastMethod = method == null ? lastMethod : method;
    lastPath = path == null ? lastPath : path;
    consumer = null;
    method = null;
    path = null;
    status = ABSENT;
    count = 0;
    requestBytes = 0;
    responseBytes = 0;
    boolean sound = true;
    for (String name = names.next(parser); name != null; name = names.next(parser)) {
      parser.nextToken();
      sound &= field(name, parser);
    }
    names.endOfObject();
    if (sound && isComplete()) {
      rows.add(finish());
    }
    durations.clear();
    requestSizes.clear();
    responseSizes.clear();
  }

  private boolean field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "consumer" -> consumer = Json.text(parser, lastConsumer);
      case "method" -> method = Json.text(parser, lastMethod);
      case "path" -> path = Json.text(parser, lastPath);
      case "status_code" -> status = readStatus(parser);
      case "request_count" -> count = Json.integer(parser, 0);
      case "request_size_sum" -> requestBytes = bytes(parser);
      case "response_size_sum" -> responseBytes = bytes(parser);
      case "response_times" -> {
        return bins(parser, durations);
      }
      case "request_sizes" -> {
        return bins(parser, requestSizes);
      }
      case "response_sizes" -> {
        return bins(parser, responseSizes);
      }
      default -> parser.skipChildren();
    }
    return true;
  }

  private static int readStatus(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return NULL;
    }
    long value = Json.integer(parser, INVALID);
    return value >= 0 && value <= 999 ? (int) value : INVALID;
  }

  /** Null, unknown (−1) and nonsense are all "not known", which adds nothing to a sum. */
  private static long bytes(JsonParser parser) throws IOException {
    long value = Json.integer(parser, 0);
    return value > 0 && value <= MAX_BYTES ? value : 0;
  }

  private boolean bins(JsonParser parser, BinHistogram target) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      boolean nothing = parser.currentToken() == JsonToken.VALUE_NULL;
      parser.skipChildren();
      return nothing || reject("bins-invalid");
    }
    boolean sound = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      long bin = binOf(parser.currentName());
      parser.nextToken();
      long times = Json.integer(parser, -1);
      if (bin < 0 || times < 0 || times > MAX_COUNT || target.total() + times > MAX_COUNT) {
        sound = sound && reject("bins-invalid");
      } else if (times > 0 && !target.add(bin, times)) {
        correct("bin-clamped");
      }
    }
    return sound;
  }

  /** Decimal digits; −1 for anything else. */
  private static long binOf(String key) {
    if (key.isEmpty() || key.length() > 15) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < key.length(); i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private boolean isComplete() {
    if (status == NULL) {
      // JS: a '|' in a consumer or path shifts the fields of the row by one.
      return reject("sdk-key-collision");
    }
    if (status < 0) {
      return reject(status == ABSENT ? "status-missing" : "status-invalid");
    }
    if (method == null) {
      return reject("method-missing");
    }
    if (count <= 0 || count > MAX_COUNT) {
      count = durations.total();
      if (count == 0) {
        return reject("count-invalid");
      }
      correct("count-from-bins");
    }
    return true;
  }

  private Rollup finish() {
    if (durations.total() != count) {
      correct("count-differs-from-bins");
    }
    long micros = durations.sum();
    return new Rollup(
        expectedMinute,
        Normalise.method(method),
        Routes.of(path, status, corrections),
        status,
        Normalise.consumer(consumer, corrections),
        count,
        durations.take(),
        micros,
        requestBytes,
        requestSizes.take(),
        responseBytes,
        responseSizes.take());
  }

  /** Always false. */
  private boolean reject(String reason) {
    if (!corrections.again(reason)) {
      corrections.rejected(reason, reason.equals("sdk-key-collision") ? collision() : hint());
    }
    return false;
  }

  private void correct(String reason) {
    if (!corrections.again(reason)) {
      corrections.corrected(reason, hint());
    }
  }

  private String collision() {
    return "a consumer or path contains '|', which the SDK cannot count: consumer \"%s\", path \"%s\""
        .formatted(consumer, path);
  }

  private String hint() {
    return method + " " + path;
  }
}

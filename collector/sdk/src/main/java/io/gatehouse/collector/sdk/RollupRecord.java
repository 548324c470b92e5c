// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.gatehouse.collector.decode.FieldOrder;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads records of type {@code rollup}, one after the other; used by one thread. */
final class RollupRecord {

  /** No process answers more requests in a minute; also keeps sums within 63 bits. */
  private static final long MAX_COUNT = 1_000_000_000L;

  private static final long MAX_SUM = 1L << 53;

  private static final int MAX_KEY_CHARS = 32;

  /** More than there are different buckets. */
  private static final int MAX_BUCKETS = 10_000;

  /** Of values from a billionth to beyond any that there is. */
  private static final int MAX_BUCKET = 4_000;

  private final Corrections corrections;
  private final FieldOrder names = new FieldOrder();

  private @Nullable String method;
  private @Nullable String route;
  private @Nullable String consumer;
  private @Nullable String key;
  private @Nullable String refusal;
  private @Nullable String lastMethod;
  private @Nullable String lastRoute;
  private @Nullable String lastConsumer;
  private long minute;
  private long status;
  private long requests;
  private long failed;
  private long aborted;
  private long durationMicros;
  private long requestBytes;
  private long responseBytes;
  private Histogram durations = Histogram.EMPTY;
  private Histogram requestSizes = Histogram.EMPTY;
  private Histogram responseSizes = Histogram.EMPTY;
  private boolean sound;

  private int[] buckets = new int[32];
  private long[] counts = new long[32];

  RollupRecord(Corrections corrections) {
    this.corrections = corrections;
  }

  private void clear() {
    lastMethod = method == null ? lastMethod : method;
    lastRoute = route == null ? lastRoute : route;
    lastConsumer = consumer == null ? lastConsumer : consumer;
    method = null;
    route = null;
    consumer = null;
    key = null;
    refusal = null;
    minute = -1;
    status = 0;
    requests = 0;
    failed = 0;
    aborted = 0;
    durationMicros = 0;
    requestBytes = 0;
    responseBytes = 0;
    durations = Histogram.EMPTY;
    requestSizes = Histogram.EMPTY;
    responseSizes = Histogram.EMPTY;
    sound = true;
  }

  /** The record, or null, counted, when it cannot be right; the parser stands behind its type. */
  @Nullable Rollup read(JsonParser parser) throws IOException {
    clear();
    for (String name = names.next(parser); name != null; name = names.next(parser)) {
      parser.nextToken();
      member(name, parser);
    }
    names.endOfObject();
    if (!sound || !isRight()) {
      return null;
    }
    return new Rollup(
        minute,
        Normalise.method(method),
        Records.route(route, corrections),
        (int) status,
        Normalise.consumer(consumer, corrections),
        requests,
        durations,
        durationMicros,
        requestBytes,
        requestSizes,
        responseBytes,
        responseSizes,
        failed,
        aborted,
        keyUse());
  }

  private @Nullable KeyUse keyUse() {
    String id = key == null ? "" : key;
    String why = refusal == null ? "" : refusal;
    return id.isEmpty() && why.isEmpty() ? null : new KeyUse(id, why);
  }

  private boolean isRight() {
    if (minute < 0) {
      return reject("minute-missing");
    }
    if (status < 0 || status > 999) {
      return reject("status-invalid");
    }
    if (requests < 1 || requests > MAX_COUNT) {
      return reject("requests-invalid");
    }
    if (failed < 0 || aborted < 0 || failed > requests - aborted) {
      return reject("endings-invalid");
    }
    if (isLong(key) || isLong(refusal)) {
      return reject("key-invalid");
    }
    boolean sums =
        isSum(durationMicros) && isSum(requestBytes) && isSum(responseBytes) && isCounted();
    return sums || reject("sum-invalid");
  }

  private static boolean isLong(@Nullable String text) {
    return text != null && text.length() > MAX_KEY_CHARS;
  }

  /** No histogram counts more than there were requests. */
  private boolean isCounted() {
    return durations.total() <= requests
        && requestSizes.total() <= requests
        && responseSizes.total() <= requests;
  }

  private static boolean isSum(long value) {
    return value >= 0 && value <= MAX_SUM;
  }

  private void member(String name, JsonParser value) throws IOException {
    switch (name) {
      case "minute" -> minute = Json.integer(value, -1);
      case "method" -> method = Json.text(value, lastMethod);
      case "route" -> route = Json.text(value, lastRoute);
      case "consumer" -> consumer = Json.text(value, lastConsumer);
      case "key" -> key = Json.text(value, key);
      case "refusal" -> refusal = Json.text(value, refusal);
      case "status" -> status = Json.integer(value, -1);
      case "requests" -> requests = Json.integer(value, -1);
      case "failed" -> failed = Json.integer(value, -1);
      case "aborted" -> aborted = Json.integer(value, -1);
      case "durationMicros" -> durationMicros = Json.integer(value, -1);
      case "requestBytes" -> requestBytes = Json.integer(value, -1);
      case "responseBytes" -> responseBytes = Json.integer(value, -1);
      case "durations" -> durations = histogram(value);
      case "requestSizes" -> requestSizes = histogram(value);
      case "responseSizes" -> responseSizes = histogram(value);
      default -> value.skipChildren();
    }
  }

  /** {@code [bucket, count, …]}, buckets ascending. */
  private Histogram histogram(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      sound = reject("histogram-invalid");
      return Histogram.EMPTY;
    }
    int size = 0;
    boolean ascending = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long bucket = Json.integer(parser, Long.MIN_VALUE);
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        ascending = false;
        break;
      }
      long count = Json.integer(parser, -1);
      if (size == MAX_BUCKETS) {
        throw new StreamConstraintsException("more than " + MAX_BUCKETS + " buckets");
      }
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
      }
      ascending &= count > 0 && count <= MAX_COUNT && isBucket(bucket);
      ascending &= size == 0 || bucket > buckets[size - 1];
      buckets[size] = (int) bucket;
      counts[size++] = count;
    }
    if (!ascending) {
      sound = sound && reject("histogram-invalid");
      return Histogram.EMPTY;
    }
    return size == 0
        ? Histogram.EMPTY
        : Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }

  private static boolean isBucket(long bucket) {
    return bucket == Histogram.ZERO_BUCKET || Math.abs(bucket) <= MAX_BUCKET;
  }

  /** Always false. */
  private boolean reject(String reason) {
    if (!corrections.again(reason)) {
      corrections.rejected(reason, "rollup of " + method + " " + route);
    }
    return false;
  }
}

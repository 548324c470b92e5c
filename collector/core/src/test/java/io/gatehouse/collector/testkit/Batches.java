// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Batches for tests. */
public final class Batches {

  public static final long NOW_MILLIS = 1_795_379_643_428L;
  public static final long MINUTE = NOW_MILLIS / 60_000;

  private static final String[] TEXTS = {
    "", "a", "GET", "/users/{id}", "grüße", "\uD83D\uDE80", "x".repeat(300)
  };

  private Batches() {}

  public static Batch.Builder of(int app) {
    return Batch.builder(app, "prod", NOW_MILLIS);
  }

  public static Rollup rollup(String method, String route, @Nullable String consumer, long count) {
    return new Rollup(
        MINUTE,
        method,
        route,
        200,
        consumer,
        count,
        Histogram.of(new int[] {400, 420}, new long[] {count, 1}),
        count * 5_000,
        0,
        Histogram.EMPTY,
        count * 500,
        Histogram.of(new int[] {286}, new long[] {count}));
  }

  /** One request log with this id and nothing else of interest. */
  public static RequestLog requestLog(UUID id) {
    return RequestLog.builder(
            id, NOW_MILLIS * 1000, "GET", "/users/{id}", "http://api.example.com/users/42")
        .status(200)
        .durationMicros(1500)
        .responseBytes(42)
        .build();
  }

  /** Any batch at all, with every part in it sooner or later. */
  public static Batch random(Random random) {
    return Batch.builder(random.nextInt(), text(random), random.nextLong() >> 20)
        .number(
            random.nextBoolean()
                ? null
                : new BatchNumber(
                    uuid(random), 1 + random.nextInt(9), 1L + random.nextInt(1 << 20), 1 << 21))
        .messageId(
            random.nextBoolean() ? new MessageId(random.nextLong(), random.nextLong()) : null)
        .instance(random.nextBoolean() ? instance(random) : null)
        .rollups(list(random, () -> rollup(random)))
        .errors(list(random, () -> error(random)))
        .source(pick(random, CountSource.values()))
        .requestLogs(list(random, () -> requestLog(random)))
        .spans(list(random, () -> new TraceSpan(text(random), span(random))))
        .logs(list(random, () -> traceLog(random)))
        .consumers(
            list(random, () -> new ConsumerReport(text(random), maybe(random), maybe(random))))
        .endpoints(list(random, () -> new EndpointReport(text(random), text(random))))
        .outcomes(
            list(
                random,
                () ->
                    new IngestOutcome(
                        pick(random, IngestOutcome.Kind.values()),
                        text(random),
                        text(random),
                        random.nextLong())))
        .build();
  }

  private static InstanceReport instance(Random random) {
    return new InstanceReport(
        uuid(random),
        random.nextBoolean(),
        maybe(random),
        Map.of(text(random), "1.0"),
        random.nextBoolean() ? random.nextLong() : null,
        random.nextBoolean() ? random.nextDouble() : null,
        random.nextBoolean() ? random.nextLong() : null,
        random.nextBoolean());
  }

  private static Rollup rollup(Random random) {
    return new Rollup(
        random.nextInt(),
        text(random),
        text(random),
        random.nextInt(1000),
        maybe(random),
        random.nextLong(),
        histogram(random),
        random.nextLong(),
        random.nextLong(),
        histogram(random),
        random.nextLong(),
        histogram(random),
        random.nextLong(),
        random.nextLong(),
        random.nextBoolean() ? new KeyUse(text(random), text(random)) : null);
  }

  private static Histogram histogram(Random random) {
    int size = random.nextInt(6);
    int[] buckets = new int[size];
    long[] counts = new long[size];
    int bucket = Histogram.ZERO_BUCKET;
    for (int i = 0; i < size; i++) {
      buckets[i] = bucket;
      bucket += 1 + random.nextInt(20_000);
      counts[i] = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
    }
    return Histogram.of(buckets, counts);
  }

  private static ErrorRollup error(Random random) {
    return new ErrorRollup(
        random.nextInt(),
        pick(random, ErrorKind.values()),
        text(random),
        text(random),
        maybe(random),
        random.nextLong(),
        text(random),
        text(random),
        maybe(random),
        maybe(random),
        random.nextLong(),
        random.nextBoolean() ? uuid(random) : null);
  }

  private static RequestLog requestLog(Random random) {
    return RequestLog.builder(
            uuid(random), random.nextLong(), text(random), text(random), text(random))
        .status(random.nextInt())
        .consumer(maybe(random))
        .key(random.nextBoolean() ? new KeyUse(text(random), text(random)) : null)
        .durationMicros(random.nextLong())
        .requestBytes(random.nextLong())
        .responseBytes(random.nextLong())
        .clientAddress(maybe(random))
        .traceId(maybe(random))
        .instance(random.nextBoolean() ? uuid(random) : null)
        .version(maybe(random))
        .requestHeaders(list(random, () -> new Header(text(random), text(random))))
        .responseHeaders(list(random, () -> new Header(text(random), text(random))))
        .requestBody(
            new Body(pick(random, Body.State.values()), maybe(random), random.nextBoolean()))
        .exception(exception(random))
        .logs(list(random, () -> logLine(random)))
        .spans(list(random, () -> span(random)))
        .corrected(text(random))
        .ending(pick(random, Ending.values()))
        .weight(random.nextDouble() * RequestLog.MAX_WEIGHT)
        .attributesJson(text(random))
        .build();
  }

  private static @Nullable ExceptionInfo exception(Random random) {
    return random.nextBoolean()
        ? new ExceptionInfo(text(random), text(random), maybe(random), maybe(random))
        : null;
  }

  private static LogLine logLine(Random random) {
    return new LogLine(
        random.nextLong(),
        text(random),
        text(random),
        maybe(random),
        maybe(random),
        random.nextBoolean() ? random.nextInt() : null);
  }

  private static Span span(Random random) {
    return new Span(
        text(random),
        maybe(random),
        text(random),
        text(random),
        random.nextLong(),
        random.nextLong(),
        text(random),
        text(random));
  }

  private static TraceLog traceLog(Random random) {
    return new TraceLog(
        new MessageId(random.nextLong(), random.nextLong()),
        text(random),
        maybe(random),
        logLine(random),
        exception(random));
  }

  private static <T> List<T> list(Random random, Supplier<T> element) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(element.get());
    }
    return all;
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static String text(Random random) {
    return pick(random, TEXTS);
  }

  private static @Nullable String maybe(Random random) {
    return random.nextBoolean() ? text(random) : null;
  }

  private static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Data for tests, small to write down. Time is counted from {@link #START}. */
public final class Data {

  /** A Monday, 00:00 UTC. */
  public static final long START = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond() / 60;

  public static final int APP = 7;
  public static final String PROD = "prod";

  private Data() {}

  /** {@code days} and {@code minutes} after the start. */
  public static long at(int days, int minutes) {
    return START + days * 1440L + minutes;
  }

  public static long millis(long epochMinute) {
    return epochMinute * 60_000;
  }

  public static Scope scope(long fromEpochMinute, long toEpochMinute) {
    return new Scope(APP, Set.of(), new TimeRange(fromEpochMinute, toEpochMinute), Filter.ALL);
  }

  /** A scope with a filter in its text form, which must be readable. */
  public static Scope scope(long fromEpochMinute, long toEpochMinute, String filter) {
    FilterParser.Parsed parsed = FilterParser.parse(filter);
    if (!parsed.problems().isEmpty()) {
      throw new IllegalArgumentException(parsed.problems().toString());
    }
    return new Scope(APP, Set.of(), new TimeRange(fromEpochMinute, toEpochMinute), parsed.filter());
  }

  public static Batch.Builder batch(long receivedEpochMinute) {
    return Batch.builder(APP, PROD, millis(receivedEpochMinute));
  }

  public static Batch batch(long receivedEpochMinute, Rollup... rollups) {
    return batch(receivedEpochMinute).rollups(List.of(rollups)).build();
  }

  public static MessageId message(long number) {
    return new MessageId(0x1234_5678_9abcL, number);
  }

  /** {@code requests} that took one duration each, with bodies of 10 and 100 bytes. */
  public static Rollup rollup(
      long epochMinute,
      String method,
      String route,
      int status,
      @Nullable String consumer,
      long requests,
      double durationMicros) {
    return rollup(
        epochMinute,
        method,
        route,
        status,
        consumer,
        Histogram.of(new int[] {Histogram.bucketOf(durationMicros)}, new long[] {requests}));
  }

  /** A rollup whose sums follow from its durations. */
  public static Rollup rollup(
      long epochMinute,
      String method,
      String route,
      int status,
      @Nullable String consumer,
      Histogram durations) {
    long requests = durations.total();
    long micros = 0;
    for (int i = 0; i < durations.size(); i++) {
      micros += (long) (Histogram.valueOf(durations.bucket(i)) * durations.count(i));
    }
    Histogram small = Histogram.of(new int[] {Histogram.bucketOf(10)}, new long[] {requests});
    Histogram large = Histogram.of(new int[] {Histogram.bucketOf(100)}, new long[] {requests});
    return new Rollup(
        epochMinute,
        method,
        route,
        status,
        consumer,
        requests,
        durations,
        micros,
        10 * requests,
        small,
        100 * requests,
        large);
  }

  public static ErrorRollup error(
      long epochMinute, String route, @Nullable String consumer, long fingerprint, long count) {
    return new ErrorRollup(
        epochMinute,
        ErrorKind.SERVER,
        "GET",
        route,
        consumer,
        fingerprint,
        "java.lang.IllegalStateException",
        "failed " + epochMinute,
        "at " + epochMinute,
        null,
        count);
  }

  public static InstanceReport instance(UUID id, boolean startup, String appVersion) {
    return new InstanceReport(
        id,
        startup,
        "java:servlet",
        Map.of("app", appVersion, "java", "17"),
        null,
        12.5,
        100_000_000L,
        true);
  }

  /** A request log with everything in it. */
  public static RequestLog requestLog(UUID id, long startEpochMicros, String url, int status) {
    return RequestLog.builder(id, startEpochMicros, "GET", "/orders/{id}", url)
        .status(status)
        .consumer("acme")
        .key(new KeyUse("0a1b2c3d4e5f", "scope"))
        .durationMicros(1_500)
        .responseBytes(2_048)
        .clientAddress("192.0.2.1")
        .traceId("0af7651916cd43dd8448eb211c80319c")
        .requestHeaders(
            List.of(new RequestLog.Header("Accept", "*/*"), new RequestLog.Header("accept", "é")))
        .responseHeaders(List.of(new RequestLog.Header("Content-Type", "application/json")))
        .responseBody(Body.ofText("{\"a\":\"\u2028\\\"}"))
        .exception(new RequestLog.ExceptionInfo("java.io.IOException", "gone", "at x\nat y", "abc"))
        .logs(List.of(new RequestLog.LogLine(startEpochMicros, "warn", "careful", "a.B", null, 12)))
        .spans(
            List.of(
                new RequestLog.Span(
                    "00f067aa0ba902b7",
                    null,
                    "SELECT",
                    "client",
                    startEpochMicros * 1000,
                    startEpochMicros * 1000 + 5,
                    "OK",
                    "{\"db\":\"x\"}")))
        .build();
  }

  /** The id of a request. */
  static UUID id(long number) {
    return new UUID(0x8000_0000_0000_4000L | number << 20, 0x8000_0000_0000_0000L | number);
  }
}

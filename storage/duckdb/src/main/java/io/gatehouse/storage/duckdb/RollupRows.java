// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rollups. A cell becomes one row per bucket of its durations, so that percentiles are plain
 * sums for any tier; its other sums stand in the first row. Requests without a bucket stand in a
 * row of their own ({@link Shape#NO_BUCKET}), so that all rows of a cell add up to its requests.
 *
 * <p>What belongs to an hour that is closed goes to the coarser tiers in the same transaction.
 */
final class RollupRows {

  private final WriteSession session;
  private final Dictionaries dictionaries;
  private final TierState tiers;

  /** Sizes are known per endpoint, so rollups that differ in status or consumer share rows. */
  private final Map<Minute, MinuteSizes> sizes = new LinkedHashMap<>();

  /** Consecutive rows are mostly of one minute. */
  private @Nullable MinuteSizes latestSizes;

  private @Nullable RowAppender minutes;
  private @Nullable RowAppender late;
  private int firstLate = Integer.MAX_VALUE;

  RollupRows(WriteSession session) {
    this.session = session;
    this.dictionaries = session.memory().dictionaries();
    this.tiers = session.memory().tiers();
  }

  private record Minute(int app, int environment, int minute) {}

  /** Sizes of one minute by the number of the endpoint. */
  private static final class MinuteSizes {
    private final Minute minute;
    private final Map<Integer, SizeCounts> requests = new HashMap<>();
    private final Map<Integer, SizeCounts> responses = new HashMap<>();

    MinuteSizes(Minute minute) {
      this.minute = minute;
    }

    void add(int endpoint, Rollup rollup) {
      add(requests, endpoint, rollup.requestSizes());
      add(responses, endpoint, rollup.responseSizes());
    }

    private static void add(Map<Integer, SizeCounts> target, int endpoint, Histogram histogram) {
      if (histogram.size() > 0) {
        target.computeIfAbsent(endpoint, unused -> new SizeCounts()).add(histogram);
      }
    }

    void writeTo(RowAppender rows) throws SQLException {
      writeTo(rows, (short) 0, requests);
      writeTo(rows, (short) 1, responses);
    }

    private void writeTo(RowAppender rows, short direction, Map<Integer, SizeCounts> from)
        throws SQLException {
      for (Map.Entry<Integer, SizeCounts> entry : from.entrySet()) {
        SizeCounts counts = entry.getValue();
        for (int i = 0; i < counts.size(); i++) {
          rows.begin()
              .add(minute.app)
              .add(minute.environment)
              .add(minute.minute)
              .add(entry.getKey().intValue())
              .add(direction)
              .add(counts.bucket(i))
              .add(counts.count(i))
              .end();
        }
      }
    }
  }

  void add(int app, int environment, Rollup rollup) throws SQLException {
    int minute = (int) rollup.epochMinute();
    Endpoint endpoint =
        dictionaries.endpoint(app, environment, rollup.method(), rollup.route(), minute);
    dictionaries.seen(endpoint, minute);
    int consumer = Dictionaries.ANONYMOUS;
    String identifier = rollup.consumer();
    if (identifier != null && !identifier.isEmpty()) {
      Consumer entry = dictionaries.consumer(app, environment, identifier, minute);
      dictionaries.seen(entry, minute);
      consumer = entry.number;
    }
    if (minute >= tiers.minuteFloor()) {
      addRows(minuteAppender(), app, environment, endpoint.number, consumer, rollup);
    }
    if (minute < tiers.hourClosed()) {
      firstLate = Math.min(firstLate, minute);
      addRows(lateAppender(), app, environment, endpoint.number, consumer, rollup);
    }
    addSizes(app, environment, minute, endpoint.number, rollup);
  }

  private RowAppender minuteAppender() throws SQLException {
    RowAppender appender = minutes;
    if (appender == null) {
      appender = session.appender(Shape.FULL.table(Tier.MINUTE));
      minutes = appender;
    }
    return appender;
  }

  private RowAppender lateAppender() throws SQLException {
    RowAppender appender = late;
    if (appender == null) {
      appender = session.temporaryAppender("late_rollup");
      late = appender;
    }
    return appender;
  }

  private static void addRows(
      RowAppender rows, int app, int environment, int endpoint, int consumer, Rollup rollup)
      throws SQLException {
    Histogram durations = rollup.durations();
    long withoutBucket = rollup.requests();
    boolean first = true;
    for (int i = 0; i < durations.size(); i++) {
      long count = durations.count(i);
      withoutBucket -= count;
      begin(rows, app, environment, endpoint, consumer, rollup, (short) durations.bucket(i));
      addSums(rows, first ? rollup : null);
      rows.add(count).end();
      first = false;
    }
    if (withoutBucket != 0 || first) {
      begin(rows, app, environment, endpoint, consumer, rollup, Shape.NO_BUCKET);
      addSums(rows, first ? rollup : null);
      rows.add(withoutBucket).end();
    }
  }

  private static void begin(
      RowAppender rows,
      int app,
      int environment,
      int endpoint,
      int consumer,
      Rollup rollup,
      short bucket)
      throws SQLException {
    rows.begin()
        .add(app)
        .add(environment)
        .add((int) rollup.epochMinute())
        .add(endpoint)
        .add((short) rollup.status())
        .add(consumer)
        .add(bucket);
  }

  private static void addSums(RowAppender rows, @Nullable Rollup rollup) throws SQLException {
    rows.add(rollup == null ? 0L : rollup.durationMicros())
        .add(rollup == null ? 0L : rollup.requestBytes())
        .add(rollup == null ? 0L : rollup.responseBytes());
  }

  private void addSizes(int app, int environment, int minute, int endpoint, Rollup rollup) {
    if (rollup.requestSizes().size() == 0 && rollup.responseSizes().size() == 0) {
      return;
    }
    MinuteSizes target = latestSizes;
    if (target == null
        || target.minute.minute != minute
        || target.minute.environment != environment
        || target.minute.app != app) {
      target = sizes.computeIfAbsent(new Minute(app, environment, minute), MinuteSizes::new);
      latestSizes = target;
    }
    target.add(endpoint, rollup);
  }

  /** Writes the sizes, and carries what came late into the coarser tiers. */
  void finish() throws SQLException {
    for (MinuteSizes known : sizes.values()) {
      int minute = known.minute.minute;
      if (minute >= tiers.minuteFloor()) {
        known.writeTo(session.appender(Shape.SIZE.table(Tier.MINUTE)));
      }
      if (minute < tiers.hourClosed()) {
        known.writeTo(session.temporaryAppender("late_size"));
      }
    }
    if (firstLate < tiers.hourClosed()) {
      session.flush();
      LateRows.carry(session, tiers, firstLate);
    }
  }
}

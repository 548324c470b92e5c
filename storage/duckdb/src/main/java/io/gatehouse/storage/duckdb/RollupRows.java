// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import java.sql.SQLException;
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
  private final Map<SizeKey, Histogram> sizes = new LinkedHashMap<>();

  private @Nullable RowAppender minutes;
  private @Nullable RowAppender late;
  private int firstLate = Integer.MAX_VALUE;

  RollupRows(WriteSession session) {
    this.session = session;
    this.dictionaries = session.memory().dictionaries();
    this.tiers = session.memory().tiers();
  }

  private record SizeKey(int app, int environment, int minute, int endpoint, short direction) {}

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
    addSize(app, environment, minute, endpoint.number, (short) 0, rollup.requestSizes());
    addSize(app, environment, minute, endpoint.number, (short) 1, rollup.responseSizes());
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

  private void addSize(
      int app, int environment, int minute, int endpoint, short direction, Histogram histogram) {
    if (histogram.size() > 0) {
      sizes.merge(
          new SizeKey(app, environment, minute, endpoint, direction), histogram, Histogram::plus);
    }
  }

  /** Writes the sizes, and carries what came late into the coarser tiers. */
  void finish() throws SQLException {
    for (Map.Entry<SizeKey, Histogram> size : sizes.entrySet()) {
      int minute = size.getKey().minute;
      if (minute >= tiers.minuteFloor()) {
        addSizeRows(
            session.appender(Shape.SIZE.table(Tier.MINUTE)), size.getKey(), size.getValue());
      }
      if (minute < tiers.hourClosed()) {
        addSizeRows(session.temporaryAppender("late_size"), size.getKey(), size.getValue());
      }
    }
    if (firstLate < tiers.hourClosed()) {
      session.flush();
      LateRows.carry(session, tiers, firstLate);
    }
  }

  private static void addSizeRows(RowAppender rows, SizeKey key, Histogram histogram)
      throws SQLException {
    for (int i = 0; i < histogram.size(); i++) {
      rows.begin()
          .add(key.app)
          .add(key.environment)
          .add(key.minute)
          .add(key.endpoint)
          .add(key.direction)
          .add((short) histogram.bucket(i))
          .add(histogram.count(i))
          .end();
    }
  }
}

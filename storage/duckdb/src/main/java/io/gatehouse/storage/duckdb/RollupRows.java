// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog.Ending;
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
  private final UsageRows usage;

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
    this.usage = new UsageRows(session);
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

    void add(int endpoint, Rollup rollup, int sign) {
      add(requests, endpoint, rollup.requestSizes(), sign);
      add(responses, endpoint, rollup.responseSizes(), sign);
    }

    private static void add(
        Map<Integer, SizeCounts> target, int endpoint, Histogram histogram, int sign) {
      if (histogram.size() > 0) {
        target.computeIfAbsent(endpoint, unused -> new SizeCounts()).add(histogram, sign);
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

  /**
   * @param version number of the app's version
   */
  void add(int app, int environment, int version, Rollup rollup) throws SQLException {
    add(app, environment, version, rollup, 1);
  }

  /** Takes back what was added before; that was without API keys. */
  void subtract(int app, int environment, Rollup rollup) throws SQLException {
    add(app, environment, AppVersions.UNKNOWN, rollup, -1);
  }

  private void add(int app, int environment, int version, Rollup rollup, int sign)
      throws SQLException {
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
      addRows(minuteAppender(), app, environment, endpoint.number, consumer, rollup, sign);
    }
    if (minute < tiers.hourClosed()) {
      firstLate = Math.min(firstLate, minute);
      addRows(lateAppender(), app, environment, endpoint.number, consumer, rollup, sign);
    }
    addSizes(app, environment, minute, endpoint.number, rollup, sign);
    KeyUse key = rollup.key();
    if (key != null) {
      usage.add(app, environment, version, endpoint.number, consumer, rollup, key, sign);
    }
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
      RowAppender rows,
      int app,
      int environment,
      int endpoint,
      int consumer,
      Rollup rollup,
      int sign)
      throws SQLException {
    Histogram durations = rollup.durations();
    short status = StoredStatus.of(rollup.status(), Ending.COMPLETE);
    short failed = StoredStatus.of(rollup.status(), Ending.FAILED);
    short aborted = StoredStatus.of(rollup.status(), Ending.ABORTED);
    long withoutBucket = rollup.requests();
    boolean first = true;
    for (int i = 0; i < durations.size(); i++) {
      long count = durations.count(i);
      withoutBucket -= count;
      begin(rows, app, environment, endpoint, consumer, rollup, status);
      rows.add((short) durations.bucket(i));
      addSums(rows, first ? rollup : null, sign);
      rows.add(sign * count).end();
      first = false;
    }
    // What broke off is taken from the status and put to one of its own; durations stay.
    long moved = (failed == status ? 0 : rollup.failed()) + rollup.aborted();
    if (withoutBucket - moved != 0 || first) {
      begin(rows, app, environment, endpoint, consumer, rollup, status);
      rows.add(Shape.NO_BUCKET);
      addSums(rows, first ? rollup : null, sign);
      rows.add(sign * (withoutBucket - moved)).end();
    }
    if (failed != status && rollup.failed() != 0) {
      begin(rows, app, environment, endpoint, consumer, rollup, failed);
      rows.add(Shape.NO_BUCKET);
      addSums(rows, null, sign);
      rows.add(sign * rollup.failed()).end();
    }
    if (rollup.aborted() != 0) {
      begin(rows, app, environment, endpoint, consumer, rollup, aborted);
      rows.add(Shape.NO_BUCKET);
      addSums(rows, null, sign);
      rows.add(sign * rollup.aborted()).end();
    }
  }

  private static void begin(
      RowAppender rows,
      int app,
      int environment,
      int endpoint,
      int consumer,
      Rollup rollup,
      short status)
      throws SQLException {
    rows.begin()
        .add(app)
        .add(environment)
        .add((int) rollup.epochMinute())
        .add(endpoint)
        .add(status)
        .add(consumer);
  }

  private static void addSums(RowAppender rows, @Nullable Rollup rollup, int sign)
      throws SQLException {
    rows.add(rollup == null ? 0L : sign * rollup.durationMicros())
        .add(rollup == null ? 0L : sign * rollup.requestBytes())
        .add(rollup == null ? 0L : sign * rollup.responseBytes());
  }

  private void addSizes(
      int app, int environment, int minute, int endpoint, Rollup rollup, int sign) {
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
    target.add(endpoint, rollup, sign);
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

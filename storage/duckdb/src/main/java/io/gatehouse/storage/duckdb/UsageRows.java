// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TimeRange;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calls by API key. {@code usage_minute} is the ledger: what was counted, in the transaction that
 * marks its batch as stored; rows of it are never changed. {@link UsageDays} sum up days that are
 * closed; what comes later for such a day is added to all of them. Rows of any are summed when they
 * are read, so that several may have the same key.
 */
final class UsageRows {

  static final String LEDGER = "usage_minute";

  private static final String COLUMNS =
      " (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute INTEGER NOT NULL, api_key"
          + " VARCHAR NOT NULL, endpoint INTEGER NOT NULL, consumer INTEGER NOT NULL, status"
          + " SMALLINT NOT NULL, refusal VARCHAR NOT NULL, requests BIGINT NOT NULL, failed BIGINT"
          + " NOT NULL, duration_micros BIGINT NOT NULL, request_bytes BIGINT NOT NULL,"
          + " response_bytes BIGINT NOT NULL)";

  /** As they were first; see {@link UsageDays#addMissing} and {@link #ADD_VERSION}. */
  static final List<String> CREATE_TABLES =
      List.of("CREATE TABLE " + LEDGER + COLUMNS, UsageDays.ALL.createTable());

  /** Calls that were counted before have none that is known. */
  static final List<String> ADD_VERSION =
      tables().stream()
          .map(
              table ->
                  "ALTER TABLE %s ADD COLUMN version INTEGER DEFAULT %d"
                      .formatted(table, AppVersions.UNKNOWN))
          .toList();

  private final WriteSession session;
  private final int dayClosed;

  UsageRows(WriteSession session) {
    this.session = session;
    this.dayClosed = session.memory().tiers().dayClosed();
  }

  /**
   * Adds requests that tell a key or why they were refused.
   *
   * @param version number of the app's version
   * @param sign −1 takes back what was added before
   */
  void add(
      int app,
      int environment,
      int version,
      int endpoint,
      int consumer,
      Rollup rollup,
      KeyUse key,
      int sign)
      throws SQLException {
    int minute = (int) rollup.epochMinute();
    RowAppender row = begin(LEDGER, app, environment, minute);
    row.add(key.id()).add(endpoint).add(consumer);
    end(row, version, rollup, key, sign);
    if (minute >= dayClosed) {
      return;
    }
    for (UsageDays days : UsageDays.values()) {
      row = begin(days.table, app, environment, Tier.DAY.floor(minute));
      if (days.has("api_key")) {
        row.add(key.id());
      }
      if (days.has("endpoint")) {
        row.add(endpoint);
      }
      if (days.has("consumer")) {
        row.add(consumer);
      }
      end(row, version, rollup, key, sign);
    }
  }

  private RowAppender begin(String table, int app, int environment, int minute)
      throws SQLException {
    return session.appender(table).begin().add(app).add(environment).add(minute);
  }

  private static void end(RowAppender row, int version, Rollup rollup, KeyUse key, int sign)
      throws SQLException {
    row.add((short) rollup.status())
        .add(key.refusal())
        .add(sign * rollup.requests())
        .add(sign * rollup.failed())
        .add(sign * rollup.durationMicros())
        .add(sign * rollup.requestBytes())
        .add(sign * rollup.responseBytes())
        .add(version)
        .end();
  }

  /** Sums up days that are closed from now on. */
  static void closeDays(WriteSession session, int from, int to) throws SQLException {
    if (from < to) {
      for (UsageDays days : UsageDays.values()) {
        session.execute(days.fill(LEDGER, from, to));
      }
    }
  }

  /** Deletes what is too old, of the ledger only what days have. */
  static void retain(WriteSession session, int ledgerFloor, int dayFloor) throws SQLException {
    session.execute("DELETE FROM " + LEDGER + " WHERE minute < " + ledgerFloor);
    for (UsageDays days : UsageDays.values()) {
      session.execute("DELETE FROM " + days.table + " WHERE minute < " + dayFloor);
    }
  }

  /** Tables that hold what an app sent. */
  static List<String> tables() {
    return Stream.concat(
            Stream.of(LEDGER), Arrays.stream(UsageDays.values()).map(days -> days.table))
        .toList();
  }

  /**
   * Rows of an app in a range: whole days from the sums, the rest from the ledger.
   *
   * @param days the sums
   * @param ledgerFloor the ledger begins here
   * @param daysEnd whole days from here on are read from the ledger, too
   */
  static Sql between(int app, TimeRange range, UsageDays days, int ledgerFloor, int daysEnd) {
    int from = (int) Math.max(0, range.fromEpochMinute());
    int to = (int) Math.max(from, range.toEpochMinute());
    int start = from < ledgerFloor ? Tier.DAY.floor(from) : from;
    int firstDay = Tier.DAY.ceil(start);
    int lastDay = Math.min(Tier.DAY.floor(to), daysEnd);
    if (firstDay >= lastDay) {
      return rows(LEDGER, days, app, start, to);
    }
    return rows(LEDGER, days, app, start, firstDay)
        .add(" UNION ALL ")
        .add(rows(days.table, days, app, firstDay, lastDay))
        .add(" UNION ALL ")
        .add(rows(LEDGER, days, app, lastDay, to));
  }

  private static Sql rows(String table, UsageDays days, int app, long from, long to) {
    return Sql.of(
        "SELECT %s FROM %s WHERE app = ? AND minute >= ? AND minute < ?"
            .formatted(days.columns(), table),
        app,
        from,
        to);
  }
}

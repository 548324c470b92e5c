// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TimeRange;
import java.sql.SQLException;
import java.util.List;

/**
 * Calls by API key. {@code usage_minute} is the ledger: what was counted, in the transaction that
 * marks its batch as stored; rows of it are never changed. {@code usage_day} sums up days that are
 * closed; what comes later for such a day is added to both. Rows of either are summed when they are
 * read, so that several may have the same key.
 */
final class UsageRows {

  static final String LEDGER = "usage_minute";
  static final String DAYS = "usage_day";

  /** Not summed. */
  private static final String KEYS = "api_key, endpoint, consumer, status, refusal";

  private static final String SUMS =
      "requests, failed, duration_micros, request_bytes, response_bytes";

  private static final String SUMMED =
      "sum(requests)::BIGINT, sum(failed)::BIGINT, sum(duration_micros)::BIGINT,"
          + " sum(request_bytes)::BIGINT, sum(response_bytes)::BIGINT";

  private static final String COLUMNS =
      " (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute INTEGER NOT NULL, api_key"
          + " VARCHAR NOT NULL, endpoint INTEGER NOT NULL, consumer INTEGER NOT NULL, status"
          + " SMALLINT NOT NULL, refusal VARCHAR NOT NULL, requests BIGINT NOT NULL, failed BIGINT"
          + " NOT NULL, duration_micros BIGINT NOT NULL, request_bytes BIGINT NOT NULL,"
          + " response_bytes BIGINT NOT NULL)";

  static final List<String> CREATE_TABLES =
      List.of("CREATE TABLE " + LEDGER + COLUMNS, "CREATE TABLE " + DAYS + COLUMNS);

  private final WriteSession session;
  private final int dayClosed;

  UsageRows(WriteSession session) {
    this.session = session;
    this.dayClosed = session.memory().tiers().dayClosed();
  }

  /**
   * Adds requests that tell a key or why they were refused.
   *
   * @param sign −1 takes back what was added before
   */
  void add(
      int app, int environment, int endpoint, int consumer, Rollup rollup, KeyUse key, int sign)
      throws SQLException {
    int minute = (int) rollup.epochMinute();
    add(LEDGER, minute, app, environment, endpoint, consumer, rollup, key, sign);
    if (minute < dayClosed) {
      add(DAYS, Tier.DAY.floor(minute), app, environment, endpoint, consumer, rollup, key, sign);
    }
  }

  private void add(
      String table,
      int minute,
      int app,
      int environment,
      int endpoint,
      int consumer,
      Rollup rollup,
      KeyUse key,
      int sign)
      throws SQLException {
    session
        .appender(table)
        .begin()
        .add(app)
        .add(environment)
        .add(minute)
        .add(key.id())
        .add(endpoint)
        .add(consumer)
        .add((short) rollup.status())
        .add(key.refusal())
        .add(sign * rollup.requests())
        .add(sign * rollup.failed())
        .add(sign * rollup.durationMicros())
        .add(sign * rollup.requestBytes())
        .add(sign * rollup.responseBytes())
        .end();
  }

  /** Sums up days that are closed from now on. */
  static void closeDays(WriteSession session, int from, int to) throws SQLException {
    if (from < to) {
      session.execute(
          ("INSERT INTO %s SELECT app, environment, minute // 1440 * 1440 AS day, %s, %s FROM %s"
                  + " WHERE minute >= %d AND minute < %d GROUP BY app, environment, day, %s"
                  + " ORDER BY app, day, api_key")
              .formatted(DAYS, KEYS, SUMMED, LEDGER, from, to, KEYS));
    }
  }

  /** Deletes what is too old, of the ledger only what days have. */
  static void retain(WriteSession session, int ledgerFloor, int dayFloor) throws SQLException {
    session.execute("DELETE FROM " + LEDGER + " WHERE minute < " + ledgerFloor);
    session.execute("DELETE FROM " + DAYS + " WHERE minute < " + dayFloor);
  }

  /**
   * Rows of an app in a range: whole days from the sums, the rest from the ledger.
   *
   * @param ledgerFloor the ledger begins here
   * @param daysEnd whole days from here on are read from the ledger, too
   */
  static Sql between(int app, TimeRange range, int ledgerFloor, int daysEnd) {
    int from = (int) Math.max(0, range.fromEpochMinute());
    int to = (int) Math.max(from, range.toEpochMinute());
    int start = from < ledgerFloor ? Tier.DAY.floor(from) : from;
    int firstDay = Tier.DAY.ceil(start);
    int lastDay = Math.min(Tier.DAY.floor(to), daysEnd);
    if (firstDay >= lastDay) {
      return rows(LEDGER, app, start, to);
    }
    return rows(LEDGER, app, start, firstDay)
        .add(" UNION ALL ")
        .add(rows(DAYS, app, firstDay, lastDay))
        .add(" UNION ALL ")
        .add(rows(LEDGER, app, lastDay, to));
  }

  private static Sql rows(String table, int app, long from, long to) {
    return Sql.of(
        "SELECT environment, minute, %s, %s FROM %s WHERE app = ? AND minute >= ? AND minute < ?"
            .formatted(KEYS, SUMS, table),
        app,
        from,
        to);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What checks of monitors came to, hour by hour. */
public final class CheckHours {

  private final Jdbi jdbi;

  CheckHours(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Checks of one monitor in one hour.
   *
   * @param hour since 1970
   * @param latencyMicros sum over the checks that were up
   * @param checks each by itself, in the form of whoever wrote them; empty = not kept any more
   */
  public record CheckHour(
      String monitor,
      long hour,
      int up,
      int down,
      int maintained,
      long latencyMicros,
      byte[] checks) {}

  /** Writes hours, in place of what was known of them; those of deleted monitors are left out. */
  public void save(Collection<CheckHour> hours) {
    if (hours.isEmpty()) {
      return;
    }
    call(
        jdbi,
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO monitor_hour (monitor, hour, up, down, maintained, latency_micros,"
                      + " checks) SELECT id, ?, ?, ?, ?, ?, ? FROM monitor WHERE id = ?"
                      + " ON CONFLICT (monitor, hour) DO UPDATE SET up = excluded.up,"
                      + " down = excluded.down, maintained = excluded.maintained,"
                      + " latency_micros = excluded.latency_micros, checks = excluded.checks");
          for (CheckHour hour : hours) {
            batch.add(
                hour.hour(),
                hour.up(),
                hour.down(),
                hour.maintained(),
                hour.latencyMicros(),
                hour.checks(),
                hour.monitor());
          }
          return batch.execute();
        });
  }

  /** Hours of a monitor with their checks, ascending. */
  public List<CheckHour> read(String monitor, long fromHour, long toHour) {
    return read(monitor, fromHour, toHour, "checks");
  }

  /** The same without the single checks. */
  public List<CheckHour> sums(String monitor, long fromHour, long toHour) {
    return read(monitor, fromHour, toHour, "NULL AS checks");
  }

  private List<CheckHour> read(String monitor, long fromHour, long toHour, String checks) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT monitor, hour, up, down, maintained, latency_micros, "
                        + checks
                        + " FROM monitor_hour WHERE monitor = ? AND hour >= ? AND hour < ?"
                        + " ORDER BY hour",
                    monitor,
                    fromHour,
                    toHour)
                .map((row, context) -> hour(row))
                .list());
  }

  /** Hours of all monitors of an app, with their checks, by monitor and ascending. */
  public List<CheckHour> ofApp(int app, long fromHour) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT h.monitor, hour, up, down, maintained, latency_micros, checks"
                        + " FROM monitor_hour h JOIN monitor m ON m.id = h.monitor"
                        + " WHERE m.app = ? AND hour >= ? ORDER BY h.monitor, hour",
                    app,
                    fromHour)
                .map((row, context) -> hour(row))
                .list());
  }

  /** Figures of each monitor of an app since an hour, as one. */
  public List<CheckHour> totals(int app, long fromHour) {
    return totals(app, fromHour, Long.MAX_VALUE);
  }

  /** The same up to an hour. */
  public List<CheckHour> totals(int app, long fromHour, long toHour) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT h.monitor, min(hour) AS hour, sum(up) AS up, sum(down) AS down,"
                        + " sum(maintained) AS maintained, sum(latency_micros) AS latency_micros,"
                        + " NULL AS checks FROM monitor_hour h JOIN monitor m ON m.id = h.monitor"
                        + " WHERE m.app = ? AND hour >= ? AND hour < ? GROUP BY h.monitor",
                    app,
                    fromHour,
                    toHour)
                .map((row, context) -> hour(row))
                .list());
  }

  /**
   * Checks of one monitor in one day.
   *
   * @param day since 1970, UTC
   * @param latencyMicros sum over the checks that were up
   */
  public record CheckDay(
      String monitor, long day, int up, int down, int maintained, long latencyMicros) {}

  /**
   * Days of the monitors on a status page, by monitor and ascending.
   *
   * @param page id
   */
  public List<CheckDay> daysOfPage(String page, long fromDay, long toDay) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT h.monitor, hour / 24 AS day, sum(up) AS up, sum(down) AS down,"
                        + " sum(maintained) AS maintained, sum(latency_micros) AS latency_micros"
                        + " FROM status_component c JOIN monitor_hour h ON h.monitor = c.monitor"
                        + " WHERE c.page = ? AND hour >= ? AND hour < ?"
                        + " GROUP BY h.monitor, hour / 24 ORDER BY h.monitor, day",
                    page,
                    fromDay * 24,
                    toDay * 24)
                .map(
                    (row, context) ->
                        new CheckDay(
                            row.getString("monitor"),
                            row.getLong("day"),
                            row.getInt("up"),
                            row.getInt("down"),
                            row.getInt("maintained"),
                            row.getLong("latency_micros")))
                .list());
  }

  private static CheckHour hour(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("checks");
    return new CheckHour(
        row.getString("monitor"),
        row.getLong("hour"),
        row.getInt("up"),
        row.getInt("down"),
        row.getInt("maintained"),
        row.getLong("latency_micros"),
        bytes == null ? new byte[0] : bytes);
  }

  /**
   * Forgets what is too old.
   *
   * @param checksBefore hour; older ones keep their figures only
   * @param before hour; nothing is left of older ones
   */
  public void prune(long checksBefore, long before) {
    call(
        jdbi,
        handle -> {
          handle.execute(
              "UPDATE monitor_hour SET checks = NULL WHERE hour < ? AND checks IS NOT NULL",
              checksBefore);
          handle.execute(
              "DELETE FROM monitor_incident WHERE ended_at > 0 AND ended_at < ?",
              before * 3_600_000L);
          return handle.execute("DELETE FROM monitor_hour WHERE hour < ?", before);
        });
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.UsageQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Questions to the ledger of calls by API key. */
final class DuckDbUsage implements UsageQueries {

  static final String SUMS =
      ("coalesce(sum(requests), 0)::BIGINT AS requests,"
              + " coalesce(sum(requests - failed) FILTER (WHERE %1$s AND status < 500), 0)::BIGINT"
              + " AS served,"
              + " coalesce(sum(CASE WHEN status >= 500 THEN requests ELSE failed END) FILTER (WHERE"
              + " %1$s), 0)::BIGINT AS server_errors,"
              + " coalesce(sum(requests) FILTER (WHERE refusal NOT IN ('', 'rate-limited')),"
              + " 0)::BIGINT AS refused,"
              + " coalesce(sum(requests) FILTER (WHERE refusal = 'rate-limited'), 0)::BIGINT AS"
              + " rate_limited,"
              + " coalesce(sum(requests - failed) FILTER (WHERE %1$s AND status BETWEEN 200 AND"
              + " 399), 0)::BIGINT AS billable,"
              + " coalesce(sum(duration_micros), 0)::BIGINT AS duration_micros,"
              + " coalesce(sum(request_bytes), 0)::BIGINT AS request_bytes,"
              + " coalesce(sum(response_bytes), 0)::BIGINT AS response_bytes")
          .formatted("refusal = ''");

  static final String SUM_NAMES =
      "requests, served, server_errors, refused, rate_limited, billable, duration_micros,"
          + " request_bytes, response_bytes";

  private final Database database;
  private final UsageExport exports;

  DuckDbUsage(Database database, UsageExport exports) {
    this.database = database;
    this.exports = exports;
  }

  @Override
  public List<UsageRow> usage(Selection selection, Set<By> by, int limit) {
    EnumSet<By> ordered = EnumSet.noneOf(By.class);
    ordered.addAll(by);
    return database.read(session -> usage(session, selection, ordered, limit));
  }

  private static List<UsageRow> usage(
      ReadSession session, Selection selection, EnumSet<By> by, int limit) throws SQLException {
    List<String> columns = new ArrayList<>();
    by.forEach(dimension -> columns.add(column(dimension)));
    String keys = String.join(", ", columns);
    Sql sql =
        Sql.of("WITH sums AS (SELECT " + (keys.isEmpty() ? "" : keys + ", ") + SUMS + " FROM (")
            .add(rows(session, selection, UsageDays.of(selection, by)))
            .add(") WHERE ")
            .add(condition(session, selection))
            .add(keys.isEmpty() ? "" : " GROUP BY " + keys)
            .add(") SELECT " + names(by) + ", " + SUM_NAMES + " FROM sums");
    if (by.contains(By.CONSUMER)) {
      sql.add(
          " LEFT JOIN (SELECT number, identifier FROM consumer WHERE app = ?) AS c ON c.number ="
              + " sums.consumer",
          selection.app());
    }
    if (by.contains(By.ENDPOINT)) {
      sql.add(
          " LEFT JOIN (SELECT number, method, route FROM endpoint WHERE app = ?) AS e ON e.number ="
              + " sums.endpoint",
          selection.app());
    }
    if (by.contains(By.VERSION)) {
      sql.add(
          " LEFT JOIN (SELECT number, name FROM app_version WHERE app = ?) AS v ON v.number ="
              + " sums.version",
          selection.app());
    }
    sql.add(" ORDER BY requests DESC, 1, 2, 3, 4, 5, 6 LIMIT ?", limit);
    return session.list(sql, row -> row(row, by));
  }

  static String column(By dimension) {
    return switch (dimension) {
      case KEY -> "api_key";
      case CONSUMER -> "consumer";
      case ENDPOINT -> "endpoint";
      case REFUSAL -> "refusal";
      case VERSION -> "version";
    };
  }

  @Override
  public void perConsumer(Selection selection, BiConsumer<String, List<UsageRow>> each) {
    ConsumerUsage question = new ConsumerUsage(selection);
    if (selection.consumer() != null) {
      database.read(session -> question.ask(session, each));
      return;
    }
    // Of all consumers it may take longer than a page may wait.
    database.beside(
        connection -> {
          ReadSession session = new ReadSession(connection, UsageExport.LONGEST.toNanos());
          session.begin();
          try {
            return question.ask(session, each);
          } catch (SQLException e) {
            throw Failures.onRead(e);
          } finally {
            session.end();
          }
        });
  }

  @Override
  public long minutesSince(int app) {
    return database.read(session -> (long) session.app(app).tiers().hourFloor());
  }

  private static String names(EnumSet<By> by) {
    return String.join(
        ", ",
        by.contains(By.KEY) ? "api_key AS k1" : "NULL AS k1",
        by.contains(By.CONSUMER) ? "coalesce(identifier, '') AS k2" : "NULL AS k2",
        by.contains(By.ENDPOINT) ? "method AS k3, route AS k4" : "NULL AS k3, NULL AS k4",
        by.contains(By.REFUSAL) ? "refusal AS k5" : "NULL AS k5",
        by.contains(By.VERSION) ? "coalesce(v.name, '') AS k6" : "NULL AS k6");
  }

  private static UsageRow row(ResultSet row, EnumSet<By> by) throws SQLException {
    return new UsageRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        by.contains(By.REFUSAL) ? row.getString(5) : null,
        row.getString(6),
        sums(row, 7));
  }

  @Override
  public StoredFile export(
      Selection selection, Set<By> by, @Nullable Per per, List<KeyFacts> keys, FileFormat format) {
    EnumSet<By> ordered = EnumSet.noneOf(By.class);
    ordered.addAll(by);
    return exports.write(selection, ordered, per, keys, format);
  }

  @Override
  public List<UsageBar> series(Selection selection, Buckets buckets) {
    Bars bars = Bars.of(buckets, selection.range());
    return database.read(
        session -> {
          TierState tiers = session.app(selection.app()).tiers();
          // Bars shorter than a day need minutes, where there are some.
          int daysEnd = bars.coarsest() == Tier.DAY ? tiers.dayClosed() : tiers.hourFloor();
          Sql sql =
              Sql.of("SELECT %s AS bar, ".formatted(bars.key("minute")) + SUMS + " FROM (")
                  .add(rows(session, selection, UsageDays.of(selection, Set.of()), daysEnd))
                  .add(") WHERE ")
                  .add(condition(session, selection))
                  .add(" GROUP BY bar ORDER BY bar");
          return session.list(sql, row -> new UsageBar(bars.start(row.getLong(1)), sums(row, 2)));
        });
  }

  @Override
  public List<LastUse> lastUses(int app, Set<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.read(
        session -> {
          int floor = session.app(app).tiers().hourFloor();
          Sql sql =
              Sql.of("SELECT api_key, min(first), max(last), sum(n)::BIGINT FROM (")
                  .add(uses("api_key", app, UsageRows.LEDGER, keys))
                  .add(" GROUP BY api_key UNION ALL ")
                  .add(uses("api_key", app, UsageDays.BY_KEY.table, keys))
                  .add(" AND minute < ? GROUP BY api_key", floor)
                  .add(") GROUP BY api_key ORDER BY api_key");
          return session.list(
              sql,
              row -> new LastUse(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        });
  }

  @Override
  public List<RouteUse> routeUses(int app, Set<String> keys, int limit) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.read(
        session -> {
          int floor = session.app(app).tiers().hourFloor();
          Sql sql =
              Sql.of("SELECT method, route, min(first), max(last), sum(n)::BIGINT FROM (")
                  .add(uses("endpoint", app, UsageRows.LEDGER, keys))
                  .add(" GROUP BY endpoint UNION ALL ")
                  .add(uses("endpoint", app, UsageDays.ALL.table, keys))
                  .add(" AND minute < ? GROUP BY endpoint", floor)
                  .add(
                      ") AS used JOIN endpoint AS e ON e.app = ? AND e.number = used.endpoint"
                          + " GROUP BY method, route ORDER BY 4 DESC, 2, 1 LIMIT ?",
                      app,
                      limit);
          return session.list(
              sql,
              row ->
                  new RouteUse(
                      row.getString(1),
                      row.getString(2),
                      row.getLong(3),
                      row.getLong(4),
                      row.getLong(5)));
        });
  }

  private static Sql uses(String per, int app, String table, Set<String> keys) {
    return Sql.of(
            "SELECT "
                + per
                + ", min(minute) AS first, max(minute) AS last, sum(requests) AS n FROM "
                + table
                + " WHERE app = ? AND api_key IN ",
            app)
        .addList(keys);
  }

  /** All rows of the selection's range. */
  static Sql rows(ReadSession session, Selection selection, UsageDays days) throws SQLException {
    return rows(session, selection, days, session.app(selection.app()).tiers().dayClosed());
  }

  /**
   * The same, with minutes where there are some.
   *
   * @param daysEnd whole days from here on are told by minutes
   */
  static Sql rows(ReadSession session, Selection selection, UsageDays days, int daysEnd)
      throws SQLException {
    return UsageRows.between(
        selection.app(),
        selection.range(),
        days,
        session.app(selection.app()).tiers().hourFloor(),
        daysEnd);
  }

  static Sql condition(ReadSession session, Selection selection) throws SQLException {
    Sql condition = session.app(selection.app()).environmentCondition(selection.environments());
    if (!selection.keys().isEmpty()) {
      condition.add(" AND api_key IN ").addList(selection.keys());
    }
    if (selection.consumer() != null) {
      condition.add(
          " AND consumer IN (SELECT number FROM consumer WHERE app = ? AND identifier = ?)",
          selection.app(),
          selection.consumer());
    }
    return condition;
  }

  static Sums sums(ResultSet row, int first) throws SQLException {
    return new Sums(
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        row.getLong(first + 6),
        row.getLong(first + 7),
        row.getLong(first + 8));
  }
}

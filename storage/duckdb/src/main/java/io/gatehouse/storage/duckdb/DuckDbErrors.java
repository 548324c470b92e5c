// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries;
import io.gatehouse.storage.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Error groups. Of the filter, the terms about endpoints and consumers apply; the status does not,
 * because errors are counted apart from responses.
 */
final class DuckDbErrors implements ErrorQueries {

  private static final String GROUP_COLUMNS =
      "g.id, g.kind, e.method, e.route, g.type, g.message, g.stacktrace, g.field,"
          + " coalesce(n, 0), coalesce(consumers, 0), g.first_minute, g.last_minute";

  private final Database database;

  DuckDbErrors(Database database) {
    this.database = database;
  }

  @Override
  public List<ErrorGroupRow> groups(Scope scope, ErrorKind kind, int limit) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "SELECT "
                          + GROUP_COLUMNS
                          + " FROM error_group g JOIN endpoint e ON e.app = g.app"
                          + " AND e.number = g.endpoint JOIN (")
                  .add(counts(session, scope))
                  .add(
                      ") ON error_group = g.id WHERE g.app = ? AND g.kind = ?",
                      scope.app(),
                      kind.name())
                  .add(" ORDER BY n DESC, g.id LIMIT ?", limit);
          return session.list(sql, DuckDbErrors::group);
        });
  }

  @Override
  public Optional<ErrorGroupRow> find(Scope scope, int id) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "SELECT "
                          + GROUP_COLUMNS
                          + " FROM error_group g JOIN endpoint e ON e.app = g.app"
                          + " AND e.number = g.endpoint LEFT JOIN (")
                  .add(counts(session, scope))
                  .add(") ON error_group = g.id WHERE g.app = ? AND g.id = ?", scope.app(), id);
          return session.first(sql, DuckDbErrors::group);
        });
  }

  private static Sql counts(ReadSession session, Scope scope) throws SQLException {
    return Sql.of(
            "SELECT error_group, sum(requests)::BIGINT AS n, count(DISTINCT consumer)"
                + " FILTER (WHERE consumer <> 0) AS consumers FROM ")
        .add(rows(session, scope))
        .add(" GROUP BY error_group");
  }

  /** The errors of the scope. */
  private static Sql rows(ReadSession session, Scope scope) throws SQLException {
    return Sql.of(
            "(SELECT minute, error_group, consumer, requests FROM (SELECT m.minute, m.environment,"
                + " m.error_group, m.consumer, m.requests, g.endpoint FROM error_minute m"
                + " JOIN error_group g ON g.id = m.error_group"
                + " WHERE m.app = ? AND m.minute >= ? AND m.minute < ?) AS errors WHERE ",
            scope.app(),
            scope.range().fromEpochMinute(),
            scope.range().toEpochMinute())
        .add(RollupFilter.withoutStatus(session, scope).condition())
        .add(")");
  }

  @Override
  public List<StatusRow> statuses(Scope scope, int fromStatus, int toStatus, int limit) {
    return database.read(
        session -> {
          RollupFilter filter = RollupFilter.of(session, scope).andStatus(fromStatus, toStatus);
          Sql sql =
              Sql.of(
                      "WITH counts AS (SELECT endpoint, status, sum(requests)::BIGINT AS n,"
                          + " min(first_minute) AS first_seen, max(last_minute) AS last_seen FROM ")
                  .add(
                      Rows.summed(
                          session,
                          scope,
                          filter,
                          Tier.DAY,
                          "0",
                          Column.ENDPOINT,
                          Column.STATUS,
                          Column.SEEN))
                  .add(
                      " GROUP BY ALL HAVING n > 0 ORDER BY n DESC, endpoint, status LIMIT ?", limit)
                  .add(
                      "), reach AS (SELECT endpoint, status, count(DISTINCT consumer) FILTER (WHERE"
                          + " consumer <> 0) AS consumers FROM ")
                  .add(
                      Rows.of(
                          session,
                          scope,
                          filter,
                          Tier.DAY,
                          Column.ENDPOINT,
                          Column.STATUS,
                          Column.CONSUMER))
                  .add(
                      " GROUP BY ALL) SELECT e.id, e.method, e.route, status, n,"
                          + " coalesce(consumers, 0), first_seen, last_seen FROM counts JOIN"
                          + " endpoint e ON e.app = ? AND e.number = counts.endpoint LEFT JOIN"
                          + " reach USING (endpoint, status) ORDER BY n DESC, e.number, status",
                      scope.app());
          return session.list(sql, DuckDbErrors::status);
        });
  }

  @Override
  public List<ErrorBar> series(Scope scope, int id, Buckets buckets) {
    return database.read(
        session -> {
          Bars bars = Bars.of(buckets, scope.range());
          Sql sql =
              Sql.of("SELECT " + bars.key("minute") + " AS bar, sum(requests)::BIGINT FROM ")
                  .add(rows(session, scope))
                  .add(" WHERE error_group = ? GROUP BY bar ORDER BY bar", id);
          return session.list(sql, row -> new ErrorBar(bars.start(row.getLong(1)), row.getLong(2)));
        });
  }

  @Override
  public List<ErrorConsumer> consumers(Scope scope, int id, int limit) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "SELECT c.identifier, c.name, n FROM (SELECT consumer,"
                          + " sum(requests)::BIGINT AS n FROM ")
                  .add(rows(session, scope))
                  .add(
                      " WHERE error_group = ? AND consumer <> 0 GROUP BY consumer) JOIN consumer c"
                          + " ON c.app = ? AND c.number = consumer"
                          + " ORDER BY n DESC, c.identifier LIMIT ?",
                      id,
                      scope.app(),
                      limit);
          return session.list(
              sql, row -> new ErrorConsumer(row.getString(1), row.getString(2), row.getLong(3)));
        });
  }

  private static ErrorGroupRow group(ResultSet row) throws SQLException {
    return new ErrorGroupRow(
        row.getInt(1),
        ErrorKind.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12));
  }

  private static StatusRow status(ResultSet row) throws SQLException {
    return new StatusRow(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }
}

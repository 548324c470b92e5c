// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceQueries;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reporting processes, from their signs of life. */
final class DuckDbInstances implements InstanceQueries {

  private static final long MILLIS_PER_MINUTE = 60_000L;

  private final Database database;

  DuckDbInstances(Database database) {
    this.database = database;
  }

  @Override
  public List<InstanceRow> list(int app, Set<String> environments, long sinceEpochMillis) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "WITH life AS (SELECT instance, max(at_millis) AS last_seen,"
                          + " arg_max(skew_millis, at_millis) AS skew,"
                          + " arg_max(cpu_percent, at_millis) AS cpu,"
                          + " arg_max(memory_bytes, at_millis) AS memory, count(*) AS messages"
                          + " FROM heartbeat WHERE app = ? AND at_millis >= ? AND ",
                      app,
                      sinceEpochMillis)
                  .add(RollupFilter.environments(session, app, environments))
                  .add(
                      " GROUP BY instance), mended AS (SELECT instance,"
                          + " coalesce(sum(occurrences) FILTER (WHERE kind = 'REJECTED'), 0)"
                          + "::BIGINT AS rejected,"
                          + " coalesce(sum(occurrences) FILTER (WHERE kind = 'CORRECTED'), 0)"
                          + "::BIGINT AS corrected FROM outcome WHERE app = ? AND at_millis >= ?"
                          + " GROUP BY instance), ",
                      app,
                      sinceEpochMillis)
                  .add(BatchNumbers.MISSING, app)
                  .add(
                      " SELECT i.slot, e.name, i.client, i.versions, i.first_seen_millis,"
                          + " last_seen, i.last_startup_millis, skew, cpu, memory, messages,"
                          + " coalesce(rejected, 0), coalesce(corrected, 0),"
                          + " coalesce(missing, 0), i.monitored"
                          + " FROM life JOIN instance i ON i.id = life.instance"
                          + " JOIN environment e ON e.id = i.environment"
                          + " LEFT JOIN mended ON mended.instance = i.id"
                          + " LEFT JOIN missing ON missing.slot = i.slot"
                          + " ORDER BY last_seen DESC, i.id");
          return session.list(sql, DuckDbInstances::instance);
        });
  }

  @Override
  public List<MissingBatches> missing(int app, int limit) {
    return database.read(
        session ->
            session.list(Sql.of(BatchNumbers.OF_APP, app), BatchNumbers::missing).stream()
                .flatMap(List::stream)
                .limit(limit)
                .toList());
  }

  private static InstanceRow instance(ResultSet row) throws SQLException {
    return new InstanceRow(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        Json.readMap(row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getObject(8, Long.class),
        row.getObject(9, Double.class),
        row.getObject(10, Long.class),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getBoolean(15));
  }

  @Override
  public List<ResourceBar> resources(Scope scope, Buckets buckets) {
    return database.read(
        session -> {
          Bars bars = Bars.of(buckets, scope.range());
          Sql sql =
              Sql.of(
                      ("SELECT %s AS bar, i.slot, coalesce(avg(cpu_percent), 'NaN'),"
                              + " coalesce(max(cpu_percent), 'NaN'),"
                              + " coalesce(avg(memory_bytes), 'NaN'),"
                              + " coalesce(max(memory_bytes)::DOUBLE, 'NaN')"
                              + " FROM (SELECT *, (at_millis // 60000) AS minute FROM heartbeat)"
                              + " AS h JOIN instance i ON i.id = h.instance"
                              + " WHERE h.app = ? AND at_millis >= ? AND at_millis < ?"
                              + " AND (cpu_percent IS NOT NULL OR memory_bytes IS NOT NULL) AND h.")
                          .formatted(bars.key("minute")),
                      scope.app(),
                      scope.range().fromEpochMinute() * MILLIS_PER_MINUTE,
                      scope.range().toEpochMinute() * MILLIS_PER_MINUTE)
                  .add(environment(session, scope))
                  .add(" GROUP BY bar, i.slot ORDER BY bar, i.slot");
          return session.list(
              sql,
              row ->
                  new ResourceBar(
                      bars.start(row.getLong(1)),
                      row.getObject(2, UUID.class),
                      row.getDouble(3),
                      row.getDouble(4),
                      row.getDouble(5),
                      row.getDouble(6)));
        });
  }

  /** A condition that starts with a column of the heartbeat. */
  private static Sql environment(ReadSession session, Scope scope) throws SQLException {
    return scope.environments().isEmpty()
        ? Sql.of("environment IS NOT NULL")
        : RollupFilter.environments(session, scope.app(), scope.environments());
  }

  @Override
  public List<Deploy> deploys(int app, Set<String> environments, TimeRange range) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "SELECT e.name, first_at, version FROM (SELECT environment, version,"
                          + " min(at_millis) AS first_at FROM startup WHERE app = ? AND ",
                      app)
                  .add(RollupFilter.environments(session, app, environments))
                  .add(
                      " GROUP BY environment, version) JOIN environment e ON e.id = environment"
                          + " WHERE first_at >= ? AND first_at < ?"
                          + " ORDER BY first_at, e.name, version",
                      range.fromEpochMinute() * MILLIS_PER_MINUTE,
                      range.toEpochMinute() * MILLIS_PER_MINUTE);
          return session.list(
              sql, row -> new Deploy(row.getString(1), row.getLong(2), row.getString(3)));
        });
  }

  @Override
  public List<CountSourceRow> countSources(int app) {
    return database.read(
        session ->
            session.list(
                Sql.of(
                    "SELECT e.name, nullif(instance, '00000000-0000-0000-0000-000000000000'::UUID),"
                        + " source, first_minute, last_minute, left_out FROM count_source s JOIN"
                        + " environment e ON e.id = s.environment WHERE s.app = ?"
                        + " ORDER BY last_minute DESC, e.name, source, instance LIMIT 1000",
                    app),
                row ->
                    new CountSourceRow(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        CountSource.valueOf(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6))));
  }

  @Override
  public List<OutcomeRow> outcomes(int app, long sinceEpochMillis) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                  "SELECT e.name, i.slot, o.kind, o.reason, arg_max(o.hint, o.at_millis),"
                      + " sum(o.occurrences)::BIGINT, max(o.at_millis) AS latest FROM outcome o"
                      + " JOIN environment e ON e.id = o.environment"
                      + " LEFT JOIN instance i ON i.id = o.instance"
                      + " WHERE o.app = ? AND o.at_millis >= ?"
                      + " GROUP BY e.name, i.slot, o.kind, o.reason"
                      + " ORDER BY latest DESC, o.reason, e.name",
                  app,
                  sinceEpochMillis);
          return session.list(
              sql,
              row ->
                  new OutcomeRow(
                      row.getString(1),
                      row.getObject(2, UUID.class),
                      IngestOutcome.Kind.valueOf(row.getString(3)),
                      row.getString(4),
                      row.getString(5),
                      row.getLong(6),
                      row.getLong(7)));
        });
  }
}

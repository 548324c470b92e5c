// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to the rollups; each is answered by a class of its own. */
final class DuckDbTraffic implements TrafficQueries {

  private final Database database;

  DuckDbTraffic(Database database) {
    this.database = database;
  }

  @Override
  public Totals totals(Scope scope) {
    return database.read(session -> new SeriesQuestion(session, scope).totals());
  }

  @Override
  public List<Bar> series(Scope scope, Buckets buckets) {
    return database.read(session -> new SeriesQuestion(session, scope).series(buckets));
  }

  @Override
  public List<LatencyBar> latency(Scope scope, Buckets buckets) {
    return database.read(session -> new DistributionQuestion(session, scope).latency(buckets));
  }

  @Override
  public Histogram durations(Scope scope) {
    return database.read(session -> new DistributionQuestion(session, scope).durations());
  }

  @Override
  public Sizes sizes(Scope scope) {
    return database.read(session -> new DistributionQuestion(session, scope).sizes());
  }

  @Override
  public List<BreakdownRow> breakdown(Scope scope, Dimension dimension, int limit) {
    return database.read(session -> new BreakdownQuestion(session, scope, dimension).rows(limit));
  }

  @Override
  public List<TrendPoint> trends(
      Scope scope, Buckets buckets, Dimension dimension, List<String> values) {
    return database.read(
        session -> new BreakdownQuestion(session, scope, dimension).trends(buckets, values));
  }

  @Override
  public Estimate estimate(Scope scope) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of(
                      "SELECT coalesce(sum(seen), 0)::BIGINT, coalesce(sum(requests), 0)::BIGINT"
                          + " FROM estimate WHERE app = ? AND minute >= ? AND minute < ? AND ",
                      scope.app(),
                      scope.range().fromEpochMinute(),
                      scope.range().toEpochMinute())
                  .add(RollupFilter.ofEndpoints(session, scope).condition());
          return session
              .first(sql, row -> new Estimate(row.getLong(1), row.getLong(2)))
              .orElseThrow();
        });
  }

  @Override
  public @Nullable TimeRange extent(int app) {
    List<TimeRange> found = database.read(session -> extent(session, app));
    return found.isEmpty() ? null : found.get(0);
  }

  private static List<TimeRange> extent(ReadSession session, int app) throws SQLException {
    Sql sql =
        Sql.of(
                "SELECT min(first_request), greatest(max(last_request), (SELECT max(minute) FROM"
                    + " rollup_minute WHERE ")
            .add(Rows.open(session, app))
            .add(")) FROM endpoint WHERE app = ? HAVING min(first_request) IS NOT NULL", app);
    return session.list(sql, row -> new TimeRange(row.getLong(1), row.getLong(2) + 1));
  }
}

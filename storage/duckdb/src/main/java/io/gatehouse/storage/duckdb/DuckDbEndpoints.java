// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.EndpointQueries;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Endpoints with their figures, whether called in the range or not. */
final class DuckDbEndpoints implements EndpointQueries {

  private final Database database;

  DuckDbEndpoints(Database database) {
    this.database = database;
  }

  @Override
  public List<EndpointRow> list(Scope scope, long apdexMicros) {
    return database.read(
        session ->
            rows(
                session,
                scope,
                RollupFilter.of(session, scope),
                RollupFilter.endpointCondition(scope.filter()),
                apdexMicros));
  }

  @Override
  public Optional<EndpointRow> find(Scope scope, int id, long apdexMicros) {
    return database.read(
        session -> {
          Sql number =
              Sql.of("SELECT number FROM endpoint WHERE app = ? AND id = ?", scope.app(), id);
          Optional<Integer> known = session.first(number, row -> row.getInt(1));
          if (known.isEmpty()) {
            return Optional.<EndpointRow>empty();
          }
          RollupFilter narrowed = RollupFilter.of(session, scope).andEndpoint(known.get());
          return rows(session, scope, narrowed, Sql.of("id = ?", id), apdexMicros).stream()
              .findFirst();
        });
  }

  private static List<EndpointRow> rows(
      ReadSession session, Scope scope, RollupFilter filter, Sql condition, long apdexMicros)
      throws SQLException {
    Sql sql =
        Sql.of("WITH ")
            .add(figures(session, scope, filter))
            .add(", cells AS (SELECT k, bucket, sum(requests) AS n FROM ")
            .add(
                Rows.summed(
                    session, scope, filter, Tier.DAY, "endpoint", Column.ENDPOINT, Column.BUCKET))
            .add(" GROUP BY ALL), " + Figures.ranked())
            .add(
                ", slow AS (SELECT k AS number, %s AS p50, %s AS p75, %s AS p95, %s AS p99,"
                        .formatted(
                            Figures.percentile(0.5),
                            Figures.percentile(0.75),
                            Figures.percentile(0.95),
                            Figures.percentile(0.99))
                    + " max(bucket) AS slowest, max(total) AS measured,"
                    + " max(upto) FILTER (WHERE bucket <= ?) AS satisfied,"
                    + " max(upto) FILTER (WHERE bucket <= ?) AS accepted"
                    + " FROM ranked GROUP BY k)",
                Histogram.bucketOf((double) apdexMicros),
                Histogram.bucketOf(4d * apdexMicros))
            .add(reach(session, scope, filter))
            .add(", recent AS (SELECT endpoint AS number, max(minute) AS latest FROM")
            .add(" rollup_minute WHERE ")
            .add(Rows.open(session, scope.app()))
            .add(" GROUP BY number)")
            .add(
                " SELECT id, method, route, declared, coalesce(requests, 0),"
                    + " coalesce(client_errors, 0), coalesce(server_errors, 0), p50, p75, p95,"
                    + " p99, slowest, coalesce(satisfied, 0), coalesce(accepted, satisfied, 0),"
                    + " coalesce(measured, 0), coalesce(duration_micros, 0), coalesce(request_bytes, 0),"
                    + " coalesce(response_bytes, 0), coalesce(consumers, 0),"
                    + " least(created, first_request), greatest(last_request, latest)"
                    + " FROM (SELECT * FROM endpoint WHERE app = ? AND ",
                scope.app())
            .add(condition)
            .add(
                ") LEFT JOIN figures USING (number) LEFT JOIN slow USING (number)"
                    + " LEFT JOIN reach USING (number) LEFT JOIN recent USING (number)");
    return session.list(sql, DuckDbEndpoints::row);
  }

  private static Sql figures(ReadSession session, Scope scope, RollupFilter filter)
      throws SQLException {
    return Sql.of(
            ("figures AS (SELECT k AS number, %s AS requests, %s AS client_errors,"
                    + " %s AS server_errors, %s AS duration_micros, %s AS request_bytes,"
                    + " %s AS response_bytes FROM ")
                .formatted(
                    Figures.sum("requests"),
                    Figures.CLIENT_ERRORS,
                    Figures.SERVER_ERRORS,
                    Figures.sum("duration_micros"),
                    Figures.sum("request_bytes"),
                    Figures.sum("response_bytes")))
        .add(
            Rows.summed(
                session,
                scope,
                filter,
                Tier.DAY,
                "endpoint",
                Column.ENDPOINT,
                Column.STATUS,
                Column.SUMS))
        .add(" GROUP BY number)");
  }

  private static Sql reach(ReadSession session, Scope scope, RollupFilter filter)
      throws SQLException {
    Sql sets =
        ConsumerSets.of(session, scope.app())
            .of(session, scope, filter, Tier.DAY, "endpoint", EnumSet.of(Column.ENDPOINT));
    return Sql.of(", reach AS (SELECT k AS number, bit_count(bit_or(seen)) AS consumers FROM ")
        .add(sets)
        .add(" GROUP BY number)");
  }

  private static EndpointRow row(ResultSet row) throws SQLException {
    int slowest = row.getInt(12);
    double maxMicros = row.wasNull() ? Double.NaN : Histogram.upperBound(slowest);
    long satisfied = row.getLong(13);
    long accepted = row.getLong(14);
    return new EndpointRow(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        HistogramBuilder.value(row, 8),
        HistogramBuilder.value(row, 9),
        HistogramBuilder.value(row, 10),
        HistogramBuilder.value(row, 11),
        maxMicros,
        satisfied,
        accepted - satisfied,
        row.getLong(15) - accepted,
        row.getLong(16),
        row.getLong(17),
        row.getLong(18),
        row.getLong(19),
        row.getLong(20),
        row.getObject(21, Long.class));
  }
}

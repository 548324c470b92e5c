// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.Bar;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests by class of status, bytes and consumers: of a range, or per bar. */
final class SeriesQuestion {

  private static final String SUMS =
      String.join(
          ", ",
          Figures.sum("requests"),
          Figures.INFORMATIONAL,
          Figures.REDIRECTS,
          Figures.CLIENT_ERRORS,
          Figures.SERVER_ERRORS,
          Figures.sum("request_bytes"),
          Figures.sum("response_bytes"),
          Figures.sum("duration_micros"));

  private final ReadSession session;
  private final Scope scope;
  private final RollupFilter filter;

  SeriesQuestion(ReadSession session, Scope scope) throws SQLException {
    this.session = session;
    this.scope = scope;
    this.filter = RollupFilter.of(session, scope);
  }

  private record Reach(long consumers, long fresh) {

    static final Reach NONE = new Reach(0, 0);
  }

  Totals totals() throws SQLException {
    Reach reach = reach(Tier.DAY, "0", "0").getOrDefault(0L, Reach.NONE);
    Sql sql = Sql.of("SELECT " + SUMS + " FROM ").add(summed(Tier.DAY, "0"));
    return session.first(sql, row -> totals(row, reach)).orElseThrow();
  }

  private static Totals totals(ResultSet row, Reach reach) throws SQLException {
    long requests = row.getLong(1);
    long informational = row.getLong(2);
    long redirects = row.getLong(3);
    long clientErrors = row.getLong(4);
    long serverErrors = row.getLong(5);
    return new Totals(
        requests,
        informational,
        requests - informational - redirects - clientErrors - serverErrors,
        redirects,
        clientErrors,
        serverErrors,
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        reach.consumers,
        reach.fresh);
  }

  private Sql summed(Tier coarsest, String k) throws SQLException {
    return Rows.summed(session, scope, filter, coarsest, k, Column.STATUS, Column.SUMS);
  }

  List<Bar> series(Buckets buckets) throws SQLException {
    Bars bars = Bars.of(buckets, scope.range());
    String key = bars.key("minute");
    Map<Long, Reach> reach = reach(bars.coarsest(), key, bars.key("first_request"));
    Sql sql =
        Sql.of("SELECT k, " + SUMS + " FROM ")
            .add(summed(bars.coarsest(), key))
            .add(" GROUP BY k ORDER BY k");
    return session.list(sql, row -> bar(row, bars, reach));
  }

  private static Bar bar(ResultSet row, Bars bars, Map<Long, Reach> reaches) throws SQLException {
    long key = row.getLong(1);
    long redirects = row.getLong(4);
    long clientErrors = row.getLong(5);
    long serverErrors = row.getLong(6);
    Reach reach = reaches.getOrDefault(key, Reach.NONE);
    return new Bar(
        bars.start(key),
        row.getLong(2) - redirects - clientErrors - serverErrors,
        redirects,
        clientErrors,
        serverErrors,
        row.getLong(7),
        row.getLong(8),
        reach.consumers,
        reach.fresh);
  }

  /** Consumers by key, and those of them whose first request has the same key. */
  private Map<Long, Reach> reach(Tier coarsest, String k, String firstK) throws SQLException {
    ConsumerSets sets = ConsumerSets.of(session, scope.app());
    Sql sql =
        Sql.of("WITH active AS (SELECT k, bit_or(seen) AS seen FROM ")
            .add(sets.of(session, scope, filter, coarsest, k, Set.of()))
            .add(" GROUP BY k), fresh AS (")
            .add(
                ConsumerSets.fresh(
                    scope, "%s AS k, %s AS seen".formatted(firstK, sets.set("number"))))
            .add(
                " GROUP BY k) SELECT k, coalesce(bit_count(active.seen), 0),"
                    + " coalesce(bit_count(active.seen & fresh.seen), 0)"
                    + " FROM active LEFT JOIN fresh USING (k)");
    Map<Long, Reach> reach = new HashMap<>();
    session.list(sql, row -> reach.put(row.getLong(1), new Reach(row.getLong(2), row.getLong(3))));
    return reach;
  }
}

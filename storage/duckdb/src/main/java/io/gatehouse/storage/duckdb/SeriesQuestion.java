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
    Reach reach = reach();
    Sql sql =
        Sql.of("SELECT " + SUMS + " FROM ")
            .add(Rows.of(session, scope, filter, Tier.DAY, Column.STATUS, Column.SUMS));
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

  private Reach reach() throws SQLException {
    ConsumerBits bits = ConsumerBits.of(session, scope.app());
    if (bits.isEmpty()) {
      return Reach.NONE;
    }
    Sql sql =
        Sql.of("WITH active AS (SELECT " + bits.set("consumer") + " AS seen FROM ")
            .add(Rows.of(session, scope, filter, Tier.DAY, Column.CONSUMER))
            .add("), fresh AS (")
            .add(bits.fresh(scope, bits.set("number") + " AS seen"))
            .add(
                ") SELECT coalesce(bit_count(active.seen), 0),"
                    + " coalesce(bit_count(active.seen & fresh.seen), 0) FROM active, fresh");
    return session.first(sql, row -> new Reach(row.getLong(1), row.getLong(2))).orElse(Reach.NONE);
  }

  List<Bar> series(Buckets buckets) throws SQLException {
    Bars bars = Bars.of(buckets, scope.range());
    Map<Long, Reach> reach = reach(bars);
    Sql sql =
        Sql.of("SELECT " + bars.key("minute") + " AS bar, " + SUMS + " FROM ")
            .add(Rows.of(session, scope, filter, bars.coarsest(), Column.STATUS, Column.SUMS))
            .add(" GROUP BY bar ORDER BY bar");
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

  private Map<Long, Reach> reach(Bars bars) throws SQLException {
    Map<Long, Reach> reach = new HashMap<>();
    ConsumerBits bits = ConsumerBits.of(session, scope.app());
    if (bits.isEmpty()) {
      return reach;
    }
    Sql sql =
        Sql.of(
                "WITH active AS (SELECT %s AS bar, %s AS seen FROM "
                    .formatted(bars.key("minute"), bits.set("consumer")))
            .add(Rows.of(session, scope, filter, bars.coarsest(), Column.CONSUMER))
            .add(" GROUP BY bar), fresh AS (")
            .add(
                bits.fresh(
                    scope,
                    "%s AS bar, %s AS seen"
                        .formatted(bars.key("first_request"), bits.set("number"))))
            .add(
                " GROUP BY bar) SELECT bar, coalesce(bit_count(active.seen), 0),"
                    + " coalesce(bit_count(active.seen & fresh.seen), 0)"
                    + " FROM active LEFT JOIN fresh USING (bar)");
    session.list(sql, row -> reach.put(row.getLong(1), new Reach(row.getLong(2), row.getLong(3))));
    return reach;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.LatencyBar;
import io.gatehouse.storage.TrafficQueries.Sizes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Histograms of durations and sizes: of a range, or per bar. */
final class DistributionQuestion {

  private final ReadSession session;
  private final Scope scope;

  DistributionQuestion(ReadSession session, Scope scope) {
    this.session = session;
    this.scope = scope;
  }

  Histogram durations() throws SQLException {
    RollupFilter filter = RollupFilter.of(session, scope);
    return byKey(Rows.summed(session, scope, filter, Tier.DAY, "0", Column.BUCKET))
        .getOrDefault(0L, new HistogramBuilder())
        .build();
  }

  List<LatencyBar> latency(Buckets buckets) throws SQLException {
    RollupFilter filter = RollupFilter.of(session, scope);
    Bars bars = Bars.of(buckets, scope.range());
    String key = bars.key("minute");
    Sql rows = Rows.summed(session, scope, filter, bars.coarsest(), key, Column.BUCKET);
    List<LatencyBar> result = new ArrayList<>();
    byKey(rows)
        .forEach(
            (bar, histogram) -> result.add(new LatencyBar(bars.start(bar), histogram.build())));
    return result;
  }

  Sizes sizes() throws SQLException {
    RollupFilter filter = RollupFilter.ofEndpoints(session, scope);
    Map<Long, HistogramBuilder> found =
        byKey(
            Rows.summed(
                session, scope, filter, Tier.DAY, "direction", Column.DIRECTION, Column.BUCKET));
    return new Sizes(
        found.getOrDefault(0L, new HistogramBuilder()).build(),
        found.getOrDefault(1L, new HistogramBuilder()).build());
  }

  private Map<Long, HistogramBuilder> byKey(Sql rows) throws SQLException {
    Sql sql =
        Sql.of("SELECT k, bucket, sum(requests)::BIGINT FROM ")
            .add(rows)
            .add(" GROUP BY k, bucket ORDER BY k, bucket");
    Map<Long, HistogramBuilder> histograms = new TreeMap<>();
    session.list(
        sql,
        row -> {
          histograms
              .computeIfAbsent(row.getLong(1), unused -> new HistogramBuilder())
              .add(row.getInt(2), row.getLong(3));
          return true;
        });
    return histograms;
  }
}

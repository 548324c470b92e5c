// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.TrendPoint;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figures per value of a dimension. Rows are summed by their number (endpoint, consumer, …) first
 * and by the dimension's text after, so that the text is looked up once per number.
 */
final class BreakdownQuestion {

  private final ReadSession session;
  private final Scope scope;
  private final RollupFilter filter;
  private final Labels labels;

  BreakdownQuestion(ReadSession session, Scope scope, Dimension dimension) throws SQLException {
    this.session = session;
    this.scope = scope;
    this.filter = RollupFilter.of(session, scope);
    this.labels = Labels.of(dimension, scope.app());
  }

  private record Sums(
      String key,
      long requests,
      long clientErrors,
      long serverErrors,
      long requestBytes,
      long responseBytes) {}

  private record Percentiles(double p50, double p95, double p99) {

    static final Percentiles NONE = new Percentiles(Double.NaN, Double.NaN, Double.NaN);
  }

  List<BreakdownRow> rows(int limit) throws SQLException {
    List<Sums> sums = sums(limit);
    List<String> keys = sums.stream().map(Sums::key).toList();
    if (keys.isEmpty()) {
      return List.of();
    }
    // Narrowing pays only where it spares the widest table.
    boolean narrow = labels.isByConsumer() && labels.unique() && sums.size() == limit;
    RollupFilter narrowed = narrow ? filter.and(labels, numbers(keys)) : filter;
    Map<String, Percentiles> percentiles = percentiles(narrowed);
    Map<String, Long> consumers = consumers(narrowed);
    return sums.stream()
        .map(
            s -> {
              Percentiles p = percentiles.getOrDefault(s.key, Percentiles.NONE);
              return new BreakdownRow(
                  s.key,
                  s.requests,
                  s.clientErrors,
                  s.serverErrors,
                  p.p50,
                  p.p95,
                  p.p99,
                  s.requestBytes,
                  s.responseBytes,
                  consumers.getOrDefault(s.key, 0L));
            })
        .toList();
  }

  private List<Sums> sums(int limit) throws SQLException {
    Sql sql =
        Sql.of(
                ("WITH figures AS (SELECT %s AS number, %s AS requests, %s AS client_errors,"
                        + " %s AS server_errors, %s AS request_bytes, %s AS response_bytes FROM ")
                    .formatted(
                        labels.number(),
                        Figures.sum("requests"),
                        Figures.CLIENT_ERRORS,
                        Figures.SERVER_ERRORS,
                        Figures.sum("request_bytes"),
                        Figures.sum("response_bytes")))
            .add(Rows.of(session, scope, filter, Tier.DAY, labels.with(Column.STATUS, Column.SUMS)))
            .add(" GROUP BY number), ")
            .add(labels.table())
            .add(
                " SELECT label, sum(requests)::BIGINT AS n, sum(client_errors)::BIGINT,"
                    + " sum(server_errors)::BIGINT, sum(request_bytes)::BIGINT,"
                    + " sum(response_bytes)::BIGINT FROM figures JOIN labels USING (number)"
                    + " GROUP BY label ORDER BY n DESC, label LIMIT ?",
                limit);
    return session.list(
        sql,
        row ->
            new Sums(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
  }

  private Map<String, Percentiles> percentiles(RollupFilter narrowed) throws SQLException {
    String k = labels.unique() ? labels.number() : "labels.k";
    String join = labels.unique() ? "" : " JOIN labels ON labels.number = rows." + labels.number();
    Sql sql =
        Sql.of("WITH ")
            .add(labels.table())
            .add(", cells AS (SELECT " + k + " AS k, bucket, sum(requests) AS n FROM ")
            .add(Rows.of(session, scope, narrowed, Tier.DAY, labels.with(Column.BUCKET)))
            .add(" AS rows" + join + " GROUP BY ALL), " + Figures.ranked())
            .add(
                ", percentiles AS (SELECT k, %s AS p50, %s AS p95, %s AS p99 FROM ranked GROUP BY k)"
                    .formatted(
                        Figures.percentile(0.5),
                        Figures.percentile(0.95),
                        Figures.percentile(0.99)))
            .add(" SELECT label, p50, p95, p99 FROM percentiles")
            .add(" JOIN (SELECT DISTINCT k, label FROM labels) USING (k)");
    Map<String, Percentiles> percentiles = new HashMap<>();
    session.list(
        sql,
        row ->
            percentiles.put(
                row.getString(1),
                new Percentiles(
                    HistogramBuilder.value(row, 2),
                    HistogramBuilder.value(row, 3),
                    HistogramBuilder.value(row, 4))));
    return percentiles;
  }

  private Map<String, Long> consumers(RollupFilter narrowed) throws SQLException {
    ConsumerBits bits = ConsumerBits.of(session, scope.app());
    Map<String, Long> consumers = new HashMap<>();
    if (bits.isEmpty()) {
      return consumers;
    }
    // A row by consumer stands for that one; any other has a set, of which labels join several.
    String seen = labels.isByConsumer() ? "1" : bits.set("consumer");
    String count =
        labels.isByConsumer()
            ? "count(*) FILTER (WHERE number <> %d)".formatted(Dictionaries.ANONYMOUS)
            : "coalesce(bit_count(bit_or(seen)), 0)";
    Sql sql =
        Sql.of(
                "WITH figures AS (SELECT %s AS number, %s AS seen FROM "
                    .formatted(labels.number(), seen))
            .add(Rows.of(session, scope, narrowed, Tier.DAY, labels.with(Column.CONSUMER)))
            .add(" GROUP BY number), ")
            .add(labels.table())
            .add(
                " SELECT label, %s FROM figures JOIN labels USING (number) GROUP BY label"
                    .formatted(count));
    session.list(sql, row -> consumers.put(row.getString(1), row.getLong(2)));
    return consumers;
  }

  List<TrendPoint> trends(Buckets buckets, List<String> keys) throws SQLException {
    if (keys.isEmpty()) {
      return List.of();
    }
    Bars bars = Bars.of(buckets, scope.range());
    RollupFilter narrowed = filter.and(labels, numbers(keys));
    Sql sql =
        Sql.of(
                ("WITH figures AS (SELECT %s AS number, %s AS bar, %s AS requests,"
                        + " coalesce(sum(requests) FILTER (WHERE status >= 400), 0) AS errors FROM ")
                    .formatted(labels.number(), bars.key("minute"), Figures.sum("requests")))
            .add(Rows.of(session, scope, narrowed, bars.coarsest(), labels.with(Column.STATUS)))
            .add(" GROUP BY ALL), ")
            .add(labels.table())
            .add(
                " SELECT label, bar, sum(requests)::BIGINT, sum(errors)::BIGINT FROM figures JOIN"
                    + " labels USING (number) GROUP BY ALL ORDER BY label, bar");
    return session.list(
        sql,
        row ->
            new TrendPoint(
                row.getString(1), bars.start(row.getLong(2)), row.getLong(3), row.getLong(4)));
  }

  /** The numbers behind the given texts. */
  private List<Integer> numbers(List<String> keys) throws SQLException {
    Sql sql =
        Sql.of("WITH ")
            .add(labels.table())
            .add(" SELECT number FROM labels WHERE label IN ")
            .addList(Set.copyOf(keys));
    return session.list(sql, row -> row.getInt(1));
  }
}

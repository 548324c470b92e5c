// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.TrendPoint;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Figures per value of a dimension. Rows are summed by their number (endpoint, consumer, …) first
 * and by the dimension's text after, so that the text is looked up once per number.
 */
final class BreakdownQuestion {

  private final ReadSession session;
  private final Scope scope;
  private final RollupFilter filter;
  private final Dimension dimension;
  private final Labels labels;

  BreakdownQuestion(ReadSession session, Scope scope, Dimension dimension) throws SQLException {
    this.session = session;
    this.scope = scope;
    this.filter = RollupFilter.of(session, scope);
    this.dimension = dimension;
    this.labels = Labels.of(session, dimension, scope.app());
  }

  private record Sums(
      String key,
      long requests,
      long clientErrors,
      long serverErrors,
      long requestBytes,
      long responseBytes,
      long numbers) {}

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
    boolean narrow = dimension == Dimension.CONSUMER && sums.size() == limit;
    Map<String, Percentiles> percentiles =
        percentiles(narrow ? labels.narrowed(numbers(keys)) : labels);
    // A number of a consumer is one consumer.
    Map<String, Long> consumers =
        labels.isByConsumer()
            ? sums.stream().collect(Collectors.toMap(Sums::key, Sums::numbers))
            : consumers();
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
                ("WITH figures AS (SELECT k AS number, %s AS requests, %s AS client_errors,"
                        + " %s AS server_errors, %s AS request_bytes, %s AS response_bytes FROM ")
                    .formatted(
                        Figures.sum("requests"),
                        Figures.CLIENT_ERRORS,
                        Figures.SERVER_ERRORS,
                        Figures.sum("request_bytes"),
                        Figures.sum("response_bytes")))
            .add(
                Rows.summed(
                    session,
                    scope,
                    filter,
                    Tier.DAY,
                    labels.number(),
                    labels.with(Column.STATUS, Column.SUMS)))
            .add(" GROUP BY number), ")
            .add(labels.table())
            .add(
                " SELECT label, sum(requests)::BIGINT AS n, sum(client_errors)::BIGINT,"
                    + " sum(server_errors)::BIGINT, sum(request_bytes)::BIGINT,"
                    + " sum(response_bytes)::BIGINT, count(*) FILTER (WHERE number <> "
                    + Dictionaries.ANONYMOUS
                    + ") FROM figures JOIN labels USING (number)"
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
                row.getLong(6),
                row.getLong(7)));
  }

  private Map<String, Percentiles> percentiles(Labels of) throws SQLException {
    Sql sql =
        Sql.of("WITH ")
            .add(of.table())
            .add(", cells AS (SELECT labels.k AS k, bucket, sum(requests) AS n FROM ")
            .add(cells(of))
            .add(" AS rows JOIN labels ON labels.number = rows.number GROUP BY ALL), ")
            .add(Figures.ranked())
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

  /** Rows by number and bucket; summed before, unless labels sum them better. */
  private Sql cells(Labels of) throws SQLException {
    Column[] columns = of.with(Column.BUCKET);
    if (of.placed()) {
      return Sql.of("(SELECT %s AS number, bucket, requests FROM ".formatted(of.number()))
          .add(Rows.of(session, scope, filter, Tier.DAY, columns))
          .add(")");
    }
    return Sql.of("(SELECT k AS number, bucket, requests FROM ")
        .add(Rows.summed(session, scope, filter, Tier.DAY, of.number(), columns))
        .add(")");
  }

  private Map<String, Long> consumers() throws SQLException {
    EnumSet<Column> column = EnumSet.noneOf(Column.class);
    labels.ofColumn().ifPresent(column::add);
    Sql sql =
        Sql.of("WITH ")
            .add(labels.table())
            .add(" SELECT label, coalesce(bit_count(bit_or(seen)), 0) FROM ")
            .add(
                ConsumerSets.of(session, scope.app())
                    .of(session, scope, filter, Tier.DAY, labels.number(), column))
            .add(" AS sets JOIN labels ON labels.number = sets.k GROUP BY label");
    Map<String, Long> consumers = new HashMap<>();
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

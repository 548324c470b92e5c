// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ConsumerQueries.ConsumerRow;
import io.gatehouse.storage.ConsumerQueries.Flag;
import io.gatehouse.storage.ConsumerQueries.Page;
import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of consumers. All that match are summed and sorted; percentiles and distinct endpoints are
 * dear, so they are looked up for the consumers of the page only, unless they are what is sorted
 * by.
 */
final class ConsumersQuestion {

  private final ReadSession session;
  private final Scope scope;
  private final Sql wanted;
  private final RollupFilter filter;

  /**
   * @param wanted condition over the table of consumers
   * @param filter condition over rollup rows
   */
  ConsumersQuestion(ReadSession session, Scope scope, Sql wanted, RollupFilter filter) {
    this.session = session;
    this.scope = scope;
    this.wanted = wanted;
    this.filter = filter;
  }

  private record Item(ConsumerRow row, int number, String sorted, long total) {}

  Page page(Flag flag, Sort sort, boolean descending, Optional<ConsumerCursor> after, int limit)
      throws SQLException {
    List<Item> items = items(flagged(flag), sort, descending, after, limit + 1);
    boolean more = items.size() > limit;
    List<Item> shown = more ? items.subList(0, limit) : items;
    long total = items.isEmpty() ? 0 : items.get(0).total;
    String next = null;
    if (more) {
      Item last = shown.get(limit - 1);
      next = new ConsumerCursor(last.sorted, last.number).text();
    }
    return new Page(complete(shown), next, total);
  }

  /** The consumer that the condition names, whatever it did in the range. */
  Optional<ConsumerRow> one() throws SQLException {
    List<Item> items = items(Sql.of("TRUE"), Sort.IDENTIFIER, false, Optional.empty(), 1);
    return complete(items).stream().findFirst();
  }

  private Sql flagged(Flag flag) {
    long from = scope.range().fromEpochMinute();
    return switch (flag) {
      case ALL -> Sql.of("requests > 0");
      case NEW -> Sql.of("requests > 0 AND first_request >= ?", from);
      case SILENT -> Sql.of("coalesce(requests, 0) = 0 AND first_request < ?", from);
      case ERRORING -> Sql.of("requests > 0 AND 10 * (client_errors + server_errors) >= requests");
    };
  }

  private List<ConsumerRow> complete(List<Item> shown) throws SQLException {
    List<Integer> numbers = shown.stream().map(Item::number).toList();
    Map<Integer, Double> slow = numbers.isEmpty() ? Map.of() : percentiles(numbers);
    Map<Integer, Long> reach = numbers.isEmpty() ? Map.of() : endpoints(numbers);
    List<ConsumerRow> rows = new ArrayList<>();
    for (Item item : shown) {
      rows.add(
          complete(
              item.row,
              slow.getOrDefault(item.number, Double.NaN),
              reach.getOrDefault(item.number, 0L)));
    }
    return rows;
  }

  private static ConsumerRow complete(ConsumerRow row, double p95Micros, long endpoints) {
    return new ConsumerRow(
        row.id(),
        row.identifier(),
        row.name(),
        row.group(),
        row.requests(),
        row.clientErrors(),
        row.serverErrors(),
        p95Micros,
        row.bytes(),
        endpoints,
        row.firstSeenEpochMinute(),
        row.lastSeenEpochMinute());
  }

  private List<Item> items(
      Sql flagged, Sort sort, boolean descending, Optional<ConsumerCursor> after, int limit)
      throws SQLException {
    Sql sql =
        Sql.of("WITH ")
            .add(figures())
            .add(sort == Sort.P95 ? slow() : new Sql())
            .add(sort == Sort.ENDPOINTS ? reach() : new Sql())
            .add(", recent AS (SELECT consumer AS number, max(minute) AS latest FROM")
            .add(" rollup_minute WHERE ")
            .add(Rows.open(session, scope.app()))
            .add(" GROUP BY number), matching AS (SELECT *, coalesce(requests, 0) AS n,")
            .add(
                " least(first_request, created) AS first_seen,"
                    + " coalesce(greatest(last_request, latest), created) AS last_seen"
                    + " FROM (SELECT * FROM consumer WHERE app = ? AND ",
                scope.app())
            .add(wanted)
            .add(") LEFT JOIN figures USING (number) LEFT JOIN recent USING (number)")
            .add(sort == Sort.P95 ? " LEFT JOIN slow USING (number)" : "")
            .add(sort == Sort.ENDPOINTS ? " LEFT JOIN reach USING (number)" : "")
            .add(" WHERE ")
            .add(flagged)
            .add("), ordered AS (SELECT *, " + sorted(sort) + " AS sorted,")
            .add(" count(*) OVER () AS total FROM matching)")
            .add(
                " SELECT id, identifier, name, group_name, n, coalesce(client_errors, 0),"
                    + " coalesce(server_errors, 0), coalesce(bytes, 0), first_seen, last_seen,"
                    + " number, sorted::VARCHAR, total FROM ordered WHERE ")
            .add(after.map(cursor -> cursor.condition(sort, descending)).orElse(Sql.of("TRUE")))
            .add(" ORDER BY sorted " + (descending ? "DESC" : "ASC") + ", number LIMIT ?", limit);
    return session.list(sql, ConsumersQuestion::item);
  }

  private static Item item(ResultSet row) throws SQLException {
    ConsumerRow consumer =
        new ConsumerRow(
            row.getInt(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            Double.NaN,
            row.getLong(8),
            0,
            row.getLong(9),
            row.getLong(10));
    return new Item(consumer, row.getInt(11), row.getString(12), row.getLong(13));
  }

  /** An expression without NULL; a number except for the identifier. */
  private static String sorted(Sort sort) {
    return switch (sort) {
      case REQUESTS -> "n::DOUBLE";
      case ERRORS -> "coalesce(client_errors + server_errors, 0)::DOUBLE";
      case ERROR_RATE ->
          "coalesce((client_errors + server_errors)::DOUBLE / nullif(requests, 0), 0)";
      case P95 -> "coalesce(p95, -32768)::DOUBLE";
      case BYTES -> "coalesce(bytes, 0)::DOUBLE";
      case ENDPOINTS -> "coalesce(endpoints, 0)::DOUBLE";
      case FIRST_SEEN -> "first_seen::DOUBLE";
      case LAST_SEEN -> "last_seen::DOUBLE";
      case IDENTIFIER -> "identifier";
    };
  }

  private Sql figures() throws SQLException {
    return Sql.of(
            ("figures AS (SELECT k AS number, %s AS requests, %s AS client_errors,"
                    + " %s AS server_errors, sum(request_bytes + response_bytes)::BIGINT AS bytes"
                    + " FROM ")
                .formatted(Figures.sum("requests"), Figures.CLIENT_ERRORS, Figures.SERVER_ERRORS))
        .add(rows(Column.CONSUMER, Column.STATUS, Column.SUMS))
        .add(" GROUP BY number)");
  }

  private Sql slow() throws SQLException {
    return Sql.of(", cells AS (SELECT k, bucket, sum(requests) AS n FROM ")
        .add(rows(Column.CONSUMER, Column.BUCKET))
        .add(" GROUP BY ALL), " + Figures.ranked())
        .add(
            ", slow AS (SELECT k AS number, %s AS p95 FROM ranked GROUP BY k)"
                .formatted(Figures.percentile(0.95)));
  }

  private Sql reach() throws SQLException {
    return Sql.of(", reach AS (SELECT k AS number, count(DISTINCT endpoint) AS endpoints FROM ")
        .add(rows(Column.CONSUMER, Column.ENDPOINT))
        .add(" GROUP BY number)");
  }

  private Sql rows(Column... columns) throws SQLException {
    return Rows.summed(session, scope, filter, Tier.DAY, "consumer", columns);
  }

  private Map<Integer, Double> percentiles(List<Integer> numbers) throws SQLException {
    Sql sql =
        Sql.of("WITH cells AS (SELECT k, bucket, sum(requests) AS n FROM ")
            .add(placed(numbers, Column.BUCKET))
            .add(" GROUP BY ALL), " + Figures.ranked())
            .add(" SELECT k, %s FROM ranked GROUP BY k".formatted(Figures.percentile(0.95)));
    Map<Integer, Double> found = new HashMap<>();
    session.list(sql, row -> found.put(numbers.get(row.getInt(1)), HistogramBuilder.value(row, 2)));
    return found;
  }

  private Map<Integer, Long> endpoints(List<Integer> numbers) throws SQLException {
    Sql sql =
        Sql.of("SELECT k, count(*) FROM (SELECT k, endpoint FROM ")
            .add(placed(numbers, Column.ENDPOINT))
            .add(" GROUP BY ALL) GROUP BY k");
    Map<Integer, Long> found = new HashMap<>();
    session.list(sql, row -> found.put(numbers.get(row.getInt(1)), row.getLong(2)));
    return found;
  }

  /** Rows of some consumers, with the place of each in the list as {@code k}. */
  private Sql placed(List<Integer> numbers, Column column) throws SQLException {
    return Sql.of("(SELECT * FROM ")
        .add(Rows.of(session, scope, filter, Tier.DAY, Column.CONSUMER, column))
        .add(" JOIN ")
        .add(Sql.places(numbers))
        .add(" ON number = consumer)");
  }
}

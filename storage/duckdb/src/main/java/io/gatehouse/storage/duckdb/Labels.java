// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.TrafficQueries.Dimension;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * How a dimension is found in rollup rows: the column of its number, and the text of each number.
 *
 * @param number the column
 * @param ofColumn its group; empty for the environment, which all rows have
 * @param known a SELECT of {@code number} and {@code label}
 * @param k expression that is equal for equal labels
 * @param placed whether {@code k} is small enough to group by in an array, see {@link Sql#places}
 */
record Labels(String number, Optional<Column> ofColumn, Sql known, String k, boolean placed) {

  private static final String PREFIX = "regexp_replace(route, '^(/[^/]*).*$', '\\1')";

  static Labels of(ReadSession session, Dimension dimension, int app) throws SQLException {
    return switch (dimension) {
      case ENDPOINT -> endpoint("method || ' ' || route", app);
      case PREFIX -> endpoint(PREFIX, app);
      case METHOD -> endpoint("method", app);
      case CONSUMER -> consumer("identifier", "number", false, app);
      case GROUP -> {
        Sql groups = Sql.of("SELECT count(DISTINCT group_name) FROM consumer WHERE app = ?", app);
        int count = 1 + session.first(groups, row -> row.getInt(1)).orElse(0);
        yield consumer("coalesce(group_name, '')", place("label", count), true, app);
      }
      case STATUS ->
          new Labels(
              "status",
              Optional.of(Column.STATUS),
              Sql.of(StoredStatus.LABELS),
              StoredStatus.LABEL_KEY,
              false);
      case ENVIRONMENT ->
          new Labels(
              "environment",
              Optional.empty(),
              Sql.of("SELECT id AS number, name AS label FROM environment WHERE app = ?", app),
              "number",
              false);
    };
  }

  private static Labels endpoint(String label, int app) {
    Sql known = Sql.of("SELECT number, " + label + " AS label FROM endpoint WHERE app = ?", app);
    return new Labels(
        "endpoint",
        Optional.of(Column.ENDPOINT),
        known,
        "dense_rank() OVER (ORDER BY label)",
        false);
  }

  private static Labels consumer(String label, String k, boolean placed, int app) {
    Sql known =
        Sql.of("SELECT number, " + label + " AS label FROM consumer WHERE app = ?", app)
            .add(" UNION ALL SELECT " + Dictionaries.ANONYMOUS + ", ''");
    return new Labels("consumer", Optional.of(Column.CONSUMER), known, k, placed);
  }

  private static String place(String order, int count) {
    return "(dense_rank() OVER (ORDER BY " + order + ") - 1)::" + Sql.placeType(count);
  }

  /** Only some numbers. */
  Labels narrowed(List<Integer> numbers) {
    Sql some = Sql.of("SELECT * FROM (").add(known).add(") WHERE number IN ").addNumbers(numbers);
    return new Labels(number, ofColumn, some, place("number", numbers.size()), true);
  }

  /** The table {@code labels(number, label, k)}. */
  Sql table() {
    return Sql.of("labels AS (SELECT number, label, " + k + " AS k FROM (").add(known).add("))");
  }

  boolean isByConsumer() {
    return ofColumn.equals(Optional.of(Column.CONSUMER));
  }

  /** The columns a question needs besides. */
  Column[] with(Column... others) {
    EnumSet<Column> columns = EnumSet.noneOf(Column.class);
    ofColumn.ifPresent(columns::add);
    for (Column other : others) {
      columns.add(other);
    }
    return columns.toArray(new Column[0]);
  }
}

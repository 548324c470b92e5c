// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.EnumSet;
import java.util.Optional;

/**
 * How a dimension is found in rollup rows: the column of its number, and a table {@code
 * labels(number, label, k)} with the text of each number. Numbers with the same text share a {@code
 * k}.
 *
 * @param unique whether each number has a text of its own, and is its own {@code k}
 */
record Labels(String number, Optional<Column> ofColumn, boolean unique, Sql table) {

  private static final String PREFIX = "regexp_replace(route, '^(/[^/]*).*$', '\\1')";

  static Labels of(Dimension dimension, int app) {
    return switch (dimension) {
      case ENDPOINT -> endpoint("method || ' ' || route", true, app);
      case PREFIX -> endpoint(PREFIX, false, app);
      case METHOD -> endpoint("method", false, app);
      case CONSUMER -> consumer("identifier", true, app);
      case GROUP -> consumer("coalesce(group_name, '')", false, app);
      case STATUS ->
          new Labels(
              "status",
              Optional.of(Column.STATUS),
              true,
              Sql.of(
                  "labels AS (SELECT range::INTEGER AS number, range::VARCHAR AS label,"
                      + " range::INTEGER AS k FROM range(0, 32768))"));
      case ENVIRONMENT ->
          new Labels(
              "environment",
              Optional.empty(),
              true,
              Sql.of(
                  "labels AS (SELECT id AS number, name AS label, id AS k FROM environment"
                      + " WHERE app = ?)",
                  app));
    };
  }

  private static Labels endpoint(String label, boolean unique, int app) {
    Sql known = Sql.of("SELECT number, " + label + " AS label FROM endpoint WHERE app = ?", app);
    return new Labels("endpoint", Optional.of(Column.ENDPOINT), unique, numbered(known, unique));
  }

  private static Labels consumer(String label, boolean unique, int app) {
    Sql known =
        Sql.of("SELECT number, " + label + " AS label FROM consumer WHERE app = ?", app)
            .add(" UNION ALL SELECT " + Dictionaries.ANONYMOUS + ", ''");
    return new Labels("consumer", Optional.of(Column.CONSUMER), unique, numbered(known, unique));
  }

  private static Sql numbered(Sql known, boolean unique) {
    String k = unique ? "number" : "dense_rank() OVER (ORDER BY label)";
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

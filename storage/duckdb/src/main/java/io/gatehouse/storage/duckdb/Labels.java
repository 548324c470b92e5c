// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.EnumSet;
import java.util.Optional;

/**
 * How a dimension is found in rollup rows: the column of its number, and the text of each number.
 */
record Labels(String number, Optional<Column> ofColumn, Sql table) {

  private static final String PREFIX = "regexp_replace(route, '^(/[^/]*).*$', '\\1')";

  static Labels of(Dimension dimension, int app) {
    return switch (dimension) {
      case ENDPOINT -> endpoint("method || ' ' || route", app);
      case PREFIX -> endpoint(PREFIX, app);
      case METHOD -> endpoint("method", app);
      case CONSUMER -> consumer("identifier", app);
      case GROUP -> consumer("coalesce(group_name, '')", app);
      case STATUS ->
          new Labels(
              "status",
              Optional.of(Column.STATUS),
              Sql.of(
                  "labels AS (SELECT range::INTEGER AS number, range::VARCHAR AS label"
                      + " FROM range(0, 32768))"));
      case ENVIRONMENT ->
          new Labels(
              "environment",
              Optional.empty(),
              Sql.of(
                  "labels AS (SELECT id AS number, name AS label FROM environment WHERE app = ?)",
                  app));
    };
  }

  private static Labels endpoint(String label, int app) {
    return new Labels(
        "endpoint",
        Optional.of(Column.ENDPOINT),
        Sql.of(
            "labels AS (SELECT number, " + label + " AS label FROM endpoint WHERE app = ?)", app));
  }

  private static Labels consumer(String label, int app) {
    return new Labels(
        "consumer",
        Optional.of(Column.CONSUMER),
        Sql.of(
            "labels AS (SELECT number, "
                + label
                + " AS label FROM consumer WHERE app = ? UNION ALL SELECT "
                + Dictionaries.ANONYMOUS
                + ", '')",
            app));
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

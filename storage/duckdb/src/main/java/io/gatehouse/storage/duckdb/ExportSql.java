// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.SqlQueries.Column;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes what a SELECT gives to a file, by DuckDB itself: nothing of it is on our heap. */
final class ExportSql {

  /** How a text begins that a spreadsheet would run, also in full-width forms. */
  private static final String FORMULA = "^[=+@\\t\\r\\n\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}-]";

  private ExportSql() {}

  /**
   * @param columns of the rows, with DuckDB's names of types
   * @return how many rows
   */
  static long write(
      Connection connection,
      String rows,
      List<Column> columns,
      Path file,
      FileFormat format,
      int timeoutSeconds)
      throws SQLException {
    List<String> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
      String title = columns.get(i).name();
      values.add(
          value("c" + i, columns.get(i).type(), format)
              + " AS "
              + quoted(format == FileFormat.CSV ? safe(title) : title));
    }
    String sql =
        "COPY (SELECT %s FROM (%s\n) AS answer(%s)) TO %s (%s)"
            .formatted(
                String.join(", ", values),
                rows,
                String.join(", ", names),
                DayFiles.literal(file),
                options(format));
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(timeoutSeconds);
      return statement.executeLargeUpdate(sql);
    }
  }

  private static String options(FileFormat format) {
    return switch (format) {
      case CSV -> "FORMAT csv, HEADER true";
      case JSONL -> "FORMAT json";
      case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
    };
  }

  private static String value(String column, String type, FileFormat format) {
    return switch (format) {
      case CSV ->
          isText(type)
              ? ("CASE WHEN regexp_matches(%1$s, '"
                      + FORMULA
                      + "') THEN '''' || %1$s ELSE %1$s END")
                  .formatted(textOf(column, type))
              : column;
      case JSONL -> column;
      // Parquet has no whole numbers of 128 bits; the driver would write floating-point ones.
      case PARQUET -> type.endsWith("HUGEINT") ? column + "::DECIMAL(38, 0)" : column;
    };
  }

  private static String textOf(String column, String type) {
    return type.equals("VARCHAR") ? column : column + "::VARCHAR";
  }

  /** Whatever a caller could have chosen the text of. */
  private static boolean isText(String type) {
    return type.equals("VARCHAR") || type.equals("JSON") || type.startsWith("ENUM");
  }

  private static String safe(String title) {
    return !title.isEmpty() && "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(title.charAt(0)) >= 0
        ? "'" + title
        : title;
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

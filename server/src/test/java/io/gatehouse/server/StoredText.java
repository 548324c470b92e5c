// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks for a text in all that a data directory holds: in the bytes of every file, and in the
 * values of files that are compressed, read back through the engine that wrote them. A search of
 * their bytes alone would prove nothing.
 */
final class StoredText {

  private static final int CHUNK = 1 << 20;

  private StoredText() {}

  /** How often it is found, by place; places without it are left out. */
  static Map<String, Long> find(Path directory, String text) throws IOException, SQLException {
    Map<String, Long> found = new TreeMap<>();
    for (Path file : files(directory)) {
      String place = directory.relativize(file).toString();
      count(found, place, inBytes(file, text));
      if (place.endsWith(".parquet")) {
        count(found, place + " values", inRows("read_parquet('" + file + "')", text));
      } else if (place.endsWith(".duckdb")) {
        inTables(found, place, file, text);
      }
    }
    return found;
  }

  /** Only the bytes of files, which may be in use. */
  static Map<String, Long> findBytes(Path directory, String text) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    for (Path file : files(directory)) {
      count(found, directory.relativize(file).toString(), inBytes(file, text));
    }
    return found;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(".so"))
          .toList();
    }
  }

  private static void count(Map<String, Long> found, String place, long times) {
    if (times > 0) {
      found.put(place, times);
    }
  }

  private static long inBytes(Path file, String text) throws IOException {
    long times = 0;
    String rest = "";
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = in.readNBytes(CHUNK);
      while (chunk.length > 0) {
        String window = rest + new String(chunk, ISO_8859_1);
        for (int at = window.indexOf(text); at >= 0; at = window.indexOf(text, at + 1)) {
          times++;
        }
        // One less than the text, so that nothing counts twice.
        rest = window.substring(Math.max(0, window.length() - text.length() + 1));
        chunk = in.readNBytes(CHUNK);
      }
    }
    return times;
  }

  private static void inTables(Map<String, Long> found, String place, Path file, String text)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute("ATTACH '" + file + "' AS stored (READ_ONLY)");
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          sql.executeQuery(
              "SELECT table_name FROM duckdb_tables() WHERE database_name = 'stored'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        count(found, place + ' ' + table, inRows(sql, "stored.main.\"" + table + '"', text));
      }
    }
  }

  private static long inRows(String source, String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      return inRows(sql, source, text);
    }
  }

  /** How many rows have it in any column. */
  private static long inRows(Statement sql, String source, String text) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            "SELECT count(*) FROM %s AS r WHERE contains(CAST(r AS VARCHAR), '%s')"
                .formatted(source, text))) {
      row.next();
      return row.getLong(1);
    }
  }
}

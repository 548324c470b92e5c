// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves requests of days that are over from the main file to day files. One app and day is one
 * transaction beside the loader's: its snapshot is written to files, which are made durable, then
 * their rows are deleted and the files declared valid in one commit. What arrives meanwhile stays
 * in the tables, for the next file of that day.
 *
 * <p>Rows stay in the tables for as long as their ids must be known after a restart ({@link
 * Memory#IDENTITY_HOURS}).
 */
final class Sealing {

  private static final int MINUTES_PER_DAY = 1440;

  /** Rows per row group; bodies are large, and a group is built in memory. */
  private static final int GROUP_ROWS = 122_880;

  private static final int BODY_GROUP_ROWS = 10_240;

  private final Database database;
  private final DayFiles files;

  Sealing(Database database, DayFiles files) {
    this.database = database;
    this.files = files;
  }

  private record Day(int app, int day) {}

  void run(int nowMinute) {
    int received = nowMinute - Memory.IDENTITY_HOURS * 60;
    int lastDay = Math.floorDiv(received, MINUTES_PER_DAY) - 1;
    for (Day day : database.aside(connection -> due(connection, received, lastDay))) {
      database.aside(connection -> seal(connection, day, received));
    }
  }

  private static List<Day> due(Connection connection, int received, int lastDay)
      throws SQLException {
    List<String> parts = new ArrayList<>();
    for (RequestTable table : RequestTable.values()) {
      parts.add(
          "SELECT app, start_micros // %d AS day FROM %s WHERE received_minute < %d"
              .formatted(DayFiles.MICROS_PER_DAY, table.table, received));
    }
    List<Day> due = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT app, day FROM (%s) WHERE day <= %d ORDER BY day, app"
                    .formatted(String.join(" UNION ALL ", parts), lastDay))) {
      while (rows.next()) {
        due.add(new Day(rows.getInt(1), rows.getInt(2)));
      }
    }
    return due;
  }

  private boolean seal(Connection connection, Day day, int received) throws SQLException {
    int number = nextNumber(connection, day.app, day.day);
    for (RequestTable table : RequestTable.values()) {
      String condition =
          "app = %d AND start_micros >= %d AND start_micros < %d AND received_minute < %d"
              .formatted(
                  day.app,
                  day.day * DayFiles.MICROS_PER_DAY,
                  (day.day + 1) * DayFiles.MICROS_PER_DAY,
                  received);
      DayFile file = new DayFile(day.app, day.day, table, number);
      String rows =
          "SELECT %s FROM %s WHERE %s".formatted(table.columnNames(), table.table, condition);
      if (write(connection, files, file, rows) > 0) {
        execute(connection, "DELETE FROM " + table.table + " WHERE " + condition);
      }
    }
    return true;
  }

  static int nextNumber(Connection connection, int app, int day) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(number), 0) + 1 FROM day_file WHERE app = %d AND day = %d"
                    .formatted(app, day))) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Writes what a SELECT gives to a file and declares it valid in the connection's transaction;
   * without rows there is no file.
   *
   * @return how many rows
   */
  static long write(Connection connection, DayFiles files, DayFile file, String rows)
      throws SQLException {
    Path temporary = files.folder().resolve(file.name() + ".tmp");
    try {
      Files.createDirectories(files.folder());
      Files.deleteIfExists(temporary);
      // Left over from a crash before the commit.
      Files.deleteIfExists(files.path(file));
      long count =
          execute(
              connection,
              "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                  .formatted(
                      rows,
                      DayFiles.literal(temporary),
                      file.kind() == RequestTable.BODY ? BODY_GROUP_ROWS : GROUP_ROWS));
      if (count == 0) {
        Files.deleteIfExists(temporary);
        return 0;
      }
      files.publish(temporary, file);
      execute(
          connection,
          "DELETE FROM narrow_day_file WHERE app = %d AND day = %d AND kind = '%s' AND number = %d"
              .formatted(file.app(), file.day(), file.kind().table, file.number()));
      execute(
          connection,
          "INSERT INTO day_file VALUES (%d, %d, '%s', %d, %d, %d)"
              .formatted(
                  file.app(),
                  file.day(),
                  file.kind().table,
                  file.number(),
                  count,
                  Files.size(files.path(file))));
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException("the day file " + file.name() + " cannot be written", e);
    }
  }

  private static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}

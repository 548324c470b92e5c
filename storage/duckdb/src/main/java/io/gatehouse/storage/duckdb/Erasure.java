// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes one consumer: the requests it made with their bodies, spans and log lines, its name and
 * identifier. What was counted stays, under a name that says nothing.
 *
 * <p>Day files are written anew without its rows. In the main file, deleted rows and old statistics
 * stay in blocks that nobody reads until they are used again; {@link Database#writeAnew} gets rid
 * of them.
 */
final class Erasure {

  private final Database database;
  private final DayFiles files;

  Erasure(Database database, DayFiles files) {
    this.database = database;
    this.files = files;
  }

  /** What is left of the identifier. */
  static String pseudonym(int number) {
    return "erased-" + number;
  }

  /**
   * Erases.
   *
   * @return false when the app has no such consumer
   */
  boolean run(int app, String identifier) {
    Integer number = number(app, identifier).orElse(null);
    if (number == null) {
      return false;
    }
    eraseFromTables(app, number);
    for (DayGroup group : groups(app)) {
      database.aside(connection -> eraseFromFiles(connection, group, number));
    }
    return true;
  }

  /** Of the consumer, if the app has it. */
  Optional<Integer> number(int app, String identifier) {
    return database.read(
        session ->
            session.first(
                Sql.of(
                    "SELECT number FROM consumer WHERE app = ? AND identifier = ?",
                    app,
                    identifier),
                row -> row.getInt(1)));
  }

  private void eraseFromTables(int app, int number) {
    database.write(
        session -> {
          String requests =
              "SELECT %s FROM request WHERE app = %d AND consumer = %d"
                  .formatted("%s", app, number);
          for (RequestTable table : List.of(RequestTable.SPAN, RequestTable.LOG)) {
            session.execute(
                "DELETE FROM %s WHERE app = %d AND trace_id IN (%s AND trace_id IS NOT NULL)"
                    .formatted(table.table, app, requests.formatted("trace_id")));
          }
          session.execute(
              "DELETE FROM request_body WHERE app = %d AND id IN (%s)"
                  .formatted(app, requests.formatted("id")));
          session.execute(
              "DELETE FROM request WHERE app = %d AND consumer = %d".formatted(app, number));
          session.execute(
              Sql.of(
                  "UPDATE consumer SET identifier = ?, name = NULL, group_name = NULL WHERE app ="
                      + " ? AND number = ?",
                  pseudonym(number),
                  app,
                  number));
          session.memory().reloadDictionaries(session.connection());
          return true;
        });
  }

  /** The files that were sealed together. */
  private record DayGroup(int app, int day, int number) {

    DayFile file(RequestTable table) {
      return new DayFile(app, day, table, number);
    }
  }

  private List<DayGroup> groups(int app) {
    return database.read(
        session ->
            session.list(
                Sql.of("SELECT DISTINCT day, number FROM day_file WHERE app = ? ORDER BY day", app),
                row -> new DayGroup(app, row.getInt(1), row.getInt(2))));
  }

  private boolean eraseFromFiles(Connection connection, DayGroup group, int number)
      throws SQLException {
    List<RequestTable> kinds = kinds(connection, group);
    if (!kinds.contains(RequestTable.REQUEST)) {
      return false;
    }
    String own =
        "SELECT %s FROM "
            + files.read(List.of(group.file(RequestTable.REQUEST)))
            + " WHERE consumer = "
            + number;
    if (count(connection, own.formatted("count(*)")) == 0) {
      return false;
    }
    int next = Sealing.nextNumber(connection, group.app, group.day);
    for (RequestTable table : kinds) {
      String keep =
          switch (table) {
            case REQUEST -> "consumer <> " + number;
            case BODY -> "id NOT IN (" + own.formatted("id") + ")";
            case SPAN, LOG ->
                "trace_id NOT IN (" + own.formatted("trace_id") + " AND trace_id IS NOT NULL)";
          };
      DayFile old = group.file(table);
      Sealing.write(
          connection,
          files,
          new DayFile(group.app, group.day, table, next),
          "SELECT %s FROM %s WHERE %s"
              .formatted(table.columnNames(), files.read(List.of(old)), keep));
      forget(connection, old);
    }
    return true;
  }

  private static List<RequestTable> kinds(Connection connection, DayGroup group)
      throws SQLException {
    List<RequestTable> kinds = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT kind FROM day_file WHERE app = %d AND day = %d AND number = %d"
                    .formatted(group.app, group.day, group.number))) {
      while (rows.next()) {
        kinds.add(DayFiles.kind(rows.getString(1)));
      }
    }
    return kinds;
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Takes a file out of the table; it is deleted when nobody reads it. */
  static void forget(Connection connection, DayFile file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM day_file WHERE app = %d AND day = %d AND kind = '%s' AND number = %d"
              .formatted(file.app(), file.day(), file.kind().table, file.number()));
    }
  }
}

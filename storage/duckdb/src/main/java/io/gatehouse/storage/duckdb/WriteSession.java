// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write transaction: its connection, what the writer knows, and open appenders. */
final class WriteSession {

  private static final Logger LOG = LoggerFactory.getLogger(WriteSession.class);

  private final DuckDBConnection connection;
  private final Memory memory;
  private final Map<String, RowAppender> appenders = new LinkedHashMap<>();

  WriteSession(DuckDBConnection connection, Memory memory) {
    this.connection = connection;
    this.memory = memory;
  }

  DuckDBConnection connection() {
    return connection;
  }

  Memory memory() {
    return memory;
  }

  /** The appender of a table, opened at its first row. */
  RowAppender appender(String table) throws SQLException {
    RowAppender known = appenders.get(table);
    if (known == null) {
      known = new RowAppender(connection.createAppender(table));
      appenders.put(table, known);
    }
    return known;
  }

  /** The appender of a temporary table. */
  RowAppender temporaryAppender(String table) throws SQLException {
    RowAppender known = appenders.get(table);
    if (known == null) {
      known = new RowAppender(connection.createAppender("temp", "main", table));
      appenders.put(table, known);
    }
    return known;
  }

  boolean hasRowsFor(String table) {
    return appenders.containsKey(table);
  }

  /** How many rows were appended to a table. */
  long rows(String table) {
    RowAppender appender = appenders.get(table);
    return appender == null ? 0 : appender.rows();
  }

  /** Hands what was appended over to the transaction, so that statements see it. */
  void flush() throws SQLException {
    for (RowAppender appender : appenders.values()) {
      appender.flush();
    }
  }

  /** The apps that have rows in a table. */
  List<Integer> apps(String table, String condition) throws SQLException {
    List<Integer> apps = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT app FROM %s WHERE %s ORDER BY app".formatted(table, condition))) {
      while (rows.next()) {
        apps.add(rows.getInt(1));
      }
    }
    return apps;
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  int execute(Sql sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      sql.bind(statement);
      return statement.executeUpdate();
    }
  }

  void close() throws SQLException {
    for (RowAppender appender : appenders.values()) {
      appender.close();
    }
    appenders.clear();
  }

  /** Rolls back. What goes wrong here is a consequence of the failure that led here. */
  void abandon() {
    for (RowAppender appender : appenders.values()) {
      try {
        appender.close();
      } catch (SQLException e) {
        LOG.debug("Closing an appender of a failed transaction: {}", e.toString());
      }
    }
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("Rolling back a failed transaction: {}", e.toString());
    }
  }
}

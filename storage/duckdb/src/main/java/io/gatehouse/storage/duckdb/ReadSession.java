// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consistent look at the store: a read transaction with a deadline. Everything a question asks
 * sees the same state, so the tiers it adds up fit together. Used by one thread.
 */
final class ReadSession {

  /** At trace level every statement of every question, for those who look into slow ones. */
  private static final Logger STATEMENTS =
      LoggerFactory.getLogger(ReadSession.class.getPackageName() + ".Statements");

  private final Connection connection;
  private final long deadlineNanos;
  private final long budgetNanos;
  private @Nullable AppState state;

  /**
   * @param budgetNanos how long all questions together may take from now on
   */
  ReadSession(Connection connection, long budgetNanos) {
    this.connection = connection;
    this.budgetNanos = budgetNanos;
    this.deadlineNanos = System.nanoTime() + budgetNanos;
  }

  /** Makes a value of the row the result stands at. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The state of the app, read once: a session is about one app. */
  AppState app(int app) throws SQLException {
    AppState known = state;
    if (known == null) {
      known = first(AppState.sql(app), AppState::read).orElseThrow();
      state = known;
    }
    return known;
  }

  <T> List<T> list(Sql sql, Row<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Looks at a row the result stands at. */
  interface Look {
    void at(ResultSet row) throws SQLException;
  }

  /** Looks at one row after the other. */
  void each(Sql sql, Look look) throws SQLException {
    if (STATEMENTS.isTraceEnabled()) {
      STATEMENTS.trace(sql.literal());
    }
    if (!sql.hasParameters()) {
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(secondsLeft());
        read(statement.executeQuery(sql.text()), look);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setQueryTimeout(secondsLeft());
      sql.bind(statement);
      read(statement.executeQuery(), look);
    }
  }

  private static void read(ResultSet opened, Look look) throws SQLException {
    try (ResultSet result = opened) {
      while (result.next()) {
        look.at(result);
      }
    }
  }

  /** Writes all rows to a Parquet file in a folder that SQL may write to. */
  void copy(Sql rows, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(secondsLeft());
      statement.execute(
          "COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy)"
              .formatted(rows.literal(), DayFiles.literal(file)));
    } catch (SQLException e) {
      if (Failures.isTimeout(e) || Failures.isOutOfMemory(e)) {
        throw Failures.onRead(e);
      }
      throw e;
    }
  }

  <T> Optional<T> first(Sql sql, Row<T> reader) throws SQLException {
    return list(sql, reader).stream().findFirst();
  }

  /** The driver counts in seconds; a started second is given in full. */
  private int secondsLeft() {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new StorageException(
          Kind.TOO_EXPENSIVE, "the query took too long; try a shorter range", null);
    }
    return (int) (1 + (left - 1) / 1_000_000_000L);
  }

  /** Whether most of the time is used up, so that no large step should begin. */
  boolean isLate() {
    return deadlineNanos - System.nanoTime() < budgetNanos / 3;
  }

  void begin() throws SQLException {
    execute("BEGIN TRANSACTION READ ONLY");
  }

  void end() throws SQLException {
    execute("ROLLBACK");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

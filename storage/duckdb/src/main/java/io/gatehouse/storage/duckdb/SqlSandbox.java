// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.SqlQueries.Answer;
import io.gatehouse.storage.SqlQueries.Column;
import io.gatehouse.storage.SqlRefusedException;
import io.gatehouse.storage.StoredFile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own, in memory, that holds the rows of one app for one question and nothing
 * else. It has limits that the SQL cannot change, and sees one folder of the file system: that with
 * its rows.
 */
final class SqlSandbox implements AutoCloseable {

  /** Longer texts are cut in answers. */
  static final int MAX_TEXT = 10_000;

  /** Of all values of an answer together, in characters. */
  private static final int MAX_ANSWER = 8_000_000;

  private static final List<String> SETTINGS =
      List.of(
          "SET enable_external_access = false",
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET allow_community_extensions = false",
          "SET max_expression_depth = 200",
          "SET TimeZone = 'UTC'",
          "SET lock_configuration = true");

  private final DuckDBConnection connection;
  private final Path folder;
  private final Deadline deadline;

  private SqlSandbox(DuckDBConnection connection, Path folder, Deadline deadline) {
    this.connection = connection;
    this.folder = folder;
    this.deadline = deadline;
  }

  static SqlSandbox open(Path folder, long memoryBytes, int threads, Deadline deadline)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memoryBytes + "B");
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("temp_directory", "");
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    SqlSandbox opened = new SqlSandbox(connection, folder, deadline);
    try {
      opened.execute("SET allowed_directories = [" + DayFiles.literal(folder) + "]");
      for (String setting : SETTINGS) {
        opened.execute(setting);
      }
      return opened;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * A statement that was looked through.
   *
   * @param text written anew from what the parser understood, so that nothing else is run
   */
  record Checked(String text, Set<String> views) {}

  Checked check(String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)")) {
      statement.setString(1, sql);
      String tree = text(statement);
      Set<String> views = SqlCheck.viewsOf(tree);
      try (PreparedStatement back =
          connection.prepareStatement("SELECT json_deserialize_sql(?::JSON)")) {
        back.setString(1, tree);
        return new Checked(text(back), views);
      }
    }
  }

  private static String text(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** The file that holds the rows of a view. */
  Path fileOf(String view) {
    return folder.resolve(view + ".parquet");
  }

  /** Makes views of files that are there. */
  void show(Set<String> views) throws SQLException {
    for (String view : views) {
      execute(
          "CREATE VIEW %s AS FROM read_parquet(%s)"
              .formatted(view, DayFiles.literal(fileOf(view))));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Answer ask(Checked checked, int maxRows) throws SQLException {
    List<Column> columns = columns(checked.text);
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(deadline.secondsLeft());
      // As a table first: what the driver keeps of an answer is not within the memory limit.
      statement.execute("CREATE TABLE answer AS " + shortened(checked.text, columns, maxRows));
      statement.setQueryTimeout(deadline.secondsLeft());
      try (ResultSet found = statement.executeQuery("FROM answer")) {
        return read(found, columns, maxRows);
      }
    }
  }

  /** Names and types; also finds what is wrong with the names in it. */
  private List<Column> columns(String sql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(deadline.secondsLeft());
      try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM (" + sql + "\n)")) {
        while (row.next()) {
          columns.add(new Column(row.getString(1), row.getString(2), ""));
        }
      }
    }
    return columns;
  }

  private static String shortened(String sql, List<Column> columns, int maxRows) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
      String type = columns.get(i).type();
      String value = isPlain(type) ? "c" + i : "left(c" + i + "::VARCHAR, " + (MAX_TEXT + 1) + ")";
      values.add(value + " AS c" + i);
    }
    return "SELECT %s FROM (%s\n) AS answer(%s) LIMIT %d"
        .formatted(String.join(", ", values), sql, String.join(", ", names), maxRows + 1);
  }

  /** Numbers and truth values; anything else goes to people as text. */
  private static boolean isPlain(String type) {
    return type.equals("BOOLEAN")
        || type.endsWith("INT")
        || type.equals("INTEGER")
        || type.equals("UINTEGER")
        || type.equals("DOUBLE")
        || type.equals("FLOAT")
        || type.startsWith("DECIMAL");
  }

  private static Answer read(ResultSet found, List<Column> columns, int maxRows)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean cut = false;
    int size = 0;
    while (found.next()) {
      if (rows.size() == maxRows || size > MAX_ANSWER) {
        cut = true;
        break;
      }
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        Object value = found.getObject(i);
        if (value instanceof String text) {
          cut |= text.length() > MAX_TEXT;
          value = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        } else if (value instanceof Number number && !isFinite(number)) {
          value = value.toString();
        }
        row.add(value);
        size += value instanceof String text ? text.length() : 8;
      }
      rows.add(row);
    }
    return new Answer(columns, rows, cut);
  }

  /** JSON has no numbers for these. */
  private static boolean isFinite(Number number) {
    return !(number instanceof Double || number instanceof Float)
        || Double.isFinite(number.doubleValue());
  }

  StoredFile file(Checked checked, FileFormat format, int maxRows) throws SQLException {
    List<Column> columns = columns(checked.text);
    Path file = folder.resolve("answer." + format.ending());
    long rows =
        ExportSql.write(
            connection,
            "SELECT * FROM (" + checked.text + "\n) LIMIT " + (maxRows + 1L),
            columns,
            file,
            format,
            deadline.secondsLeft());
    if (rows > maxRows) {
      throw new SqlRefusedException(
          "The answer has more than " + maxRows + " rows. Choose a shorter range, or use LIMIT.");
    }
    return new StoredFile(file, format, rows, false);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The yardstick for everything that writes: the store's appender with nothing around it, writing
 * rows of the form of the minute tier, ready made, durably.
 */
final class BareAppender implements AutoCloseable {

  static final int COMMIT_ROWS = 20_000;

  private final DuckDBConnection connection;
  private final Random random = new Random(1);

  BareAppender(Path file) throws SQLException {
    connection =
        DriverManager.getConnection("jdbc:duckdb:" + file, new Properties())
            .unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET checkpoint_threshold = '64MB'");
      statement.execute(
          "CREATE TABLE cell (app INTEGER, environment INTEGER, minute INTEGER, endpoint INTEGER,"
              + " status SMALLINT, consumer INTEGER, bucket SMALLINT, duration_micros BIGINT,"
              + " request_bytes BIGINT, response_bytes BIGINT, requests BIGINT)");
    }
  }

  /** Writes rows; answers with rows per second. */
  double append(int rows) throws SQLException {
    long started = System.nanoTime();
    for (int done = 0; done < rows; done += COMMIT_ROWS) {
      commit(Math.min(COMMIT_ROWS, rows - done));
    }
    return rows / ((System.nanoTime() - started) / 1e9);
  }

  private void commit(int rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try (DuckDBAppender appender = connection.createAppender("cell")) {
        for (int i = 0; i < rows; i++) {
          int value = random.nextInt();
          appender.beginRow();
          appender.append(1).append(1).append(29_000_000).append(value & 127);
          appender.append((short) 200).append(value & 4_095).append((short) (400 + (value & 63)));
          appender.append(value & 0xFFFFFL).append(value & 1_023L).append(value & 8_191L);
          appender.append(1L + (value & 1));
          appender.endRow();
        }
      }
      statement.execute("COMMIT");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

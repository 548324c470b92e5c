// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.SQLException;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** DuckDB's appender with names for what the store writes; counts rows. */
final class RowAppender {

  private final DuckDBAppender appender;
  private long rows;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  RowAppender begin() throws SQLException {
    appender.beginRow();
    return this;
  }

  RowAppender add(int value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(short value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(double value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(boolean value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(UUID value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender add(@Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  RowAppender addOrNull(@Nullable Integer value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.intValue());
    }
    return this;
  }

  RowAppender addOrNull(@Nullable Long value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.longValue());
    }
    return this;
  }

  RowAppender addOrNull(@Nullable Double value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.doubleValue());
    }
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
    rows++;
  }

  long rows() {
    return rows;
  }

  void flush() throws SQLException {
    appender.flush();
  }

  void close() throws SQLException {
    appender.close();
  }
}

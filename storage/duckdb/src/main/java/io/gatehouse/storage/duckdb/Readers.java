// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections for reading, each used by one question at a time. */
final class Readers {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  private final BlockingQueue<DuckDBConnection> idle;
  private final int size;
  private volatile boolean closed;

  private Readers(int size) {
    this.size = size;
    idle = new ArrayBlockingQueue<>(size);
  }

  static Readers open(DuckDBConnection writer, int size) throws SQLException {
    Readers readers = new Readers(size);
    for (int i = 0; i < size; i++) {
      readers.idle.add(writer.duplicate());
    }
    return readers;
  }

  DuckDBConnection take(long timeoutMillis) {
    try {
      DuckDBConnection connection = idle.poll(timeoutMillis, TimeUnit.MILLISECONDS);
      if (connection != null) {
        return connection;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted while waiting to read", e);
    }
    throw new StorageException(Kind.UNAVAILABLE, "too many queries at once; try again later", null);
  }

  void giveBack(DuckDBConnection connection) {
    if (closed) {
      close(connection);
      return;
    }
    idle.add(connection);
  }

  /**
   * Closes all. Waits for those in use, because DuckDB keeps a file open until its last connection
   * is gone; one that takes longer is closed when it comes back.
   */
  void close(long patienceMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    for (int i = 0; i < size; i++) {
      try {
        DuckDBConnection connection =
            idle.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (connection != null) {
          close(connection);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    closed = true;
    for (DuckDBConnection late = idle.poll(); late != null; late = idle.poll()) {
      close(late);
    }
  }

  private static void close(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("Closing a reader failed: {}", e.toString());
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: one connection that writes, a few that read.
 *
 * <p>Writers (the loader, maintenance) hold {@link #writeLock} for the length of their transaction.
 * What the writer keeps in memory ({@link Memory}) is thrown away after any failed transaction,
 * because the outcome of a failed commit is unknown, and read again before the next.
 *
 * <p>When DuckDB declares itself invalidated, the next use closes all connections and opens the
 * file again.
 */
final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final DuckDbConfig config;
  private final DatabaseFile file;

  /**
   * Guards {@link #writer}, {@link #memory} and all writing. Fair, so that the loader gets its turn
   * between the steps of maintenance.
   */
  private final ReentrantLock writeLock = new ReentrantLock(true);

  /** Held for reading while a question is answered, which may read day files. */
  private final ReentrantReadWriteLock filesInUse = new ReentrantReadWriteLock(true);

  /**
   * Held for reading, before {@link #writeLock}, while work goes on beside the loader. As long as
   * any connection is open, DuckDB gives its database to whoever opens that path, also when another
   * file has taken the name.
   */
  private final ReentrantReadWriteLock asides = new ReentrantReadWriteLock(true);

  private @Nullable DuckDBConnection writer;
  private @Nullable Memory memory;

  /** Idle readers of the current opening; null when closed. Replaced under {@link #writeLock}. */
  private volatile @Nullable Readers readers;

  private volatile boolean invalidated;

  private volatile boolean copying;

  Database(DuckDbConfig config, Map<String, String> extraSettings) {
    this.config = config;
    this.file = new DatabaseFile(config, extraSettings);
  }

  /** A question to the store. */
  interface Question<T> {
    T ask(ReadSession session) throws SQLException;
  }

  /** A change of the store. */
  interface Change<T> {
    T apply(WriteSession session) throws SQLException;
  }

  DatabaseFile file() {
    return file;
  }

  boolean isOpen() {
    return readers != null && !invalidated;
  }

  void open() {
    writeLock.lock();
    try {
      if (writer == null) {
        connect();
      }
    } finally {
      writeLock.unlock();
    }
  }

  private void connect() {
    DuckDBConnection opened = file.open();
    writer = opened;
    try {
      memory = Memory.load(opened, config);
      readers = Readers.open(opened, config.readers());
    } catch (SQLException e) {
      disconnect();
      throw Failures.onOpen(e);
    }
    invalidated = false;
  }

  private void disconnect() {
    Readers closing = readers;
    readers = null;
    memory = null;
    if (closing != null) {
      closing.close(config.queryTimeout().toMillis());
    }
    DuckDBConnection connection = writer;
    writer = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.warn("Closing the store failed: {}", e.toString());
      }
    }
  }

  private void reopenIfInvalidated() {
    if (invalidated) {
      LOG.warn("The store was invalidated by DuckDB; opening it again");
      disconnect();
      connect();
    }
  }

  <T> T read(Question<T> question) {
    if (invalidated) {
      reopen();
    }
    Readers pool = readers;
    if (pool == null) {
      throw closed();
    }
    long start = System.nanoTime();
    DuckDBConnection connection = pool.take(config.queryTimeout().toMillis());
    filesInUse.readLock().lock();
    try {
      long left = config.queryTimeout().toNanos() - (System.nanoTime() - start);
      ReadSession session = new ReadSession(connection, left);
      session.begin();
      try {
        return question.ask(session);
      } finally {
        session.end();
      }
    } catch (SQLException e) {
      noteFatal(e);
      throw Failures.onRead(e);
    } finally {
      filesInUse.readLock().unlock();
      pool.giveBack(connection);
    }
  }

  /** Runs when no question is being answered, so that files may go that answers were read from. */
  void withoutReaders(Runnable deletion) {
    filesInUse.writeLock().lock();
    try {
      deletion.run();
    } finally {
      filesInUse.writeLock().unlock();
    }
  }

  /** Runs while no file goes that answers, or a snapshot, are made from. */
  <T> T keepingFiles(Aside<T> work, Connection connection) throws SQLException {
    filesInUse.readLock().lock();
    try {
      return work.apply(connection);
    } finally {
      filesInUse.readLock().unlock();
    }
  }

  /** Tells that a copy of the database begins or has ended. */
  void copying(boolean now) {
    copying = now;
  }

  /** While it is copied, DuckDB refuses checkpoints. */
  boolean isCopying() {
    return copying;
  }

  /** A change beside the loader's, on a connection of its own. */
  interface Aside<T> {
    T apply(Connection connection) throws SQLException;
  }

  /**
   * Runs a change in a transaction that does not keep the loader waiting: it must not touch rows
   * that a writer changes, nor what the writer remembers.
   */
  <T> T aside(Aside<T> change) {
    return beside(
        connection -> {
          connection.setAutoCommit(false);
          T result = change.apply(connection);
          connection.commit();
          return result;
        });
  }

  /** The same, with a connection that leaves transactions to the caller. */
  <T> T beside(Aside<T> work) {
    asides.readLock().lock();
    try {
      return onOwnConnection(work);
    } finally {
      asides.readLock().unlock();
    }
  }

  private <T> T onOwnConnection(Aside<T> work) {
    DuckDBConnection connection;
    writeLock.lock();
    try {
      reopenIfInvalidated();
      DuckDBConnection open = writer;
      if (open == null) {
        throw closed();
      }
      connection = open.duplicate();
    } catch (SQLException e) {
      throw Failures.onWrite(e);
    } finally {
      writeLock.unlock();
    }
    try (DuckDBConnection own = connection) {
      return work.apply(own);
    } catch (SQLException e) {
      // Closing the connection rolls back.
      noteFatal(e);
      throw Failures.onWrite(e);
    }
  }

  private void reopen() {
    writeLock.lock();
    try {
      reopenIfInvalidated();
    } finally {
      writeLock.unlock();
    }
  }

  /** Runs a change in a transaction: all of it is stored, or nothing. */
  <T> T write(Change<T> change) {
    writeLock.lock();
    try {
      reopenIfInvalidated();
      DuckDBConnection connection = writer;
      if (connection == null) {
        throw closed();
      }
      return transact(connection, change);
    } finally {
      writeLock.unlock();
    }
  }

  private <T> T transact(DuckDBConnection connection, Change<T> change) {
    try {
      WriteSession session = new WriteSession(connection, memory(connection));
      // The appender joins a transaction only if a statement has opened it.
      session.execute("BEGIN TRANSACTION");
      boolean done = false;
      try {
        T result = change.apply(session);
        session.close();
        session.execute("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          memory = null;
          session.abandon();
        }
      }
    } catch (SQLException e) {
      noteFatal(e);
      throw Failures.onWrite(e);
    }
  }

  private Memory memory(DuckDBConnection connection) throws SQLException {
    Memory known = memory;
    if (known == null) {
      known = Memory.load(connection, config);
      memory = known;
    }
    return known;
  }

  LogPosition position() {
    writeLock.lock();
    try {
      reopenIfInvalidated();
      DuckDBConnection connection = writer;
      if (connection == null) {
        throw closed();
      }
      return memory(connection).position();
    } catch (SQLException e) {
      noteFatal(e);
      throw Failures.onWrite(e);
    } finally {
      writeLock.unlock();
    }
  }

  /** Moves the write-ahead log into the file. The caller has made sure that there is space. */
  void checkpoint() {
    writeLock.lock();
    try {
      reopenIfInvalidated();
      DuckDBConnection connection = writer;
      if (connection == null) {
        throw closed();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT");
      }
    } catch (SQLException e) {
      noteFatal(e);
      throw Failures.onWrite(e);
    } finally {
      writeLock.unlock();
    }
  }

  /**
   * Writes the file anew, without anything that deleted rows left in it. Nothing is read or written
   * meanwhile.
   */
  void writeAnew() {
    asides.writeLock().lock();
    writeLock.lock();
    filesInUse.writeLock().lock();
    try {
      reopenIfInvalidated();
      DuckDBConnection connection = writer;
      if (connection == null) {
        throw closed();
      }
      file.copyClean(connection);
      disconnect();
      try {
        file.useClean();
      } finally {
        connect();
      }
    } catch (SQLException e) {
      noteFatal(e);
      throw Failures.onWrite(e);
    } finally {
      filesInUse.writeLock().unlock();
      writeLock.unlock();
      asides.writeLock().unlock();
    }
  }

  private void noteFatal(SQLException failure) {
    if (Failures.isFatal(failure)) {
      invalidated = true;
    }
  }

  void close() {
    writeLock.lock();
    try {
      disconnect();
      invalidated = false;
    } finally {
      writeLock.unlock();
    }
  }

  private static StorageException closed() {
    return new StorageException(Kind.UNAVAILABLE, "the store is not open", null);
  }
}

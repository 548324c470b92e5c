// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.SqlQueries;
import io.gatehouse.storage.SqlRefusedException;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.duckdb.SqlSandbox.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQL of people. It never runs in the store's own database: the rows of the app that it may see are
 * copied to files, and it is asked of them in a {@link SqlSandbox}. In the store it would be
 * answered from tables that have all apps' rows, and DuckDB may evaluate a condition of the user's
 * before ours, so that messages of errors told of rows of others.
 */
final class DuckDbSql implements SqlQueries {

  private static final Logger LOG = LoggerFactory.getLogger(DuckDbSql.class);

  private static final int AT_A_TIME = 2;
  private static final long MOST_MEMORY = 256_000_000;

  private final Database database;
  private final DuckDbConfig config;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  DuckDbSql(Database database, DuckDbConfig config) {
    this.database = database;
    this.config = config;
  }

  private interface Work<T> {
    T in(SqlSandbox sandbox, Checked sql) throws SQLException, IOException;
  }

  @Override
  public List<View> views() {
    return SqlViews.ALL;
  }

  @Override
  public Answer ask(Question question, int maxRows) {
    return run(question, (sandbox, sql) -> sandbox.ask(sql, maxRows));
  }

  @Override
  public StoredFile file(Question question, FileFormat format, int maxRows) {
    return run(
        question,
        (sandbox, sql) -> {
          StoredFile made = sandbox.file(sql, format, maxRows);
          Path kept = database.file().exports().newFile(format);
          Files.move(made.path(), kept);
          return new StoredFile(kept, format, made.rows(), made.cut());
        });
  }

  private <T> T run(Question question, Work<T> work) {
    if (question.sql().length() > MAX_SQL) {
      throw new SqlRefusedException(
          "The SQL has " + question.sql().length() + " characters; at most " + MAX_SQL + ".");
    }
    Deadline deadline = Deadline.in(config.queryTimeout());
    takePlace(deadline);
    try {
      Path folder = database.file().exports().newFolder();
      try {
        return run(question, work, folder, deadline);
      } finally {
        ExportFolder.delete(folder);
      }
    } catch (IOException e) {
      throw ExportFolder.failed(e);
    } finally {
      places.release();
    }
  }

  private void takePlace(Deadline deadline) {
    try {
      if (places.tryAcquire(deadline.nanosLeft() / 2, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException(
        Kind.BUSY, AT_A_TIME + " queries are being answered already. Try again in a moment.", null);
  }

  private <T> T run(Question question, Work<T> work, Path folder, Deadline deadline)
      throws IOException {
    long memory = Math.min(MOST_MEMORY, Math.max(64_000_000, config.memoryLimitBytes() / 2));
    try (SqlSandbox sandbox = SqlSandbox.open(folder, memory, config.threads(), deadline)) {
      Checked sql = sandbox.check(question.sql());
      if (!sql.views().isEmpty()) {
        copy(question, sql.views(), sandbox, deadline);
      }
      sandbox.show(sql.views());
      return work.in(sandbox, sql);
    } catch (SQLException e) {
      throw explain(e, folder, memory, deadline);
    }
  }

  /** Takes the rows of views out of the store. */
  private void copy(Question question, Set<String> views, SqlSandbox sandbox, Deadline deadline) {
    try {
      copy(question, views, sandbox, question.keys().get(), deadline);
    } catch (StorageException e) {
      if (e.kind() == Kind.TOO_EXPENSIVE && deadline.nanosLeft() <= 0) {
        throw deadline.passed(e);
      }
      throw e;
    }
  }

  private void copy(
      Question question,
      Set<String> views,
      SqlSandbox sandbox,
      List<KeyFacts> keys,
      Deadline deadline) {
    boolean done =
        database.beside(
            connection ->
                database.keepingFiles(
                    own -> {
                      KeyTables.create(own.unwrap(DuckDBConnection.class), keys);
                      ReadSession session = new ReadSession(own, deadline.nanosLeft());
                      session.begin();
                      try {
                        SqlViews rows = new SqlViews(session, database.file().dayFiles(), question);
                        for (String view : views) {
                          session.copy(rows.rows(view), sandbox.fileOf(view));
                        }
                        return true;
                      } finally {
                        session.end();
                      }
                    },
                    connection));
    if (!done) {
      throw new IllegalStateException("nothing was copied");
    }
  }

  private static RuntimeException explain(
      SQLException failure, Path folder, long memory, Deadline deadline) {
    if (Failures.isTimeout(failure)) {
      return deadline.passed(failure);
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Out of Memory Error")) {
      return new StorageException(
          Kind.TOO_EXPENSIVE,
          "The query needs more than "
              + memory / 1_000_000
              + " MB of memory. Choose a shorter range, or ask for less.",
          failure);
    }
    if (Failures.isFatal(failure)) {
      LOG.warn("SQL of a user made DuckDB fail; only that query is affected", failure);
      return new SqlRefusedException("The query engine failed. Write the query differently.");
    }
    String told = message.replace(folder.toString(), "").strip();
    return new SqlRefusedException(told.length() > 1_000 ? told.substring(0, 1_000) : told);
  }
}

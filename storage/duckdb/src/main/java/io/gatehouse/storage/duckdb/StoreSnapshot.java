// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.LinkedFile;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.Snapshot;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database beside the loader, as one transaction sees it. The copy is written in the
 * store's own folder, the only one that SQL may write to, and moved when it is whole; day files get
 * a second name.
 */
final class StoreSnapshot {

  private static final Logger LOG = LoggerFactory.getLogger(StoreSnapshot.class);

  private final Database database;

  StoreSnapshot(Database database) {
    this.database = database;
  }

  Snapshot write(Path folder) {
    Path made = database.file().snapshotFolder();
    database.copying(true);
    try {
      empty(made);
      Files.createDirectories(made);
      // A name of its own: a copy that could not be let go must not prevent the next.
      String name = "snapshot_" + System.nanoTime();
      Path copy = made.resolve(name + ".duckdb");
      Snapshot snapshot = database.beside(connection -> copy(connection, copy, name, folder));
      Files.move(copy, folder.resolve(DatabaseFile.NAME));
      return snapshot;
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException(
          Kind.UNAVAILABLE, "the store cannot be copied: " + e.getMessage(), e);
    } finally {
      database.copying(false);
      try {
        empty(made);
      } catch (IOException e) {
        LOG.warn("What is left of a copy of the store goes with the next one: {}", e.toString());
      }
    }
  }

  private Snapshot copy(Connection connection, Path copy, String name, Path folder)
      throws SQLException {
    execute(connection, "ATTACH " + DayFiles.literal(copy) + " AS " + name);
    boolean whole = false;
    try {
      execute(connection, "BEGIN TRANSACTION");
      // Before the rows, which take long: until then a file that is not needed any more stays.
      Snapshot snapshot = database.keepingFiles(reader -> linkDayFiles(reader, folder), connection);
      execute(connection, "COPY FROM DATABASE " + DatabaseFile.CATALOG + " TO " + name);
      execute(connection, "COMMIT");
      execute(connection, "CHECKPOINT " + name);
      whole = true;
      return snapshot;
    } finally {
      if (!whole) {
        tryTo(connection, "ROLLBACK");
      }
      tryTo(connection, "DETACH DATABASE IF EXISTS " + name);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** After a failure, which is what the caller has to hear of. */
  private static void tryTo(Connection connection, String sql) {
    try {
      execute(connection, sql);
    } catch (SQLException e) {
      LOG.warn("After a copy of the store, {} failed: {}", sql, e.getMessage());
    }
  }

  private Snapshot linkDayFiles(Connection connection, Path folder) throws SQLException {
    DayFiles files = database.file().dayFiles();
    List<DayFile> valid = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT app, day, kind, number FROM day_file")) {
      while (rows.next()) {
        valid.add(
            new DayFile(
                rows.getInt(1), rows.getInt(2), DayFiles.kind(rows.getString(3)), rows.getInt(4)));
      }
    }
    try {
      Path requests = Files.createDirectories(folder.resolve(DayFiles.FOLDER));
      for (DayFile file : valid) {
        LinkedFile.link(files.path(file), requests.resolve(file.name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a day file cannot be kept: " + e.getMessage(), e);
    }
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT log_partition, log_offset FROM loader_position")) {
      row.next();
      return new Snapshot(Schema.VERSION, new LogPosition(row.getInt(1), row.getLong(2)));
    }
  }

  /** Deletes what lies in the folder. */
  static void empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

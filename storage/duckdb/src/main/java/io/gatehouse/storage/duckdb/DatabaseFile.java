// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** The files of the store and how they are opened. */
final class DatabaseFile {

  static final String NAME = "telemetry.duckdb";

  /** What SQL calls the database: its file's name without the ending. */
  static final String CATALOG = "telemetry";

  /** Settings that a running query or a user's SQL must not be able to change. */
  private static final List<String> SETTINGS =
      List.of(
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET allow_community_extensions = false",
          // A checkpoint on a full disk kills the database, so only we decide when to make one.
          "SET checkpoint_threshold = '1TB'",
          "SET wal_autocheckpoint_entries = 0",
          // Endpoint × bucket fits into an array then, which halves the time of percentiles.
          "SET perfect_ht_threshold = 18",
          "PRAGMA disable_checkpoint_on_shutdown",
          "SET lock_configuration = true");

  private final DuckDbConfig config;
  private final Map<String, String> extraSettings;
  private final Path file;
  private final DayFiles dayFiles;
  private final ExportFolder exports;

  DatabaseFile(DuckDbConfig config, Map<String, String> extraSettings) {
    this.config = config;
    this.extraSettings = extraSettings;
    this.file = config.directory().resolve(NAME);
    this.dayFiles = new DayFiles(config.directory().resolve(DayFiles.FOLDER));
    this.exports = new ExportFolder(config.directory().resolve(ExportFolder.NAME));
  }

  /** Where SQL may write what somebody takes away. */
  ExportFolder exports() {
    return exports;
  }

  /** The only other files that SQL may touch, beside copies and exports. */
  DayFiles dayFiles() {
    return dayFiles;
  }

  Path path() {
    return file;
  }

  Path wal() {
    return Path.of(file + ".wal");
  }

  /** Where a copy of the database is written; what a crash left there goes with the next one. */
  Path snapshotFolder() {
    return config.directory().resolve("snapshot");
  }

  /** Opens or creates the file and brings its schema up to date. */
  DuckDBConnection open() {
    Path temporary = config.directory().resolve("tmp");
    try {
      Files.createDirectories(temporary);
      StoreSnapshot.empty(snapshotFolder());
      exports.empty();
    } catch (IOException e) {
      throw new StorageException(
          Kind.UNAVAILABLE, "the store's directory cannot be written: " + config.directory(), e);
    }
    NativeLibrary.load(config.directory().resolve("native"));
    Properties properties = new Properties();
    properties.setProperty("memory_limit", config.memoryLimitBytes() + "B");
    properties.setProperty("threads", Integer.toString(config.threads()));
    properties.setProperty("temp_directory", temporary.toString());
    properties.setProperty("max_temp_directory_size", config.tempLimitBytes() + "B");
    properties.setProperty("preserve_insertion_order", "false");
    properties.putAll(extraSettings);
    try {
      return prepare(DriverManager.getConnection("jdbc:duckdb:" + file, properties));
    } catch (SQLException e) {
      throw Failures.onOpen(e);
    }
  }

  private DuckDBConnection prepare(Connection opened) throws SQLException {
    DuckDBConnection connection = opened.unwrap(DuckDBConnection.class);
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "SET allowed_directories = [%s, %s, %s]"
                .formatted(
                    DayFiles.literal(dayFiles.folder()),
                    DayFiles.literal(snapshotFolder()),
                    DayFiles.literal(exports.path())));
        statement.execute("SET enable_external_access = false");
        for (String setting : SETTINGS) {
          statement.execute(setting);
        }
      }
      Schema.migrate(connection);
      Schema.createTemporary(connection);
      dayFiles.open(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Copies what is stored to a file beside; the connection is the only one that is used. */
  void copyClean(Connection connection) throws SQLException {
    try {
      Files.createDirectories(dayFiles.folder());
      Files.deleteIfExists(clean());
      Files.deleteIfExists(Path.of(clean() + ".wal"));
    } catch (IOException e) {
      throw new StorageException(Kind.UNAVAILABLE, "the store cannot be written anew", e);
    }
    try (Statement statement = connection.createStatement()) {
      // Empties the write-ahead log, which must not be applied to the new file.
      statement.execute("CHECKPOINT");
      statement.execute("ATTACH " + DayFiles.literal(clean()) + " AS clean");
      try {
        statement.execute("COPY FROM DATABASE telemetry TO clean");
        statement.execute("CHECKPOINT clean");
      } finally {
        statement.execute("DETACH clean");
      }
    }
  }

  /** Puts the copy in the place of the database, which nobody has open. */
  void useClean() {
    try {
      try (FileChannel channel = FileChannel.open(clean(), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.deleteIfExists(wal());
      Files.move(clean(), file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(config.directory(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new StorageException(Kind.UNAVAILABLE, "the store cannot be written anew", e);
    }
  }

  private Path clean() {
    return dayFiles.folder().resolve("clean.duckdb");
  }

  /** Renames the database and its log to {@code *.damaged-<time>}. */
  void moveAside(long nowEpochMillis) {
    try {
      for (Path path : List.of(file, wal(), dayFiles.folder())) {
        if (Files.exists(path)) {
          Files.move(path, Path.of(path + ".damaged-" + nowEpochMillis));
        }
      }
    } catch (IOException e) {
      throw new StorageException(
          Kind.UNAVAILABLE, "the damaged store cannot be moved aside: " + file, e);
    }
  }

  long walBytes() {
    return wal().toFile().length();
  }

  long bytes() {
    return file.toFile().length() + walBytes() + dayFiles.bytes();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Parquet files that hold requests of days that are over: one or more for each app, day and
 * kind. A file never changes. The table {@code day_file} says which are valid; whatever else lies
 * in the folder is left over from a crash or a deletion.
 */
final class DayFiles {

  static final String CREATE_TABLE =
      "CREATE TABLE day_file (app INTEGER NOT NULL, day INTEGER NOT NULL, kind VARCHAR NOT NULL,"
          + " number INTEGER NOT NULL, stored_rows BIGINT NOT NULL, bytes BIGINT NOT NULL)";

  /** Which files lack the columns that came with schema version {@link Schema#WITH_KEYS}. */
  static final String NOTE_NARROW =
      "CREATE TABLE narrow_day_file AS SELECT app, day, kind, number FROM day_file WHERE kind = '%s'"
          .formatted(RequestTable.REQUEST.table);

  /**
   * Which files lack those of {@link Schema#WITH_VERSIONS}, and with which version all were made.
   */
  static final List<String> NOTE_MORE_NARROW =
      List.of(
          "ALTER TABLE narrow_day_file ADD COLUMN written INTEGER DEFAULT "
              + (Schema.WITH_KEYS - 1),
          "INSERT INTO narrow_day_file SELECT app, day, kind, number, %d FROM day_file AS f WHERE"
                  .formatted(Schema.WITH_VERSIONS - 1)
              + " kind = '%s' AND NOT EXISTS (SELECT 1 FROM narrow_day_file AS n WHERE n.app = f.app"
                  .formatted(RequestTable.REQUEST.table)
              + " AND n.day = f.day AND n.kind = f.kind AND n.number = f.number)");

  /** Their folder within the store's. */
  static final String FOLDER = "requests";

  static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Path folder;

  /**
   * Files without the newest columns, with the schema version they were written with; they get
   * fewer as days are deleted or written anew.
   */
  private volatile Map<DayFile, Integer> narrow = Map.of();

  /**
   * @param folder the only one, beside the database, that SQL may touch
   */
  DayFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * One file.
   *
   * @param day since 1970-01-01
   * @param number tells files of a day apart
   */
  record DayFile(int app, int day, RequestTable kind, int number) {

    String name() {
      return String.format(
          Locale.ROOT, "%d-%s-%s-%d.parquet", app, LocalDate.ofEpochDay(day), kind.table, number);
    }
  }

  Path folder() {
    return folder;
  }

  Path path(DayFile file) {
    return folder.resolve(file.name());
  }

  /** The files of an app and some days, newest day first. */
  List<DayFile> of(ReadSession session, int app, long fromDay, long toDay) throws SQLException {
    Sql sql =
        Sql.of(
            "SELECT day, kind, number FROM day_file WHERE app = ? AND day >= ? AND day <= ?"
                + " ORDER BY day DESC, number",
            app,
            fromDay,
            toDay);
    return session.list(
        sql, row -> new DayFile(app, row.getInt(1), kind(row.getString(2)), row.getInt(3)));
  }

  static RequestTable kind(String table) {
    for (RequestTable kind : RequestTable.values()) {
      if (kind.table.equals(table)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of day file: " + table);
  }

  /** A FROM item with all rows of the files; they are not none. */
  String read(List<DayFile> files) {
    Map<DayFile, Integer> old = narrow;
    // Newest first, whose columns all have their own types.
    TreeMap<Integer, List<DayFile>> written = new TreeMap<>(Comparator.reverseOrder());
    for (DayFile file : files) {
      written
          .computeIfAbsent(old.getOrDefault(file, Schema.VERSION), unused -> new ArrayList<>())
          .add(file);
    }
    if (written.firstKey() == Schema.VERSION && written.size() == 1) {
      return parquet(files);
    }
    RequestTable kind = files.get(0).kind();
    return written.entrySet().stream()
        .map(
            same ->
                "SELECT %s FROM %s"
                    .formatted(kind.columnNames(same.getKey()), parquet(same.getValue())))
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  private String parquet(List<DayFile> files) {
    List<String> names = new ArrayList<>();
    for (DayFile file : files) {
      names.add(literal(path(file)));
    }
    return "read_parquet([" + String.join(", ", names) + "])";
  }

  /** Finds out which files lack columns. */
  void open(Connection connection) throws SQLException {
    Map<DayFile, Integer> found = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("SELECT app, day, kind, number, written FROM narrow_day_file")) {
      while (rows.next()) {
        found.put(
            new DayFile(rows.getInt(1), rows.getInt(2), kind(rows.getString(3)), rows.getInt(4)),
            rows.getInt(5));
      }
    }
    narrow = Map.copyOf(found);
  }

  static String literal(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  /** Makes a file that was written complete and durable under its name. */
  void publish(Path written, DayFile file) {
    if (narrow.containsKey(file)) {
      // All files of its day were deleted, so that numbers begin again.
      Map<DayFile, Integer> fewer = new HashMap<>(narrow);
      fewer.remove(file);
      narrow = Map.copyOf(fewer);
    }
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(written, path(file));
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the day file " + file.name() + " cannot be kept", e);
    }
  }

  /** Deletes what the table does not know. Nobody may be reading such a file. */
  void sweep(Set<DayFile> valid) {
    Set<String> names = new HashSet<>();
    for (DayFile file : valid) {
      names.add(file.name());
    }
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.toList()) {
        if (!names.contains(String.valueOf(path.getFileName()))) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("old day files cannot be deleted in " + folder, e);
    }
  }

  long bytes() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.mapToLong(path -> path.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder cannot be read: " + folder, e);
    }
  }
}

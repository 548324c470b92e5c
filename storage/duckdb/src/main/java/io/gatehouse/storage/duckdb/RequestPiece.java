// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of the stored requests that is searched at once: the tables of the main file, or the files
 * of some days. Searching a few days after the other, newest first, finds the newest without
 * reading the oldest, and what takes long can end between two days.
 *
 * @param day the newest, since 1970-01-01; null = the tables
 * @param days how many there are, the newest included
 */
record RequestPiece(DayFiles folder, @Nullable Integer day, int days, List<DayFile> files) {

  static final long MICROS_PER_MINUTE = 60_000_000L;

  RequestPiece {
    files = List.copyOf(files);
  }

  /** The tables. */
  static RequestPiece tables(DayFiles folder) {
    return new RequestPiece(folder, null, 0, List.of());
  }

  /** The files of one day. */
  static RequestPiece ofDay(DayFiles folder, int day, List<DayFile> files) {
    return new RequestPiece(folder, day, 1, files);
  }

  /** Days as one; they are ordered from new to old. */
  static RequestPiece joined(List<RequestPiece> days) {
    RequestPiece newest = days.get(0);
    if (days.size() == 1) {
      return newest;
    }
    List<DayFile> files = days.stream().flatMap(piece -> piece.files.stream()).toList();
    long span = newest.endMicros() - days.get(days.size() - 1).startMicros();
    return new RequestPiece(
        newest.folder, newest.day, (int) (span / DayFiles.MICROS_PER_DAY), files);
  }

  /** The tables, then days from new to old, of an app and a range. */
  static List<RequestPiece> of(ReadSession session, DayFiles folder, int app, TimeRange range)
      throws SQLException {
    Map<Integer, List<DayFile>> days = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (DayFile file : folder.of(session, app, day(range.fromEpochMinute()), lastDay(range))) {
      days.computeIfAbsent(file.day(), unused -> new ArrayList<>()).add(file);
    }
    List<RequestPiece> pieces = new ArrayList<>();
    pieces.add(tables(folder));
    days.forEach((day, files) -> pieces.add(ofDay(folder, day, files)));
    return pieces;
  }

  private static long day(long epochMinute) {
    return Math.floorDiv(epochMinute, 1440L);
  }

  private static long lastDay(TimeRange range) {
    return day(range.toEpochMinute() - 1);
  }

  /** Whether there is anything of the kind. */
  boolean has(RequestTable table) {
    return day == null || files.stream().anyMatch(file -> file.kind() == table);
  }

  /** A FROM item with the rows of a kind. */
  String rows(RequestTable table) {
    if (day == null) {
      return table.table;
    }
    List<DayFile> found = files.stream().filter(file -> file.kind() == table).toList();
    // An empty relation with the right columns.
    return found.isEmpty() ? "(FROM " + table.table + " LIMIT 0)" : folder.read(found);
  }

  /** Spans or log lines that came by themselves; they may be sealed before their request. */
  String looseRows(RequestTable table) {
    return day == null
        ? table.table
        : "(SELECT %1$s FROM %2$s UNION ALL SELECT %1$s FROM %3$s)"
            .formatted(table.columnNames(), table.table, rows(table));
  }

  /** The first microsecond that is not in it; the tables have no end. */
  long endMicros() {
    Integer known = day;
    return known == null ? Long.MAX_VALUE : (known + 1L) * DayFiles.MICROS_PER_DAY;
  }

  /** The first microsecond in it. */
  long startMicros() {
    Integer known = day;
    return known == null ? Long.MIN_VALUE : (known - days + 1L) * DayFiles.MICROS_PER_DAY;
  }
}

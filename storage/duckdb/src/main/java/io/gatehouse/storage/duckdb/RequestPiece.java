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
 * of a day. Searching day by day, newest first, finds the newest without reading the oldest, and
 * what takes long can end between two days.
 *
 * @param day since 1970-01-01; null = the tables
 */
record RequestPiece(DayFiles folder, @Nullable Integer day, List<DayFile> files) {

  static final long MICROS_PER_MINUTE = 60_000_000L;

  RequestPiece {
    files = List.copyOf(files);
  }

  /** The tables, then days from new to old, of an app and a range. */
  static List<RequestPiece> of(ReadSession session, DayFiles folder, int app, TimeRange range)
      throws SQLException {
    Map<Integer, List<DayFile>> days = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (DayFile file : folder.of(session, app, day(range.fromEpochMinute()), lastDay(range))) {
      days.computeIfAbsent(file.day(), unused -> new ArrayList<>()).add(file);
    }
    List<RequestPiece> pieces = new ArrayList<>();
    pieces.add(new RequestPiece(folder, null, List.of()));
    days.forEach((day, files) -> pieces.add(new RequestPiece(folder, day, files)));
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
    return known == null ? Long.MAX_VALUE : (known + 1) * DayFiles.MICROS_PER_DAY;
  }

  /** The first microsecond in it. */
  long startMicros() {
    Integer known = day;
    return known == null ? Long.MIN_VALUE : known * DayFiles.MICROS_PER_DAY;
  }
}

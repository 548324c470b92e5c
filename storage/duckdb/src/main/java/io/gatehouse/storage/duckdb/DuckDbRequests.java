// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TimeRange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Single requests. A search goes through the main file and then day by day into the past, so that
 * it finds the newest first and can end early.
 */
final class DuckDbRequests implements RequestLogQueries {

  private static final int MAX_OF_TRACE = 100;

  private static final Comparator<StoredRequest> NEWEST_FIRST =
      Comparator.<StoredRequest>comparingLong(request -> request.log().startEpochMicros())
          .thenComparing(request -> request.log().id(), UuidOrder.UNSIGNED)
          .reversed();

  private final Database database;
  private final DayFiles files;

  DuckDbRequests(Database database, DayFiles files) {
    this.database = database;
    this.files = files;
  }

  @Override
  public Page list(Scope scope, @Nullable String after, int limit) {
    int size = Math.max(1, Math.min(limit, 1_000));
    RequestCursor cursor = RequestCursor.parse(after);
    return database.read(
        session -> {
          List<StoredRequest> found = new ArrayList<>();
          boolean any = false;
          RequestFilter wanted = RequestFilter.of(session, scope);
          RequestWalk walk =
              new RequestWalk(
                  RequestPiece.of(session, files, scope.app(), scope.range()).stream()
                      .filter(piece -> !isBefore(cursor, piece))
                      .toList());
          for (RequestPiece piece = walk.next(); piece != null; piece = walk.next()) {
            // Whatever is older cannot be on this page any more.
            if (found.size() > size
                && found.get(size).log().startEpochMicros() >= piece.endMicros()) {
              break;
            }
            Sql filter = wanted.over(piece);
            if (cursor != null) {
              filter
                  .add(" AND (start_micros < ?", cursor.startMicros())
                  .add(" OR (start_micros = ? AND id < ?))", cursor.startMicros(), cursor.id());
            }
            if (any && session.isLate()) {
              return partial(found, piece);
            }
            try {
              found.addAll(rows(session, piece, filter, size + 1));
            } catch (StorageException | SQLException e) {
              if (!any || !Failures.isTimeout(e)) {
                throw e;
              }
              return partial(found, piece);
            }
            found.sort(NEWEST_FIRST);
            found = new ArrayList<>(found.subList(0, Math.min(found.size(), size + 1)));
            any = true;
          }
          return page(found, size);
        });
  }

  /** Whether the cursor has passed all of the piece. */
  private static boolean isBefore(@Nullable RequestCursor cursor, RequestPiece piece) {
    return cursor != null && cursor.startMicros() < piece.startMicros();
  }

  /**
   * The newest that match. In files, which of them is found out first from the few columns that
   * takes; only those are then read whole.
   */
  private static List<StoredRequest> rows(
      ReadSession session, RequestPiece piece, Sql filter, int limit) throws SQLException {
    String order = "start_micros DESC, id DESC";
    if (piece.day() == null) {
      return session.list(StoredRows.list(piece, filter, order, limit), StoredRows::read);
    }
    List<RequestCursor> found =
        session.list(
            Sql.of("SELECT start_micros, id FROM " + piece.rows(RequestTable.REQUEST) + " WHERE ")
                .add(filter)
                .add(" ORDER BY " + order + " LIMIT ?", limit),
            row -> new RequestCursor(row.getLong(1), row.getObject(2, UUID.class)));
    if (found.isEmpty()) {
      return List.of();
    }
    StringJoiner ids = new StringJoiner("','", "'", "'");
    found.forEach(request -> ids.add(request.id().toString()));
    Sql those =
        Sql.of(
            "start_micros >= ? AND start_micros <= ? AND id IN (SELECT unnest([%s]::UUID[]))"
                .formatted(ids),
            found.get(found.size() - 1).startMicros(),
            found.get(0).startMicros());
    return session.list(StoredRows.list(piece, those, order, limit), StoredRows::read);
  }

  private static Page page(List<StoredRequest> found, int size) {
    if (found.size() <= size) {
      return new Page(found, null, null);
    }
    return new Page(found.subList(0, size), cursor(found.get(size - 1)), null);
  }

  private static String cursor(StoredRequest request) {
    return new RequestCursor(request.log().startEpochMicros(), request.log().id()).text();
  }

  /** What there is when time is up; the search goes on where it ended. */
  private static Page partial(List<StoredRequest> found, RequestPiece next) {
    long to = next.endMicros();
    List<StoredRequest> sure = new ArrayList<>(found);
    // The tables hold some of older days, too; those come when their day was searched.
    sure.removeIf(request -> request.log().startEpochMicros() < to);
    return new Page(sure, new RequestCursor(to, new UUID(0, 0)).text(), to);
  }

  @Override
  public Strip strip(Scope scope, Buckets buckets) {
    return database.read(
        session -> {
          Bars bars = Bars.of(buckets, scope.range());
          Map<Long, long[]> counts = new TreeMap<>();
          boolean any = false;
          RequestFilter wanted = RequestFilter.of(session, scope);
          RequestWalk walk =
              new RequestWalk(RequestPiece.of(session, files, scope.app(), scope.range()));
          for (RequestPiece piece = walk.next(); piece != null; piece = walk.next()) {
            if (any && session.isLate()) {
              return strip(counts, bars, piece.endMicros());
            }
            try {
              count(session, wanted.over(piece), piece, bars, counts);
            } catch (StorageException | SQLException e) {
              if (!any || !Failures.isTimeout(e)) {
                throw e;
              }
              return strip(counts, bars, piece.endMicros());
            }
            any = true;
          }
          return strip(counts, bars, null);
        });
  }

  private static Strip strip(Map<Long, long[]> counts, Bars bars, @Nullable Long searchedTo) {
    List<StripBar> strip = new ArrayList<>();
    counts.forEach(
        (key, n) ->
            strip.add(new StripBar(bars.start(key), n[0] - n[1] - n[2] - n[3], n[1], n[2], n[3])));
    return new Strip(strip, searchedTo);
  }

  private static void count(
      ReadSession session, Sql filter, RequestPiece piece, Bars bars, Map<Long, long[]> counts)
      throws SQLException {
    Sql sql =
        Sql.of(
                "SELECT %s AS bar, count(*),".formatted(bars.key("(start_micros // 60000000)"))
                    + " count(*) FILTER (WHERE ending = 0 AND status BETWEEN 300 AND 399),"
                    + " count(*) FILTER (WHERE ending = 0 AND status BETWEEN 400 AND 499),"
                    + " count(*) FILTER (WHERE ending = 1 OR (ending = 0 AND status >= 500)) FROM "
                    + piece.rows(RequestTable.REQUEST)
                    + " WHERE ")
            .add(filter)
            .add(" GROUP BY bar");
    session.list(
        sql,
        row -> {
          long[] n = counts.computeIfAbsent(row.getLong(1), unused -> new long[4]);
          for (int i = 0; i < n.length; i++) {
            n[i] += row.getLong(i + 2);
          }
          return true;
        });
  }

  @Override
  public Arrivals arrivals(Scope scope, @Nullable String mark, int limit) {
    int size = Math.max(1, Math.min(limit, 1_000));
    Long known = RequestCursor.mark(mark);
    return database.read(
        session -> {
          long newest =
              session
                  .first(
                      Sql.of("SELECT coalesce(max(sequence), 0) FROM request"),
                      row -> row.getLong(1))
                  .orElseThrow();
          // A mark beyond the newest is of a store that was replaced since.
          if (known == null || known >= newest) {
            return new Arrivals(List.of(), Long.toString(newest), 0);
          }
          RequestPiece tables = RequestPiece.tables(files);
          Sql filter =
              RequestFilter.of(session, scope)
                  .over(tables)
                  .add(" AND sequence > ? AND sequence <= ?", known, newest);
          List<StoredRequest> found =
              new ArrayList<>(
                  session.list(
                      StoredRows.list(tables, filter, "sequence DESC", size), StoredRows::read));
          java.util.Collections.reverse(found);
          long skipped = 0;
          if (found.size() == size) {
            Sql all = Sql.of("SELECT count(*) FROM request WHERE ").add(filter);
            skipped = session.first(all, row -> row.getLong(1)).orElseThrow() - size;
          }
          return new Arrivals(found, Long.toString(newest), skipped);
        });
  }

  @Override
  public Optional<StoredRequest> find(int app, UUID id, @Nullable Long startEpochMicros) {
    return database.read(
        session -> new FoundRequest(session, files, app, id).find(startEpochMicros));
  }

  @Override
  public List<StoredRequest> ofTrace(int app, String traceId, TimeRange range) {
    return database.read(
        session -> {
          Map<UUID, StoredRequest> found = new LinkedHashMap<>();
          for (RequestPiece piece : RequestPiece.of(session, files, app, range)) {
            Sql filter =
                Sql.of(
                    "app = ? AND trace_id = ? AND start_micros >= ? AND start_micros < ?",
                    app,
                    traceId,
                    range.fromEpochMinute() * RequestPiece.MICROS_PER_MINUTE,
                    range.toEpochMinute() * RequestPiece.MICROS_PER_MINUTE);
            for (StoredRequest request : rows(session, piece, filter, MAX_OF_TRACE)) {
              found.put(request.log().id(), request);
            }
          }
          return found.values().stream()
              .sorted(NEWEST_FIRST.reversed())
              .limit(MAX_OF_TRACE)
              .toList();
        });
  }
}

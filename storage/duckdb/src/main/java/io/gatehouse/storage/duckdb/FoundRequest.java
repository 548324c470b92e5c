// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.TimeRange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds one request and everything that belongs to it. */
final class FoundRequest {

  /** What belongs to a trace comes from within an hour of the request. */
  private static final long TRACE_MINUTES = 60;

  private static final int MAX_LOOSE = 2_000;
  private static final long LAST_MINUTE = BatchCheck.MAX_MINUTE;

  private final ReadSession session;
  private final DayFiles files;
  private final int app;
  private final UUID id;

  FoundRequest(ReadSession session, DayFiles files, int app, UUID id) {
    this.session = session;
    this.files = files;
    this.app = app;
    this.id = id;
  }

  Optional<StoredRequest> find(@Nullable Long startEpochMicros) throws SQLException {
    TimeRange range = new TimeRange(0, LAST_MINUTE);
    if (startEpochMicros != null) {
      long minute = Math.floorDiv(startEpochMicros, RequestPiece.MICROS_PER_MINUTE);
      range = new TimeRange(minute, minute + 1);
    }
    for (RequestPiece piece : RequestPiece.of(session, files, app, range)) {
      Sql filter = Sql.of("app = ? AND id = ?", app, id);
      if (startEpochMicros != null) {
        filter.add(" AND start_micros = ?", startEpochMicros);
      }
      Optional<StoredRequest> found =
          session.first(StoredRows.whole(piece, filter), StoredRows::readWhole);
      if (found.isPresent()) {
        return Optional.of(complete(found.get(), piece));
      }
    }
    return Optional.empty();
  }

  private StoredRequest complete(StoredRequest found, RequestPiece piece) throws SQLException {
    RequestLog.Builder log = found.log().toBuilder();
    if (found.hasBodies() || piece.has(RequestTable.BODY)) {
      Sql sql =
          Sql.of(
                  "SELECT request_state, request_body, response_state, response_body FROM "
                      + piece.rows(RequestTable.BODY))
              .add(
                  " WHERE app = ? AND start_micros = ? AND id = ?",
                  app,
                  found.log().startEpochMicros(),
                  id);
      session.first(
          sql,
          row -> log.requestBody(StoredBody.read(row, 1)).responseBody(StoredBody.read(row, 3)));
    }
    String traceId = found.log().traceId();
    if (traceId == null) {
      return with(found, log.build());
    }
    long minute = found.log().startEpochMicros() / RequestPiece.MICROS_PER_MINUTE;
    TimeRange around =
        new TimeRange(Math.max(0, minute - TRACE_MINUTES), minute + 1 + TRACE_MINUTES);
    List<RequestPiece> pieces = RequestPiece.of(session, files, app, around);
    addSpans(log, found.log().spans(), pieces, traceId);
    addLogs(log, found.log(), pieces, traceId);
    return with(found, log.build());
  }

  private void addSpans(
      RequestLog.Builder log, List<Span> own, List<RequestPiece> pieces, String traceId)
      throws SQLException {
    Map<String, Span> spans = new LinkedHashMap<>();
    own.forEach(span -> spans.put(span.spanId(), span));
    for (RequestPiece piece : pieces) {
      if (!piece.has(RequestTable.SPAN)) {
        continue;
      }
      Sql sql =
          Sql.of("SELECT span FROM " + piece.rows(RequestTable.SPAN))
              .add(" WHERE app = ? AND trace_id = ? LIMIT ?", app, traceId, MAX_LOOSE);
      for (Span span : session.list(sql, row -> RequestJson.readSpan(row.getString(1)))) {
        spans.putIfAbsent(span.spanId(), span);
      }
    }
    if (spans.size() > own.size()) {
      List<Span> all = new ArrayList<>(spans.values());
      all.sort(Comparator.comparingLong(Span::startEpochNanos));
      log.spans(all);
    }
  }

  private record Loose(LogLine line, @Nullable ExceptionInfo exception) {}

  private void addLogs(
      RequestLog.Builder log, RequestLog own, List<RequestPiece> pieces, String traceId)
      throws SQLException {
    List<Loose> loose = new ArrayList<>();
    for (RequestPiece piece : pieces) {
      if (!piece.has(RequestTable.LOG)) {
        continue;
      }
      Sql sql =
          Sql.of(
                  "SELECT DISTINCT ON (id_high, id_low) line, error_type, error_message, stacktrace"
                      + " FROM "
                      + piece.rows(RequestTable.LOG))
              .add(" WHERE app = ? AND trace_id = ? LIMIT ?", app, traceId, MAX_LOOSE);
      loose.addAll(
          session.list(
              sql,
              row -> {
                String type = row.getString(2);
                String message = row.getString(3);
                return new Loose(
                    RequestJson.readLog(row.getString(1)),
                    type == null
                        ? null
                        : new ExceptionInfo(
                            type, message == null ? "" : message, row.getString(4), null));
              }));
    }
    if (loose.isEmpty()) {
      return;
    }
    List<LogLine> lines = new ArrayList<>(own.logs());
    loose.forEach(each -> lines.add(each.line));
    lines.sort(Comparator.comparingLong(LogLine::epochMicros));
    log.logs(lines);
    if (own.exception() == null) {
      loose.stream()
          .map(Loose::exception)
          .filter(exception -> exception != null)
          .findFirst()
          .ifPresent(log::exception);
    }
  }

  private static StoredRequest with(StoredRequest found, RequestLog log) {
    return new StoredRequest(
        found.environment(),
        log,
        found.consumerName(),
        found.consumerGroup(),
        !log.logs().isEmpty(),
        !log.spans().isEmpty(),
        found.hasBodies());
  }
}

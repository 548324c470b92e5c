// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.duckdb.RequestLogJson.Bodies;
import io.gatehouse.storage.duckdb.RequestLogJson.Detail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single requests: pages newest first, and one in full. */
final class DuckDbRequestLogs implements RequestLogQueries {

  private static final String COLUMNS =
      "log.id, log.start_micros, log.method, log.route, url, status, consumer.identifier, duration_micros,"
          + " request_bytes, response_bytes, client_address, trace_id, instance.slot, error_type,"
          + " error_message, corrected, environment.name, consumer.name, consumer.group_name,"
          + " has_logs, has_spans, has_bodies";
  private static final String JOINS =
      " LEFT JOIN environment ON environment.id = log.environment"
          + " LEFT JOIN consumer ON consumer.app = log.app AND consumer.number = log.consumer"
          + " LEFT JOIN instance ON instance.id = log.instance";

  private final Database database;

  DuckDbRequestLogs(Database database) {
    this.database = database;
  }

  @Override
  public Page list(Scope scope, @Nullable String after, int limit) {
    int size = Math.max(1, Math.min(limit, 1_000));
    return database.read(
        session -> {
          Sql filter = RequestLogFilter.of(session, scope);
          RequestLogCursor cursor = RequestLogCursor.parse(after);
          if (cursor != null) {
            filter
                .add(" AND (start_micros < ?", cursor.startMicros())
                .add(" OR (start_micros = ? AND id < ?))", cursor.startMicros(), cursor.id());
          }
          Sql sql =
              Sql.of("SELECT " + COLUMNS)
                  .add(" FROM (SELECT * FROM request_log WHERE ")
                  .add(filter)
                  .add(" ORDER BY start_micros DESC, id DESC LIMIT ?) AS log", size + 1)
                  .add(JOINS)
                  .add(" ORDER BY log.start_micros DESC, log.id DESC");
          List<StoredRequest> found =
              session.list(sql, row -> stored(row, Detail.NONE, Bodies.NONE));
          return page(found, size);
        });
  }

  private static Page page(List<StoredRequest> found, int size) {
    if (found.size() <= size) {
      return new Page(found, null);
    }
    RequestLog last = found.get(size - 1).log();
    String next = new RequestLogCursor(last.startEpochMicros(), last.id()).text();
    return new Page(List.copyOf(found.subList(0, size)), next);
  }

  @Override
  public Optional<StoredRequest> find(int app, UUID id) {
    return database.read(
        session -> {
          Sql sql =
              Sql.of("SELECT " + COLUMNS)
                  .add(", detail FROM request_log AS log")
                  .add(JOINS)
                  .add(" WHERE log.app = ? AND log.id = ?", app, id);
          Bodies bodies = bodies(session, app, id);
          return session.first(
              sql, row -> stored(row, RequestLogJson.readDetail(row.getString(23)), bodies));
        });
  }

  private static Bodies bodies(ReadSession session, int app, UUID id) throws SQLException {
    Sql sql = Sql.of("SELECT bodies FROM request_body WHERE app = ? AND id = ?", app, id);
    return session
        .first(sql, row -> RequestLogJson.readBodies(row.getString(1)))
        .orElse(Bodies.NONE);
  }

  private static StoredRequest stored(ResultSet row, Detail detail, Bodies bodies)
      throws SQLException {
    RequestLog log =
        new RequestLog(
            row.getObject(1, UUID.class),
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getInt(6),
            row.getString(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getString(11),
            row.getString(12),
            row.getObject(13, UUID.class),
            detail.requestHeaders(),
            detail.responseHeaders(),
            bodies.request(),
            bodies.response(),
            exception(row, detail),
            detail.logs(),
            detail.spans(),
            row.getString(16));
    return new StoredRequest(
        row.getString(17),
        log,
        row.getString(18),
        row.getString(19),
        row.getBoolean(20),
        row.getBoolean(21),
        row.getBoolean(22));
  }

  private static @Nullable ExceptionInfo exception(ResultSet row, Detail detail)
      throws SQLException {
    String type = row.getString(14);
    if (type == null) {
      return null;
    }
    String message = row.getString(15);
    return new ExceptionInfo(
        type, message == null ? "" : message, detail.stacktrace(), detail.sentryEventId());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads stored requests, without what is large or with it. */
final class StoredRows {

  private static final String NARROW =
      "log.id, log.start_micros, log.method, log.route, origin || path || query, status, ending,"
          + " consumer.identifier, duration_micros, request_bytes, response_bytes, client_address,"
          + " trace_id, instance.slot, error_type, error_message, corrected, weight,"
          + " environment.name, consumer.name, consumer.group_name,"
          + " logs IS NOT NULL, spans IS NOT NULL,"
          + " has_bodies AND log.start_micros >= (SELECT body_floor FROM body_state),"
          + " api_key, refusal, app_version.name";

  /** What lists leave out, after the {@link #NARROW} columns. */
  private static final String WIDE =
      ", stacktrace, sentry_event_id, request_headers, response_headers, logs, spans, attributes";

  private static final int FIRST_WIDE = 28;

  /** The column of the request body's state in {@link #withBodies}. */
  static final int FIRST_BODY = FIRST_WIDE + 7;

  private static final String JOINS =
      " LEFT JOIN environment ON environment.id = log.environment"
          + " LEFT JOIN consumer ON consumer.app = log.app AND consumer.number = log.consumer"
          + " LEFT JOIN instance ON instance.id = log.instance"
          + " LEFT JOIN app_version ON app_version.app = log.app AND app_version.number = log.version";

  private StoredRows() {}

  /** Rows for {@link #read}. */
  static Sql list(RequestPiece piece, Sql filter, String order, int limit) {
    return Sql.of("SELECT " + NARROW + " FROM (SELECT * FROM " + piece.rows(RequestTable.REQUEST))
        .add(" WHERE ")
        .add(filter)
        .add(" ORDER BY " + order + " LIMIT ?) AS log", limit)
        .add(JOINS)
        .add(" ORDER BY " + order);
  }

  /** A row for {@link #readWhole}. */
  static Sql whole(RequestPiece piece, Sql filter) {
    return Sql.of("SELECT " + NARROW + WIDE + " FROM (SELECT * FROM ")
        .add(piece.rows(RequestTable.REQUEST))
        .add(" WHERE ")
        .add(filter)
        .add(" LIMIT 1) AS log")
        .add(JOINS);
  }

  /** Rows for {@link #readWhole}, with bodies from {@link #FIRST_BODY} on, of some time. */
  static Sql withBodies(RequestPiece piece, int app, long fromMicros, long toMicros) {
    String within = " WHERE app = ? AND start_micros >= ? AND start_micros < ?";
    return Sql.of(
            "SELECT "
                + NARROW
                + WIDE
                + ", request_state, request_body, response_state, response_body FROM (SELECT *"
                + " FROM "
                + piece.rows(RequestTable.REQUEST)
                + within
                + ") AS log",
            app,
            fromMicros,
            toMicros)
        .add(JOINS)
        .add(
            " LEFT JOIN (SELECT id, request_state, request_body, response_state, response_body"
                + " FROM "
                + piece.rows(RequestTable.BODY)
                + within
                + ") AS body ON body.id = log.id",
            app,
            fromMicros,
            toMicros);
  }

  static StoredRequest read(ResultSet row) throws SQLException {
    return stored(row, builder(row).exception(exception(row, false)).build());
  }

  static StoredRequest readWhole(ResultSet row) throws SQLException {
    String attributes = row.getString(FIRST_WIDE + 6);
    RequestLog log =
        builder(row)
            .exception(exception(row, true))
            .requestHeaders(HeaderText.read(row.getString(FIRST_WIDE + 2)))
            .responseHeaders(HeaderText.read(row.getString(FIRST_WIDE + 3)))
            .logs(RequestJson.readLogs(row.getString(FIRST_WIDE + 4)))
            .spans(RequestJson.readSpans(row.getString(FIRST_WIDE + 5)))
            .attributesJson(attributes == null ? "{}" : attributes)
            .build();
    return stored(row, log);
  }

  private static RequestLog.Builder builder(ResultSet row) throws SQLException {
    return RequestLog.builder(
            row.getObject(1, UUID.class),
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            row.getString(5))
        .status(row.getInt(6))
        .ending(StoredStatus.ending(row.getInt(7)))
        .consumer(row.getString(8))
        .key(key(row.getString(25), row.getString(26)))
        .durationMicros(row.getLong(9))
        .requestBytes(row.getLong(10))
        .responseBytes(row.getLong(11))
        .clientAddress(row.getString(12))
        .traceId(row.getString(13))
        .instance(row.getObject(14, UUID.class))
        .version(row.getString(27))
        .corrected(row.getString(17))
        .weight(row.getDouble(18));
  }

  private static @Nullable KeyUse key(@Nullable String id, @Nullable String refusal) {
    return id == null && refusal == null
        ? null
        : new KeyUse(id == null ? "" : id, refusal == null ? "" : refusal);
  }

  private static StoredRequest stored(ResultSet row, RequestLog log) throws SQLException {
    return new StoredRequest(
        row.getString(19),
        log,
        row.getString(20),
        row.getString(21),
        row.getBoolean(22),
        row.getBoolean(23),
        row.getBoolean(24));
  }

  private static @Nullable ExceptionInfo exception(ResultSet row, boolean whole)
      throws SQLException {
    String type = row.getString(15);
    if (type == null) {
      return null;
    }
    String message = row.getString(16);
    return new ExceptionInfo(
        type,
        message == null ? "" : message,
        whole ? row.getString(FIRST_WIDE) : null,
        whole ? row.getString(FIRST_WIDE + 1) : null);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Maintenance.Progress;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Changes texts of stored requests: in the tables some minutes at a time, so that the loader gets
 * its turn, and day file by day file, each written anew when anything in it changed.
 */
final class RequestRewrite {

  private static final long WINDOW_MICROS = 10 * RequestPiece.MICROS_PER_MINUTE;

  private static final List<String> REQUEST_TEXTS =
      List.of(
          "origin",
          "path",
          "query",
          "client_address",
          "error_message",
          "stacktrace",
          "has_bodies",
          "request_headers",
          "response_headers",
          "logs",
          "spans",
          "attributes");
  private static final List<String> BODY_TEXTS =
      List.of("request_state", "request_body", "response_state", "response_body");

  static final String CREATE_CHANGES =
      "CREATE TEMP TABLE IF NOT EXISTS request_change (start_micros BIGINT, id UUID, origin"
          + " VARCHAR, path VARCHAR, query VARCHAR, client_address VARCHAR, error_message VARCHAR,"
          + " stacktrace VARCHAR, has_bodies BOOLEAN, request_headers VARCHAR, response_headers"
          + " VARCHAR, logs VARCHAR, spans VARCHAR, attributes VARCHAR, request_state SMALLINT,"
          + " request_body VARCHAR, response_state SMALLINT, response_body VARCHAR)";

  private final Database database;
  private final DayFiles files;
  private final int app;
  private final UnaryOperator<RequestLog> edit;
  private final Progress progress;

  RequestRewrite(
      Database database,
      DayFiles files,
      int app,
      UnaryOperator<RequestLog> edit,
      Progress progress) {
    this.database = database;
    this.files = files;
    this.app = app;
    this.edit = edit;
    this.progress = progress;
  }

  private record Span(long from, long to, long rows) {}

  private record Group(int day, int number, long rows) {}

  void run() {
    Span tables =
        database
            .read(
                session ->
                    session.first(
                        Sql.of(
                            "SELECT coalesce(min(start_micros), 0), coalesce(max(start_micros),"
                                + " -1), count(*) FROM request WHERE app = ?",
                            app),
                        row -> new Span(row.getLong(1), row.getLong(2), row.getLong(3))))
            .orElseThrow();
    List<Group> groups =
        database.read(
            session ->
                session.list(
                    Sql.of(
                        "SELECT day, number, stored_rows FROM day_file WHERE app = ? AND kind ="
                            + " 'request' ORDER BY day DESC, number",
                        app),
                    row -> new Group(row.getInt(1), row.getInt(2), row.getLong(3))));
    progress.total(tables.rows + groups.stream().mapToLong(Group::rows).sum());
    RequestPiece lately = new RequestPiece(files, null, List.of());
    for (long from = tables.from; from <= tables.to; from += WINDOW_MICROS) {
      long start = from;
      database.write(session -> rewriteTables(session, lately, start));
    }
    for (Group group : groups) {
      database.aside(connection -> rewriteFiles((DuckDBConnection) connection, group));
    }
  }

  private boolean rewriteTables(WriteSession session, RequestPiece piece, long from)
      throws SQLException {
    RowAppender changes = session.temporaryAppender("request_change");
    long changed = edit(session.connection(), piece, from, from + WINDOW_MICROS, changes);
    if (changed == 0) {
      return false;
    }
    session.flush();
    update(session, "request", REQUEST_TEXTS);
    update(session, "request_body", BODY_TEXTS);
    session.execute("DELETE FROM request_change");
    return true;
  }

  private void update(WriteSession session, String table, List<String> columns)
      throws SQLException {
    String set = columns.stream().map(c -> c + " = c." + c).collect(Collectors.joining(", "));
    session.execute(
        "UPDATE %1$s SET %2$s FROM request_change c WHERE %1$s.app = %3$d AND %1$s.id = c.id"
                .formatted(table, set, app)
            + " AND %s.start_micros = c.start_micros".formatted(table));
  }

  private boolean rewriteFiles(DuckDBConnection connection, Group group) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE_CHANGES);
    }
    DayFile requests = new DayFile(app, group.day, RequestTable.REQUEST, group.number);
    DayFile bodies = new DayFile(app, group.day, RequestTable.BODY, group.number);
    boolean withBodies = isValid(connection, bodies);
    RequestPiece piece =
        new RequestPiece(
            files, group.day, withBodies ? List.of(requests, bodies) : List.of(requests));
    RowAppender changes =
        new RowAppender(connection.createAppender("temp", "main", "request_change"));
    long changed = 0;
    for (long from = piece.startMicros(); from < piece.endMicros(); from += WINDOW_MICROS) {
      changed += edit(connection, piece, from, from + WINDOW_MICROS, changes);
    }
    changes.close();
    if (changed == 0) {
      return false;
    }
    int next = Sealing.nextNumber(connection, app, group.day);
    write(connection, requests, next, REQUEST_TEXTS);
    if (withBodies) {
      write(connection, bodies, next, BODY_TEXTS);
    }
    // Spans and log lines stay as they are; files of one number belong together.
    for (RequestTable table : List.of(RequestTable.SPAN, RequestTable.LOG)) {
      DayFile old = new DayFile(app, group.day, table, group.number);
      if (isValid(connection, old)) {
        write(connection, old, next, List.of());
      }
    }
    return true;
  }

  private static boolean isValid(Connection connection, DayFile file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM day_file WHERE app = %d AND day = %d AND kind = '%s' AND number = %d"
                    .formatted(file.app(), file.day(), file.kind().table, file.number()))) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  private void write(Connection connection, DayFile old, int number, List<String> changed)
      throws SQLException {
    String columns =
        Arrays.stream(old.kind().columnNames().split(", "))
            .map(
                c ->
                    changed.contains(c)
                        ? "CASE WHEN c.id IS NULL THEN r.%1$s ELSE c.%1$s END AS %1$s".formatted(c)
                        : "r." + c)
            .collect(Collectors.joining(", "));
    String join =
        changed.isEmpty()
            ? ""
            : " LEFT JOIN request_change c ON c.id = r.id AND c.start_micros = r.start_micros";
    Sealing.write(
        connection,
        files,
        new DayFile(old.app(), old.day(), old.kind(), number),
        "SELECT %s FROM %s AS r%s".formatted(columns, files.read(List.of(old)), join));
    Erasure.forget(connection, old);
  }

  /** Edits the requests of some time; returns how many changed. */
  private long edit(
      Connection connection, RequestPiece piece, long from, long to, RowAppender changes)
      throws SQLException {
    Sql sql = StoredRows.withBodies(piece, app, from, to);
    long changed = 0;
    long seen = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      sql.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          seen++;
          RequestLog before = read(rows);
          RequestLog after = edit.apply(before);
          if (!after.equals(before)) {
            write(changes, after);
            changed++;
          }
        }
      }
    }
    progress.done(seen, changed);
    return changed;
  }

  private static RequestLog read(ResultSet row) throws SQLException {
    StoredRequest stored = StoredRows.readWhole(row);
    return stored.log().toBuilder()
        .requestBody(StoredBody.read(row, StoredRows.FIRST_BODY))
        .responseBody(StoredBody.read(row, StoredRows.FIRST_BODY + 2))
        .build();
  }

  private static void write(RowAppender row, RequestLog log) throws SQLException {
    UrlParts url = UrlParts.of(log.url());
    @Nullable ExceptionInfo exception = log.exception();
    row.begin()
        .add(log.startEpochMicros())
        .add(log.id())
        .add(url.origin())
        .add(url.path())
        .add(url.query())
        .add(log.clientAddress())
        .add(exception == null ? null : exception.message())
        .add(exception == null ? null : exception.stacktrace())
        .add(isCaptured(log.requestBody()) || isCaptured(log.responseBody()))
        .add(HeaderText.write(log.requestHeaders()))
        .add(HeaderText.write(log.responseHeaders()))
        .add(RequestJson.logs(log.logs()))
        .add(RequestJson.spans(log.spans()))
        .add(log.attributesJson().equals("{}") ? null : log.attributesJson())
        .add(StoredBody.state(log.requestBody()))
        .add(log.requestBody().text())
        .add(StoredBody.state(log.responseBody()))
        .add(log.responseBody().text())
        .end();
  }

  private static boolean isCaptured(Body body) {
    return body.state() == Body.State.CAPTURED;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Maintenance.Progress;
import io.gatehouse.storage.RequestEdit;
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
  private final RequestEdit edit;
  private final LooseRewrite loose;
  private final Progress progress;

  RequestRewrite(Database database, DayFiles files, int app, RequestEdit edit, Progress progress) {
    this.database = database;
    this.files = files;
    this.app = app;
    this.edit = edit;
    this.loose = new LooseRewrite(files, app, edit);
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
                                + " -1), coalesce(sum(counted), 0)::BIGINT FROM (SELECT app,"
                                + " start_micros, 1 AS counted FROM request UNION ALL SELECT app,"
                                + " start_micros, 0 FROM trace_span UNION ALL SELECT app,"
                                + " start_micros, 0 FROM trace_log) WHERE app = ?",
                            app),
                        row -> new Span(row.getLong(1), row.getLong(2), row.getLong(3))))
            .orElseThrow();
    List<Group> groups =
        database.read(
            session ->
                session.list(
                    Sql.of(
                        "SELECT day, number, sum(CASE WHEN kind = 'request' THEN stored_rows ELSE 0"
                            + " END)::BIGINT FROM day_file WHERE app = ? GROUP BY day, number"
                            + " ORDER BY day DESC, number",
                        app),
                    row -> new Group(row.getInt(1), row.getInt(2), row.getLong(3))));
    progress.total(tables.rows + groups.stream().mapToLong(Group::rows).sum());
    RequestPiece lately = RequestPiece.tables(files);
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
    long looseChanged = loose.rewriteTables(session, from, from + WINDOW_MICROS);
    if (changed == 0) {
      return looseChanged > 0;
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
      statement.execute(LooseRewrite.SPAN_CHANGES);
      statement.execute(LooseRewrite.LINE_CHANGES);
    }
    DayFile requests = valid(connection, group, RequestTable.REQUEST);
    DayFile bodies = valid(connection, group, RequestTable.BODY);
    DayFile spans = valid(connection, group, RequestTable.SPAN);
    DayFile lines = valid(connection, group, RequestTable.LOG);
    long changed = requests == null ? 0 : noteChanges(connection, group, requests, bodies);
    RowAppender spanChanges = appender(connection, "span_change");
    RowAppender lineChanges = appender(connection, "line_change");
    changed += loose.noteChanges(connection, spans, lines, spanChanges, lineChanges);
    spanChanges.close();
    lineChanges.close();
    if (changed == 0) {
      return false;
    }
    // Files of one number belong together.
    int next = Sealing.nextNumber(connection, app, group.day);
    for (DayFile old : Arrays.asList(requests, bodies, spans, lines)) {
      if (old != null) {
        write(connection, old, next);
      }
    }
    return true;
  }

  private long noteChanges(
      DuckDBConnection connection, Group group, DayFile requests, @Nullable DayFile bodies)
      throws SQLException {
    RequestPiece piece =
        RequestPiece.ofDay(
            files, group.day, bodies == null ? List.of(requests) : List.of(requests, bodies));
    RowAppender changes = appender(connection, "request_change");
    long changed = 0;
    for (long from = piece.startMicros(); from < piece.endMicros(); from += WINDOW_MICROS) {
      changed += edit(connection, piece, from, from + WINDOW_MICROS, changes);
    }
    changes.close();
    return changed;
  }

  private static RowAppender appender(DuckDBConnection connection, String table)
      throws SQLException {
    return new RowAppender(connection.createAppender("temp", "main", table));
  }

  private @Nullable DayFile valid(Connection connection, Group group, RequestTable kind)
      throws SQLException {
    DayFile file = new DayFile(app, group.day, kind, group.number);
    return isValid(connection, file) ? file : null;
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

  private void write(Connection connection, DayFile old, int number) throws SQLException {
    String rows =
        switch (old.kind()) {
          case REQUEST -> changedRows(old, REQUEST_TEXTS);
          case BODY -> changedRows(old, BODY_TEXTS);
          case SPAN, LOG -> loose.changedRows(old);
        };
    Sealing.write(connection, files, new DayFile(old.app(), old.day(), old.kind(), number), rows);
    Erasure.forget(connection, old);
  }

  private String changedRows(DayFile old, List<String> changed) {
    String columns =
        Arrays.stream(old.kind().columnNames().split(", "))
            .map(
                c ->
                    changed.contains(c)
                        ? "CASE WHEN c.id IS NULL THEN r.%1$s ELSE c.%1$s END AS %1$s".formatted(c)
                        : "r." + c)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s AS r LEFT JOIN request_change c ON c.id = r.id"
            .formatted(columns, files.read(List.of(old)))
        + " AND c.start_micros = r.start_micros";
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
          RequestLog after = edit.request(before);
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

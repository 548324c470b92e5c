// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestEdit;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes texts of stored spans and log lines that came by themselves; see {@link RequestRewrite}.
 */
final class LooseRewrite {

  static final String SPAN_CHANGES =
      "CREATE TEMP TABLE IF NOT EXISTS span_change (before VARCHAR, changed VARCHAR)";

  static final String LINE_CHANGES =
      "CREATE TEMP TABLE IF NOT EXISTS line_change (id_high BIGINT, id_low BIGINT, line VARCHAR,"
          + " error_message VARCHAR, stacktrace VARCHAR)";

  private static final String SAME_LINE = "c.id_high = r.id_high AND c.id_low = r.id_low";

  private final DayFiles files;
  private final int app;
  private final RequestEdit edit;

  LooseRewrite(DayFiles files, int app, RequestEdit edit) {
    this.files = files;
    this.app = app;
    this.edit = edit;
  }

  /** Those of some time in the tables; returns how many changed. */
  long rewriteTables(WriteSession session, long from, long to) throws SQLException {
    String window =
        "r.app = %d AND r.start_micros >= %d AND r.start_micros < %d".formatted(app, from, to);
    long spans =
        editSpans(
            session.connection(),
            "trace_span AS r WHERE " + window,
            session.temporaryAppender("span_change"));
    long lines =
        editLines(
            session.connection(),
            "trace_log AS r WHERE " + window,
            session.temporaryAppender("line_change"));
    if (spans + lines == 0) {
      return 0;
    }
    session.flush();
    session.execute(
        "UPDATE trace_span AS r SET span = c.changed FROM span_change AS c WHERE "
            + window
            + " AND r.span = c.before");
    session.execute(
        "UPDATE trace_log AS r SET line = c.line, error_message = c.error_message,"
            + " stacktrace = c.stacktrace FROM line_change AS c WHERE "
            + window
            + " AND "
            + SAME_LINE);
    session.execute("DELETE FROM span_change");
    session.execute("DELETE FROM line_change");
    return spans + lines;
  }

  /** Notes the changes to files, either of which may be missing; returns how many there are. */
  long noteChanges(
      Connection connection,
      @Nullable DayFile spans,
      @Nullable DayFile lines,
      RowAppender spanChanges,
      RowAppender lineChanges)
      throws SQLException {
    long changed = 0;
    if (spans != null) {
      changed += editSpans(connection, source(spans), spanChanges);
    }
    if (lines != null) {
      changed += editLines(connection, source(lines), lineChanges);
    }
    return changed;
  }

  private String source(DayFile file) {
    return files.read(List.of(file)) + " AS r WHERE true";
  }

  /** What a file holds with the changes that were noted. */
  String changedRows(DayFile old) {
    boolean spans = old.kind() == RequestTable.SPAN;
    StringBuilder columns = new StringBuilder();
    for (String column : old.kind().columnNames().split(", ")) {
      columns.append(columns.isEmpty() ? "" : ", ").append(spans ? ofSpan(column) : ofLine(column));
    }
    return "SELECT %s FROM %s AS r LEFT JOIN %s"
        .formatted(
            columns,
            files.read(List.of(old)),
            spans ? "span_change AS c ON c.before = r.span" : "line_change AS c ON " + SAME_LINE);
  }

  private static String ofSpan(String column) {
    return column.equals("span") ? "coalesce(c.changed, r.span) AS span" : "r." + column;
  }

  private static String ofLine(String column) {
    return switch (column) {
      case "line", "error_message", "stacktrace" ->
          "CASE WHEN c.id_high IS NULL THEN r.%1$s ELSE c.%1$s END AS %1$s".formatted(column);
      default -> "r." + column;
    };
  }

  private long editSpans(Connection connection, String source, RowAppender changes)
      throws SQLException {
    long changed = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT r.span, min(r.trace_id) FROM " + source + " GROUP BY r.span")) {
      while (rows.next()) {
        String text = rows.getString(1);
        TraceSpan before = new TraceSpan(rows.getString(2), RequestJson.readSpan(text));
        TraceSpan after = edit.span(before);
        if (!after.equals(before)) {
          changes.begin().add(text).add(RequestJson.span(after.span())).end();
          changed++;
        }
      }
    }
    return changed;
  }

  private long editLines(Connection connection, String source, RowAppender changes)
      throws SQLException {
    long changed = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT ON (r.id_high, r.id_low) r.id_high, r.id_low, r.trace_id,"
                    + " r.span_id, r.line, r.error_type, r.error_message, r.stacktrace FROM "
                    + source)) {
      while (rows.next()) {
        TraceLog before = line(rows);
        TraceLog after = edit.line(before);
        if (!after.equals(before)) {
          ExceptionInfo exception = after.exception();
          changes
              .begin()
              .add(after.id().high())
              .add(after.id().low())
              .add(RequestJson.log(after.line()))
              .add(exception == null ? null : exception.message())
              .add(exception == null ? null : exception.stacktrace())
              .end();
          changed++;
        }
      }
    }
    return changed;
  }

  private static TraceLog line(ResultSet row) throws SQLException {
    String type = row.getString(6);
    return new TraceLog(
        new MessageId(row.getLong(1), row.getLong(2)),
        row.getString(3),
        row.getString(4),
        RequestJson.readLog(row.getString(5)),
        type == null
            ? null
            : new ExceptionInfo(
                type, Objects.requireNonNullElse(row.getString(7), ""), row.getString(8), null));
  }
}

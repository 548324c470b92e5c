// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.server.api.StatementViews.EntryView;
import io.gatehouse.server.api.StatementViews.LineView;
import io.gatehouse.server.api.StatementViews.StatementView;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.FileFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A statement as a file: one row for each line of each entry; the rows of a draft have entry 0. */
final class StatementFiles {

  private static final String HEAD =
      "entry,kind,consumer,key_id,key_name,method,route,calls,billable,refused,server_errors,"
          + "rate_limited,request_bytes,response_bytes\n";

  private StatementFiles() {}

  static String write(StatementView statement, FileFormat format) {
    boolean csv = format == FileFormat.CSV;
    StringBuilder text = new StringBuilder(csv ? HEAD : "");
    each(
        statement,
        (entry, line) -> {
          Map<String, Object> row = row(statement, entry, line);
          text.append(csv ? csv(row) : json(row)).append('\n');
        });
    return text.toString();
  }

  private static void each(StatementView statement, BiConsumer<EntryView, LineView> each) {
    if (statement.entries().isEmpty()) {
      EntryView draft =
          new EntryView(
              0,
              "draft",
              "",
              List.of(),
              "",
              statement.total(),
              statement.lines(),
              statement.from(),
              "");
      draft.lines().forEach(line -> each.accept(draft, line));
    }
    statement.entries().forEach(entry -> entry.lines().forEach(line -> each.accept(entry, line)));
  }

  private static Map<String, Object> row(StatementView statement, EntryView entry, LineView line) {
    Counts counts = line.counts();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("entry", entry.number());
    row.put("kind", entry.kind());
    row.put("consumer", statement.consumer().id());
    row.put("key_id", line.key().id());
    row.put("key_name", line.key().name());
    row.put("method", line.method());
    row.put("route", line.route());
    row.put("calls", counts.calls());
    row.put("billable", counts.billable());
    row.put("refused", counts.refused());
    row.put("server_errors", counts.serverErrors());
    row.put("rate_limited", counts.rateLimited());
    row.put("request_bytes", counts.requestBytes());
    row.put("response_bytes", counts.responseBytes());
    return row;
  }

  private static String json(Map<String, Object> row) {
    try {
      return Json.MAPPER.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a row of texts and numbers", e);
    }
  }

  private static String csv(Map<String, Object> row) {
    StringBuilder text = new StringBuilder();
    row.values().forEach(value -> text.append(text.length() == 0 ? "" : ",").append(cell(value)));
    return text.toString();
  }

  /** RFC 4180; a text that a spreadsheet would run begins with an apostrophe. */
  private static String cell(Object value) {
    if (!(value instanceof String text) || text.isEmpty()) {
      return value.toString();
    }
    String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is stored of single requests. Each kind is a table of the main file for what came lately,
 * and a Parquet file for each app and day before ({@link DayFiles}), both with these columns.
 * Bodies are apart because they are kept for less time, spans and log lines because they come by
 * themselves.
 */
enum RequestTable {
  REQUEST(
      "request",
      List.of(
          new Added(Schema.WITH_KEYS, "api_key", "VARCHAR"),
          new Added(Schema.WITH_KEYS, "refusal", "VARCHAR"),
          new Added(Schema.WITH_VERSIONS, "version", "INTEGER")),
      "app INTEGER NOT NULL",
      "environment INTEGER NOT NULL",
      "start_micros BIGINT NOT NULL",
      "id UUID NOT NULL",
      "received_minute INTEGER NOT NULL",
      "sequence BIGINT NOT NULL",
      "endpoint INTEGER NOT NULL",
      "status SMALLINT NOT NULL",
      "ending SMALLINT NOT NULL",
      "consumer INTEGER NOT NULL",
      "instance INTEGER NOT NULL",
      "duration_micros BIGINT NOT NULL",
      "request_bytes BIGINT NOT NULL",
      "response_bytes BIGINT NOT NULL",
      "weight DOUBLE NOT NULL",
      "method VARCHAR NOT NULL",
      "route VARCHAR NOT NULL",
      "origin VARCHAR NOT NULL",
      "path VARCHAR NOT NULL",
      "query VARCHAR NOT NULL",
      "client_address VARCHAR",
      "trace_id VARCHAR",
      "error_type VARCHAR",
      "error_message VARCHAR",
      "stacktrace VARCHAR",
      "sentry_event_id VARCHAR",
      "has_bodies BOOLEAN NOT NULL",
      "corrected VARCHAR NOT NULL",
      "request_headers VARCHAR",
      "response_headers VARCHAR",
      "logs VARCHAR",
      "spans VARCHAR",
      "attributes VARCHAR"),
  BODY(
      "request_body",
      "app INTEGER NOT NULL",
      "start_micros BIGINT NOT NULL",
      "id UUID NOT NULL",
      "received_minute INTEGER NOT NULL",
      "request_state SMALLINT NOT NULL",
      "request_body VARCHAR",
      "response_state SMALLINT NOT NULL",
      "response_body VARCHAR"),
  SPAN(
      "trace_span",
      "app INTEGER NOT NULL",
      "start_micros BIGINT NOT NULL",
      "received_minute INTEGER NOT NULL",
      "trace_id VARCHAR NOT NULL",
      "span VARCHAR NOT NULL"),
  LOG(
      "trace_log",
      "app INTEGER NOT NULL",
      "start_micros BIGINT NOT NULL",
      "received_minute INTEGER NOT NULL",
      "trace_id VARCHAR NOT NULL",
      "span_id VARCHAR",
      "id_high BIGINT NOT NULL",
      "id_low BIGINT NOT NULL",
      "line VARCHAR NOT NULL",
      "error_type VARCHAR",
      "error_message VARCHAR",
      "stacktrace VARCHAR");

  /** Name of the table, and part of the names of its files. */
  final String table;

  @SuppressWarnings("ImmutableEnumChecker") // By List.of.
  private final List<String> first;

  @SuppressWarnings("ImmutableEnumChecker") // By List.of.
  private final List<Added> added;

  /**
   * A column that it did not have first; null where a row is older.
   *
   * @param since the schema version with which it came
   */
  private record Added(int since, String name, String type) {}

  RequestTable(String table, String... columns) {
    this(table, List.of(), columns);
  }

  RequestTable(String table, List<Added> added, String... first) {
    this.table = table;
    this.first = List.of(first);
    this.added = added;
  }

  /** Makes the table as it was first. */
  String create() {
    return "CREATE TABLE " + table + " (" + String.join(", ", first) + ")";
  }

  /** Adds the columns that came with a schema version. */
  List<String> widen(int schema) {
    return added.stream()
        .filter(column -> column.since == schema)
        .map(column -> "ALTER TABLE %s ADD COLUMN %s %s".formatted(table, column.name, column.type))
        .toList();
  }

  /** The columns in the order in which rows are written. */
  String columnNames() {
    return columnNames(Schema.VERSION);
  }

  /**
   * As {@link #columnNames()}, of a file that lacks those that were added later.
   *
   * @param schema the version with which it was written
   */
  String columnNames(int schema) {
    return Stream.concat(
            first.stream().map(RequestTable::name),
            added.stream()
                .map(
                    column ->
                        column.since <= schema
                            ? column.name
                            : "NULL::%s AS %s".formatted(column.type, column.name)))
        .collect(Collectors.joining(", "));
  }

  private static String name(String column) {
    return column.substring(0, column.indexOf(' '));
  }
}

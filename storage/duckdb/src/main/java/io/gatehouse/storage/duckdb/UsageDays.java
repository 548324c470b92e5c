// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Sums of days that are closed, of calls by API key. A consumer calls each endpoint now and then,
 * so that all of it together is hardly shorter than the ledger; without the endpoint, and without
 * who called, it is shorter by a hundred and a thousand times, and most questions need no more.
 */
enum UsageDays {
  ALL("usage_day", "api_key", "endpoint", "consumer", "status", "refusal"),
  BY_KEY("usage_day_key", "api_key", "consumer", "status", "refusal"),
  BY_ENDPOINT("usage_day_endpoint", "endpoint", "status", "refusal");

  private static final String SUMS =
      "requests, failed, duration_micros, request_bytes, response_bytes";

  private static final String VERSION = "version";

  private static final String SUMMED =
      "sum(requests)::BIGINT, sum(failed)::BIGINT, sum(duration_micros)::BIGINT,"
          + " sum(request_bytes)::BIGINT, sum(response_bytes)::BIGINT";

  final String table;

  /** What it had first; {@link #VERSION} came to all. */
  @SuppressWarnings("ImmutableEnumChecker") // By List.of.
  private final List<String> keys;

  UsageDays(String table, String... keys) {
    this.table = table;
    this.keys = List.of(keys);
  }

  /** The smallest that can answer. */
  static UsageDays of(Selection selection, Set<By> by) {
    boolean caller =
        by.contains(By.KEY)
            || by.contains(By.CONSUMER)
            || !selection.keys().isEmpty()
            || selection.consumer() != null;
    if (by.contains(By.ENDPOINT)) {
      return caller ? ALL : BY_ENDPOINT;
    }
    return caller ? BY_KEY : BY_ENDPOINT;
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  /** What rows are not summed over, and the sums. */
  String columns() {
    return "environment, minute, " + String.join(", ", keys) + ", " + VERSION + ", " + SUMS;
  }

  /** Makes the table as it was first. */
  String createTable() {
    return "CREATE TABLE "
        + table
        + " (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute INTEGER NOT NULL, "
        + String.join(", ", keys.stream().map(UsageDays::definition).toList())
        + ", requests BIGINT NOT NULL, failed BIGINT NOT NULL, duration_micros BIGINT NOT NULL,"
        + " request_bytes BIGINT NOT NULL, response_bytes BIGINT NOT NULL)";
  }

  private static String definition(String key) {
    String type =
        switch (key) {
          case "api_key", "refusal" -> "VARCHAR";
          case "status" -> "SMALLINT";
          default -> "INTEGER";
        };
    return key + ' ' + type + " NOT NULL";
  }

  /** Sums up what the ledger has of some days. */
  String fill(String from, int fromMinute, int toMinute) {
    List<String> all = new ArrayList<>(keys);
    all.add(VERSION);
    return fill(all, from, fromMinute, toMinute);
  }

  private String fill(List<String> columns, String from, int fromMinute, int toMinute) {
    String names = String.join(", ", columns);
    return ("INSERT INTO %1$s (app, environment, minute, %2$s, %3$s)"
            + " SELECT app, environment, minute // 1440 * 1440 AS day, %2$s, %4$s FROM %5$s"
            + " WHERE minute >= %6$d AND minute < %7$d GROUP BY app, environment, day, %2$s"
            + " ORDER BY app, day, %8$s")
        .formatted(table, names, SUMS, SUMMED, from, fromMinute, toMinute, keys.get(0));
  }

  /** What brings those that came later up to date with the first, as they were then. */
  static List<String> addMissing() {
    return Arrays.stream(values())
        .filter(days -> days != ALL)
        .flatMap(
            days ->
                java.util.stream.Stream.of(
                    days.createTable(), days.fill(days.keys, ALL.table, 0, Integer.MAX_VALUE)))
        .toList();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that rollups are kept in, cheapest first. Each holds the same requests summed over
 * different columns; a question reads the first one that has the columns it needs. {@link #FULL}
 * has them all and is the only one in the minute tier; its hours and days are sorted by consumer,
 * because questions about endpoints find a narrower table. What the narrow ones gain is in
 * RATIONALE.md.
 */
enum Shape {
  TRAFFIC("traffic"),
  CALLER("caller"),
  LATENCY("latency"),
  FULL("rollup"),
  /** Body sizes, apart from the others: they are known per endpoint only. */
  SIZE("size");

  /** Bucket of requests whose duration is not in the histogram of their rollup. */
  static final short NO_BUCKET = Short.MIN_VALUE;

  private final String text;

  Shape(String text) {
    this.text = text;
  }

  private Set<Column> columns() {
    return switch (this) {
      case TRAFFIC -> EnumSet.of(Column.ENDPOINT, Column.STATUS, Column.SUMS, Column.SEEN);
      case CALLER -> EnumSet.of(Column.STATUS, Column.CONSUMER, Column.SUMS);
      case LATENCY -> EnumSet.of(Column.ENDPOINT, Column.STATUS, Column.BUCKET);
      case FULL -> EnumSet.complementOf(EnumSet.of(Column.DIRECTION));
      case SIZE -> EnumSet.of(Column.ENDPOINT, Column.DIRECTION, Column.BUCKET);
    };
  }

  /** The cheapest shape that can answer. */
  static Shape of(Set<Column> needed) {
    for (Shape shape : values()) {
      if (shape.columns().containsAll(needed)) {
        return shape;
      }
    }
    throw new IllegalArgumentException("no table has all of " + needed);
  }

  boolean has(Tier tier) {
    return switch (this) {
      case FULL, SIZE -> true;
      case TRAFFIC, CALLER, LATENCY -> tier != Tier.MINUTE;
    };
  }

  /** The table to read, or one that contains it. */
  String table(Tier tier) {
    return (has(tier) ? text : FULL.text) + "_" + tier.text;
  }

  /** Where the rows of a tier are made from. */
  String source(Tier tier) {
    return table(tier == Tier.DAY ? Tier.HOUR : Tier.MINUTE);
  }

  String createTable(Tier tier) {
    return createTable(table(tier), tier);
  }

  String createTable(String name, Tier tier) {
    String definitions =
        stored(tier).stream().map(column -> column.definition).collect(Collectors.joining(", "));
    return "CREATE TABLE %s (app INTEGER NOT NULL, environment INTEGER NOT NULL,".formatted(name)
        + " minute INTEGER NOT NULL, %s, requests BIGINT NOT NULL)".formatted(definitions);
  }

  /**
   * The statement that adds the rows of {@code from} to a tier, summed; {@code %s} in it is the
   * condition.
   *
   * @param fromTier whose columns {@code from} has
   */
  String summarize(Tier tier, String from, Tier fromTier) {
    List<String> keys = new ArrayList<>(List.of("app", "environment", "start"));
    List<String> values = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("app", "environment", "minute"));
    for (Column column : stored(tier)) {
      (column.isKey() ? keys : values).add(column.isKey() ? column.names : column.merged);
      names.add(column.names);
    }
    List<String> selected = new ArrayList<>(keys);
    selected.addAll(values);
    String start = "minute // %d * %d AS start".formatted(tier.minutes, tier.minutes);
    String seen =
        fromTier == Tier.MINUTE && columns().contains(Column.SEEN)
            ? ", minute AS first_minute, minute AS last_minute"
            : "";
    String keyList = String.join(", ", keys);
    return "INSERT INTO %s (%s, requests) SELECT %s, sum(requests)::BIGINT"
            .formatted(table(tier), String.join(", ", names), String.join(", ", selected))
        + " FROM (SELECT *, %s%s FROM %s WHERE %%s) GROUP BY %s ORDER BY start, %s%s"
            .formatted(start, seen, from, keyList, this == FULL ? "app, consumer, " : "", keyList);
  }

  /** What to select from a tier's table for the given columns. */
  static String select(Set<Column> wanted, Tier tier) {
    List<String> names = new ArrayList<>(List.of("environment", "minute", "requests"));
    for (Column column : EnumSet.copyOf(wanted)) {
      boolean derived = column == Column.SEEN && tier == Tier.MINUTE;
      names.add(derived ? "minute AS first_minute, minute AS last_minute" : column.names);
    }
    return String.join(", ", names);
  }

  /** What to select from a tier's table to get the sums of the given columns per key. */
  static String selectSums(String k, Set<Column> wanted, Tier tier) {
    List<String> parts = new ArrayList<>(List.of(k + " AS k", "sum(requests)::BIGINT AS requests"));
    for (Column column : wanted) {
      boolean derived = column == Column.SEEN && tier == Tier.MINUTE;
      parts.add(
          derived ? "min(minute) AS first_minute, max(minute) AS last_minute" : column.merged);
    }
    return String.join(", ", parts);
  }

  private List<Column> stored(Tier tier) {
    return columns().stream().filter(c -> c != Column.SEEN || tier != Tier.MINUTE).toList();
  }
}

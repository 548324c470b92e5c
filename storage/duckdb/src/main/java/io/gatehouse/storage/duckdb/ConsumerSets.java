// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sets of consumers as bit strings over their numbers within the app, so that distinct ones are
 * counted by {@code bit_or} and {@code bit_count}. Closed hours and days keep such sets, alone and
 * per endpoint; anything else is built from rows.
 *
 * <p>A consumer's bit is counted from the right end, because DuckDB lengthens bit strings at the
 * left: a set stays readable when the app gets more consumers than it had then.
 */
final class ConsumerSets {

  /** Tables of sets; each column before {@code seen} is part of the key. */
  private enum Stored {
    ACTIVE_HOUR("active_hour", "rollup_hour", Tier.HOUR, ""),
    ACTIVE_DAY("active_day", "rollup_day", Tier.DAY, ""),
    REACH_DAY("reach_day", "rollup_day", Tier.DAY, "endpoint, ");

    final String table;
    final String source;
    final Tier tier;
    final String key;

    Stored(String table, String source, Tier tier, String key) {
      this.table = table;
      this.source = source;
      this.tier = tier;
      this.key = key;
    }

    boolean answers(Set<Column> needed) {
      return key.isEmpty() ? needed.isEmpty() : needed.equals(EnumSet.of(Column.ENDPOINT));
    }
  }

  private static final int SHORTEST = 1_024;

  private final int length;

  private ConsumerSets(int lastConsumer) {
    this.length = length(lastConsumer);
  }

  static ConsumerSets of(ReadSession session, int app) throws SQLException {
    return new ConsumerSets(session.app(app).lastConsumer());
  }

  /** Length of the sets of an app: room for the consumer with the highest number. */
  private static int length(int lastConsumer) {
    return Math.max(SHORTEST, Integer.highestOneBit(lastConsumer) * 2);
  }

  static List<String> tables() {
    return List.of(Stored.ACTIVE_HOUR.table, Stored.ACTIVE_DAY.table, Stored.REACH_DAY.table);
  }

  static List<String> createTables() {
    List<String> sql = new ArrayList<>();
    for (Stored stored : Stored.values()) {
      String endpoint = stored.key.isEmpty() ? "" : "endpoint INTEGER NOT NULL, ";
      sql.add(
          "CREATE TABLE %s (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute INTEGER NOT"
                  .formatted(stored.table)
              + " NULL, %sseen BIT NOT NULL)".formatted(endpoint));
    }
    return sql;
  }

  static List<String> deletes(Tier tier, int beforeMinute) {
    List<String> sql = new ArrayList<>();
    for (Stored stored : Stored.values()) {
      if (stored.tier == tier) {
        sql.add("DELETE FROM " + stored.table + " WHERE minute < " + beforeMinute);
      }
    }
    return sql;
  }

  /** Makes the sets of closed hours or days from their rows. */
  static void store(WriteSession session, Tier tier, String condition) throws SQLException {
    for (Stored stored : Stored.values()) {
      if (stored.tier == tier) {
        store(session, stored, stored.source, condition);
      }
    }
  }

  /** Makes sets from rows that came late. */
  static void storeLate(WriteSession session, Tier tier, String late, String condition)
      throws SQLException {
    for (Stored stored : Stored.values()) {
      if (stored.tier == tier) {
        store(session, stored, late, condition);
      }
    }
  }

  private static void store(WriteSession session, Stored stored, String source, String condition)
      throws SQLException {
    for (int app : session.apps(source, condition)) {
      int length = length(session.memory().dictionaries().lastConsumer(app));
      session.execute(
          ("INSERT INTO %s SELECT app, environment, minute // %d * %d AS start, %s%s AS seen"
                  + " FROM %s WHERE app = %d AND %s GROUP BY ALL HAVING seen IS NOT NULL"
                  + " ORDER BY ALL")
              .formatted(
                  stored.table,
                  stored.tier.minutes,
                  stored.tier.minutes,
                  stored.key,
                  set("consumer", length),
                  source,
                  app,
                  condition));
    }
  }

  /** Aggregate: the set of a column's values, without anonymous; NULL when empty. */
  String set(String number) {
    return set(number, length);
  }

  private static String set(String number, int length) {
    return "bitstring_agg(%d - %s, 0, %d) FILTER (WHERE %s <> %d)"
        .formatted(length - 1, number, length - 1, number, Dictionaries.ANONYMOUS);
  }

  /**
   * A table expression {@code (k, seen)} with one or more sets for each key.
   *
   * @param k expression over {@code minute} and the wanted columns
   */
  Sql of(
      ReadSession session,
      Scope scope,
      RollupFilter filter,
      Tier coarsest,
      String k,
      Set<Column> wanted)
      throws SQLException {
    EnumSet<Column> needed = EnumSet.noneOf(Column.class);
    needed.addAll(wanted);
    needed.addAll(filter.columns());
    return Rows.union(session, scope, coarsest, piece -> part(scope, filter, k, needed, piece));
  }

  private Sql part(
      Scope scope, RollupFilter filter, String k, EnumSet<Column> needed, Piece piece) {
    for (Stored stored : Stored.values()) {
      if (stored.tier == piece.tier() && stored.answers(needed)) {
        return Sql.of("SELECT %s AS k, %s AS seen".formatted(k, lengthened()))
            .add(Rows.from(stored.table, scope, filter, piece));
      }
    }
    EnumSet<Column> columns = EnumSet.of(Column.CONSUMER);
    columns.addAll(needed);
    return Sql.of("SELECT %s AS k, %s AS seen".formatted(k, set("consumer")))
        .add(Rows.from(Shape.of(columns).table(piece.tier()), scope, filter, piece))
        .add(" GROUP BY ALL");
  }

  /** A stored set in the length of now; the function is slow, so it is used where needed only. */
  private String lengthened() {
    return "CASE WHEN bit_length(seen) = %1$d THEN seen ELSE bitstring(seen, %1$d) END"
        .formatted(length);
  }

  /** A SELECT of the app's consumers whose first request lies in the range. */
  static Sql fresh(Scope scope, String columns) {
    return Sql.of(
        "SELECT %s FROM consumer WHERE app = ? AND first_request >= ? AND first_request < ?"
            .formatted(columns),
        scope.app(),
        scope.range().fromEpochMinute(),
        scope.range().toEpochMinute());
  }
}

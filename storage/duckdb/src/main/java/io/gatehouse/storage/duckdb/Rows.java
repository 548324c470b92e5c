// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The rollup rows that a question adds up, from whichever tables have them cheapest. */
final class Rows {

  private static final Piece NOTHING = new Piece(Tier.MINUTE, 0, 0);

  private Rows() {}

  /**
   * A table expression with the columns {@code environment}, {@code minute}, {@code requests} and
   * the wanted ones. The minute is the start of the row's minute, hour or day.
   *
   * @param coarsest tier whose units the question does not have to tell apart
   */
  static Sql of(
      ReadSession session, Scope scope, RollupFilter filter, Tier coarsest, Column... wanted)
      throws SQLException {
    EnumSet<Column> columns = set(wanted);
    Shape shape = shape(filter, columns);
    return union(
        session,
        scope,
        coarsest,
        piece ->
            Sql.of("SELECT " + Shape.select(columns, piece.tier()))
                .add(from(scope, filter, columns, shape, piece)));
  }

  /**
   * A table expression with the columns {@code k}, {@code requests} and the wanted ones, summed
   * over all others as far as each table goes: sums of these sums are the answer. Summing before
   * tables are joined lets DuckDB use what it knows about each table's values.
   *
   * @param k expression over {@code minute}, {@code environment} and the wanted columns
   */
  static Sql summed(
      ReadSession session,
      Scope scope,
      RollupFilter filter,
      Tier coarsest,
      String k,
      Column... wanted)
      throws SQLException {
    EnumSet<Column> columns = set(wanted);
    Shape shape = shape(filter, columns);
    return union(
        session,
        scope,
        coarsest,
        piece ->
            Sql.of("SELECT " + Shape.selectSums(k, columns, piece.tier()))
                .add(from(scope, filter, columns, shape, piece))
                .add(" GROUP BY ALL"));
  }

  private static EnumSet<Column> set(Column... columns) {
    EnumSet<Column> set = EnumSet.noneOf(Column.class);
    set.addAll(List.of(columns));
    return set;
  }

  private static Shape shape(RollupFilter filter, EnumSet<Column> wanted) {
    EnumSet<Column> needed = EnumSet.copyOf(wanted);
    needed.addAll(filter.columns());
    return Shape.of(needed);
  }

  /** A table expression of what each piece of the scope's range contributes. */
  static Sql union(
      ReadSession session, Scope scope, Tier coarsest, Function<Piece, Sql> contribution)
      throws SQLException {
    List<Piece> pieces = Piece.cover(session.app(scope.app()).tiers(), scope.range(), coarsest);
    Sql rows = Sql.of("(");
    String union = "";
    for (Piece piece : pieces.isEmpty() ? List.of(NOTHING) : pieces) {
      rows.add(union).add(contribution.apply(piece));
      union = " UNION ALL ";
    }
    return rows.add(")");
  }

  private static Sql from(
      Scope scope, RollupFilter filter, Set<Column> columns, Shape shape, Piece piece) {
    Sql from = from(shape.table(piece.tier()), scope, filter, piece);
    boolean measured = columns.contains(Column.BUCKET) && shape != Shape.SIZE;
    return measured ? from.add(" AND bucket <> " + Shape.NO_BUCKET) : from;
  }

  static Sql from(String table, Scope scope, RollupFilter filter, Piece piece) {
    return Sql.of(
            " FROM " + table + " WHERE app = ? AND minute >= ? AND minute < ? AND ",
            scope.app(),
            piece.from(),
            piece.to())
        .add(filter.condition());
  }

  /** Condition of open hours, whose last requests the dictionaries do not have yet. */
  static Sql open(ReadSession session, int app) throws SQLException {
    return Sql.of("app = ? AND minute >= ?", app, session.app(app).tiers().hourClosed());
  }
}

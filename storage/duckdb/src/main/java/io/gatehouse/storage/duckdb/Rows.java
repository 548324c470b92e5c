// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rollup rows that a question adds up, from whichever tables have them cheapest. */
final class Rows {

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
    EnumSet<Column> columns = EnumSet.noneOf(Column.class);
    columns.addAll(List.of(wanted));
    Set<Column> needed = EnumSet.copyOf(columns);
    needed.addAll(filter.columns());
    Shape shape = Shape.of(needed);
    List<Sql> parts = new ArrayList<>();
    for (Piece piece : Piece.cover(session.app(scope.app()).tiers(), scope.range(), coarsest)) {
      parts.add(part(scope, filter, columns, shape, piece));
    }
    if (parts.isEmpty()) {
      Piece nothing = new Piece(Tier.MINUTE, 0, 0);
      parts.add(part(scope, filter, columns, shape, nothing));
    }
    Sql rows = Sql.of("(");
    for (int i = 0; i < parts.size(); i++) {
      rows.add(i == 0 ? "" : " UNION ALL ").add(parts.get(i));
    }
    return rows.add(")");
  }

  private static Sql part(
      Scope scope, RollupFilter filter, Set<Column> columns, Shape shape, Piece piece) {
    Sql part =
        Sql.of(
            "SELECT %s FROM %s WHERE app = ? AND minute >= ? AND minute < ?"
                .formatted(Shape.select(columns, piece.tier()), shape.table(piece.tier())),
            scope.app(),
            piece.from(),
            piece.to());
    if (columns.contains(Column.BUCKET) && shape != Shape.SIZE) {
      part.add(" AND bucket <> " + Shape.NO_BUCKET);
    }
    return part.add(" AND ").add(filter.condition());
  }

  /** Condition of open hours, whose last requests the dictionaries do not have yet. */
  static Sql open(ReadSession session, int app) throws SQLException {
    return Sql.of("app = ? AND minute >= ?", app, session.app(app).tiers().hourClosed());
  }
}

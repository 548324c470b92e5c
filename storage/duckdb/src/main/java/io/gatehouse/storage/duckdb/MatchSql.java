// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import java.util.ArrayList;
import java.util.List;

/** Conditions for the terms of a filter; all values are parameters. */
final class MatchSql {

  private MatchSql() {}

  /**
   * @param column expression of a text that is never NULL
   */
  static Sql text(String column, Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      if (match instanceof Match.Equal equal) {
        matches.add(Sql.of(column + " = ?", equal.value()));
      } else if (match instanceof Match.Like like) {
        matches.add(Sql.of(column + " ILIKE ? ESCAPE '\\'", pattern(like.pattern())));
      } else {
        matches.add(Sql.of("FALSE"));
      }
    }
    return anyOf(matches, term.negated());
  }

  /**
   * @param column expression of a number; a negative one stands for unknown and matches nothing
   */
  static Sql number(String column, Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      matches.add(Sql.of(column + " >= 0 AND ").add(number(column, match)));
    }
    return anyOf(matches, term.negated());
  }

  /**
   * @param column expression of a number that may be negative; NULL matches nothing
   */
  static Sql anyNumber(String column, Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      matches.add(Sql.of("coalesce(").add(number(column, match)).add(", FALSE)"));
    }
    return anyOf(matches, term.negated());
  }

  /** Joins alternatives of a term; none of them may be NULL. */
  static Sql anyOf(List<Sql> matches, Term term) {
    return anyOf(matches, term.negated());
  }

  private static Sql number(String column, Match match) {
    if (match instanceof Match.Above above) {
      return Sql.of(column + " > ?", above.bound());
    }
    if (match instanceof Match.Below below) {
      return Sql.of(column + " < ?", below.bound());
    }
    if (match instanceof Match.Between between) {
      return Sql.of(column + " >= ? AND " + column + " <= ?", between.low(), between.high());
    }
    if (match instanceof Match.Equal equal) {
      try {
        return Sql.of(column + " = ?", Double.parseDouble(equal.value()));
      } catch (NumberFormatException noNumber) {
        return Sql.of("FALSE");
      }
    }
    return Sql.of("FALSE");
  }

  /** Joins alternatives; none of them may be NULL. */
  static Sql anyOf(List<Sql> matches, boolean negated) {
    Sql any = matches.isEmpty() ? Sql.of("FALSE") : Sql.join(matches, "OR");
    return negated ? Sql.of("NOT (").add(any).add(")") : any;
  }

  /** Our {@code *} as a LIKE pattern. */
  static String pattern(String stars) {
    return stars.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Conditions on a place within a text that may be JSON: {@code customer.id}, {@code items[0].sku},
 * {@code items[*].sku} (any of them). Text that is no JSON, or has no such place, does not match.
 */
final class JsonPathSql {

  /** What would end the name, or stand for a parameter; no filter's text can have it. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\"?*\\\\]");

  private JsonPathSql() {}

  /** One condition for each match of the term, none of them negated or NULL. */
  static List<Sql> matches(String column, Term term) {
    String path = term.field() == Field.ATTRIBUTE ? member(term.key()) : path(term.key());
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      matches.add(
          Sql.of("coalesce(")
              .add(hint(column, match))
              .add("list_bool_or(list_transform(" + values(column, path) + ", lambda v: ")
              .add(condition(term, match))
              .add(")), FALSE)"));
    }
    return matches;
  }

  /** The texts of all values at the place. */
  private static String values(String column, String path) {
    String extract =
        "json_extract_string(CASE WHEN json_valid(%1$s) THEN %1$s END, '%2$s')"
            .formatted(column, path.replace("'", "''"));
    return path.contains("*") ? extract : "[" + extract + "]";
  }

  private static Sql condition(Term term, Match match) {
    Term one = new Term(term.field(), term.key(), false, List.of(match));
    if (match instanceof Match.Equal || match instanceof Match.Like) {
      return MatchSql.text("coalesce(v, '')", one);
    }
    return MatchSql.anyNumber("TRY_CAST(v AS DOUBLE)", one);
  }

  /** Finding the value's text is far cheaper than parsing, and rules most rows out. */
  private static Sql hint(String column, Match match) {
    if (match instanceof Match.Equal equal && isPlain(equal.value())) {
      return Sql.of("contains(" + column + ", ?) AND ", equal.value());
    }
    return new Sql();
  }

  /** Whether a value looks the same in JSON, however it is escaped. */
  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'));
  }

  /** A member of an object by its name, whatever is in it. */
  private static String member(String name) {
    return "$.\"" + FORBIDDEN.matcher(name).replaceAll("") + '"';
  }

  /** The place in the syntax of DuckDB; it becomes part of the statement's text. */
  static String path(String key) {
    StringBuilder path = new StringBuilder("$");
    for (String segment : key.split("\\.", -1)) {
      int bracket = segment.indexOf('[');
      String name = bracket < 0 ? segment : segment.substring(0, bracket);
      if (!name.isEmpty() && !name.equals("$")) {
        path.append(name.equals("*") ? ".*" : ".\"" + FORBIDDEN.matcher(name).replaceAll("") + '"');
      }
      if (bracket >= 0) {
        String index = segment.substring(bracket);
        path.append(index.matches("(\\[(\\d{1,6}|\\*)\\])+") ? index : "[999999]");
      }
    }
    return path.toString();
  }
}

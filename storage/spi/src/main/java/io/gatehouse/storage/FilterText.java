// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** Writes filters as the text that {@link FilterParser} reads. */
final class FilterText {

  private FilterText() {}

  static String of(Filter filter) {
    return filter.terms().stream().map(FilterText::term).collect(Collectors.joining(" "));
  }

  private static String term(Term term) {
    String values =
        term.anyOf().stream().map(match -> match(term, match)).collect(Collectors.joining(","));
    String key = term.key().isEmpty() ? "" : "." + term.key();
    return (term.negated() ? "-" : "") + term.field().text() + key + ":" + values;
  }

  private static String match(Term term, Match match) {
    Field field = term.field();
    if (match instanceof Match.Equal equal) {
      return quote(equal.value(), true, !term.key().isEmpty());
    }
    if (match instanceof Match.Like like) {
      return pattern(like.pattern());
    }
    if (match instanceof Match.Above above) {
      return ">" + quantity(field, above.bound());
    }
    if (match instanceof Match.Below below) {
      return "<" + quantity(field, below.bound());
    }
    Match.Between between = (Match.Between) match;
    if (between.low() == between.high() && term.key().isEmpty()) {
      return quantity(field, between.low());
    }
    if (between.high() == Double.POSITIVE_INFINITY) {
      return ">=" + quantity(field, between.low());
    }
    if (between.low() == Double.NEGATIVE_INFINITY) {
      return "<=" + quantity(field, between.high());
    }
    return quantity(field, between.low()) + ".." + quantity(field, between.high());
  }

  private static String pattern(String pattern) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int star = pattern.indexOf('*'); star >= 0; star = pattern.indexOf('*', from)) {
      text.append(quote(pattern.substring(from, star), false, false)).append('*');
      from = star + 1;
    }
    return text.append(quote(pattern.substring(from), false, false)).toString();
  }

  /**
   * @param whole whether it is all of the value, which must not be empty then
   * @param maybeNumber whether it would be read as a comparison if it looks like one
   */
  private static String quote(String value, boolean whole, boolean maybeNumber) {
    boolean bare =
        value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == ',' || c == '*');
    boolean comparison =
        maybeNumber && (value.startsWith(">") || value.startsWith("<") || value.contains(".."));
    if (bare && !comparison && !(whole && value.isEmpty())) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String quantity(Field field, double value) {
    String number = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    return field == Field.DURATION ? number + "us" : number;
  }
}

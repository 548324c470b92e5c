// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the text form of a {@link Filter}, for example {@code status:5xx -consumer:acme,globex
 * duration:>1s path:"a b" orders}. Never throws for any text: a token that cannot be read becomes a
 * {@link Problem}, the others still apply.
 *
 * <ul>
 *   <li>{@code field:value}, {@code field:a,b} (any of them), {@code -field:value} (not)
 *   <li>{@code *} in a value stands for any characters; in quotes it is a star
 *   <li>numbers: {@code >1s}, {@code >=10kB}, {@code <5}, {@code <=5}, {@code 500..599}, {@code
 *       4xx}; a duration without a unit is in milliseconds, a size without one in bytes
 *   <li>a bare word searches the path
 * </ul>
 */
public final class FilterParser {

  /** Values of one term; more are reported. */
  public static final int MAX_VALUES = 200;

  /** Characters of the name after the field's dot; more are reported. */
  public static final int MAX_KEY = 200;

  private static final Set<String> BROKEN_OFF = Set.of("failed", "aborted");

  private FilterParser() {}

  /** What could be read, and what could not. */
  public record Parsed(Filter filter, List<Problem> problems) {

    public Parsed {
      requireNonNull(filter, "filter");
      problems = List.copyOf(problems);
    }
  }

  /**
   * A token that was left out.
   *
   * @param token as written
   * @param position of its first character in the text
   * @param reason for people
   */
  public record Problem(String token, int position, String reason) {}

  public static Parsed parse(String text) {
    List<Term> terms = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (FilterToken token : FilterToken.split(text)) {
      try {
        Term term = term(token);
        if (terms.size() == Filter.MAX_TERMS) {
          throw new Unreadable("more than " + Filter.MAX_TERMS + " terms");
        }
        terms.add(term);
      } catch (Unreadable unreadable) {
        problems.add(new Problem(token.text(), token.position(), unreadable.reason));
      }
    }
    return new Parsed(new Filter(terms), problems);
  }

  private static Term term(FilterToken token) throws Unreadable {
    if (!token.closed()) {
      throw new Unreadable("the quote is not closed");
    }
    if (token.values().isEmpty()) {
      throw new Unreadable("a value is missing");
    }
    if (token.values().size() > MAX_VALUES) {
      throw new Unreadable("more than " + MAX_VALUES + " values");
    }
    String name = token.field();
    if (name == null) {
      FilterToken.Value word = token.values().get(0);
      return new Term(
          Field.PATH, token.negated(), List.of(new Match.Like("*" + word.plain() + "*")));
    }
    Field field = field(name);
    String key =
        field.text().length() < name.length() ? name.substring(field.text().length() + 1) : "";
    if (!field.works(key)) {
      throw new Unreadable(
          field.text() + " needs a name after a dot, as in " + field.text() + ".x-request-id");
    }
    if (key.length() > MAX_KEY) {
      throw new Unreadable("the name is longer than " + MAX_KEY + " characters");
    }
    List<Match> matches = new ArrayList<>();
    for (FilterToken.Value value : token.values()) {
      matches.add(match(field, key, value));
    }
    return new Term(field, key, token.negated(), matches);
  }

  private static Match match(Field field, String key, FilterToken.Value value) throws Unreadable {
    if (value.plain().isEmpty() && !value.quoted()) {
      throw new Unreadable("a value is missing");
    }
    if (field == Field.STATUS && BROKEN_OFF.contains(value.plain().toLowerCase(Locale.ROOT))) {
      return new Match.Equal(value.plain().toLowerCase(Locale.ROOT));
    }
    if (field.numeric() || (!key.isEmpty() && isComparison(value))) {
      return number(field, value.plain());
    }
    String pattern = value.pattern();
    if (field.searches(key)) {
      return new Match.Like(surrounded(pattern == null ? value.plain() : pattern));
    }
    if (pattern != null) {
      return new Match.Like(field == Field.METHOD ? pattern.toUpperCase(Locale.ROOT) : pattern);
    }
    return new Match.Equal(
        switch (field) {
          case METHOD -> value.plain().toUpperCase(Locale.ROOT);
          case ID, INSTANCE, TRACE -> value.plain().toLowerCase(Locale.ROOT);
          case HAS -> has(value.plain());
          case STATUS,
              PATH,
              ENDPOINT,
              CONSUMER,
              CONSUMER_GROUP,
              KEY,
              REFUSAL,
              DURATION,
              REQUEST_SIZE,
              RESPONSE_SIZE,
              IP,
              HOST,
              QUERY,
              HEADER,
              REQUEST_HEADER,
              RESPONSE_HEADER,
              BODY,
              REQUEST_BODY,
              RESPONSE_BODY,
              LOG,
              ATTRIBUTE,
              VERSION,
              ERROR,
              ERROR_TEXT ->
              value.plain();
        });
  }

  private static String surrounded(String pattern) {
    return (pattern.startsWith("*") ? "" : "*") + pattern + (pattern.endsWith("*") ? "" : "*");
  }

  /** Whether a value of a field of any type is meant to be compared as a number. */
  private static boolean isComparison(FilterToken.Value value) {
    String text = value.plain();
    return !value.quoted()
        && (text.startsWith(">")
            || text.startsWith("<")
            || text.matches("-?[0-9.]+\\.\\.-?[0-9.]+"));
  }

  private static String has(String value) throws Unreadable {
    String lower = value.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "error", "logs", "trace", "body" -> lower;
      default -> throw new Unreadable("has: knows error, logs, trace and body");
    };
  }

  private static Match number(Field field, String text) throws Unreadable {
    if (text.startsWith(">=")) {
      return new Match.Between(quantity(field, text.substring(2)), Double.POSITIVE_INFINITY);
    }
    if (text.startsWith("<=")) {
      return new Match.Between(Double.NEGATIVE_INFINITY, quantity(field, text.substring(2)));
    }
    if (text.startsWith(">")) {
      return new Match.Above(quantity(field, text.substring(1)));
    }
    if (text.startsWith("<")) {
      return new Match.Below(quantity(field, text.substring(1)));
    }
    int dots = text.indexOf("..");
    if (dots >= 0) {
      double low = quantity(field, text.substring(0, dots));
      double high = quantity(field, text.substring(dots + 2));
      if (low > high) {
        throw new Unreadable("the range ends before it starts");
      }
      return new Match.Between(low, high);
    }
    if (field == Field.STATUS && text.matches("[1-5][xX][xX]")) {
      int first = (text.charAt(0) - '0') * 100;
      return new Match.Between(first, first + 99);
    }
    double value = quantity(field, text);
    return new Match.Between(value, value);
  }

  private static double quantity(Field field, String text) throws Unreadable {
    int digits = 0;
    while (digits < text.length() && (isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
      digits++;
    }
    Optional<Double> factor = Units.factor(field, text.substring(digits));
    try {
      double value = Double.parseDouble(text.substring(0, digits)) * factor.orElse(Double.NaN);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      throw new Unreadable(Units.expectation(field), noNumber);
    }
    throw new Unreadable(Units.expectation(field));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Field field(String name) throws Unreadable {
    Field nearest = Field.STATUS;
    int nearestDistance = Integer.MAX_VALUE;
    for (Field field : Field.values()) {
      if (field.text().equalsIgnoreCase(name)) {
        return field;
      }
    }
    for (Field field : Field.values()) {
      String text = field.text();
      if (field.keyed()
          && name.length() > text.length() + 1
          && name.charAt(text.length()) == '.'
          && name.regionMatches(true, 0, text, 0, text.length())) {
        return field;
      }
      int distance = distance(field.text(), name.toLowerCase(Locale.ROOT));
      if (distance < nearestDistance) {
        nearestDistance = distance;
        nearest = field;
      }
    }
    throw new Unreadable("there is no field \"" + name + "\"; the nearest is " + nearest.text());
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Unreadable(String reason) {
      super(reason);
      this.reason = reason;
    }

    Unreadable(String reason, Throwable cause) {
      super(reason, cause);
      this.reason = reason;
    }
  }

  /** Units of numeric fields, as factors to microseconds and bytes. */
  private static final class Units {

    static Optional<Double> factor(Field field, String unit) {
      return switch (field) {
        case DURATION -> duration(unit);
        case REQUEST_SIZE, RESPONSE_SIZE -> size(unit.toLowerCase(Locale.ROOT));
        default -> unit.isEmpty() ? Optional.of(1d) : Optional.empty();
      };
    }

    private static Optional<Double> duration(String unit) {
      return switch (unit) {
        case "us", "µs" -> Optional.of(1d);
        case "ms", "" -> Optional.of(1e3);
        case "s" -> Optional.of(1e6);
        case "m" -> Optional.of(6e7);
        case "h" -> Optional.of(3.6e9);
        default -> Optional.empty();
      };
    }

    private static Optional<Double> size(String unit) {
      return switch (unit) {
        case "", "b" -> Optional.of(1d);
        case "kb" -> Optional.of(1e3);
        case "mb" -> Optional.of(1e6);
        case "gb" -> Optional.of(1e9);
        case "kib" -> Optional.of(1024d);
        case "mib" -> Optional.of(1048576d);
        case "gib" -> Optional.of(1073741824d);
        default -> Optional.empty();
      };
    }

    static String expectation(Field field) {
      return switch (field) {
        case DURATION -> "expected a duration like 250ms, 1s or 2m";
        case REQUEST_SIZE, RESPONSE_SIZE -> "expected a size like 500B, 10kB or 2MB";
        default -> "expected a number like 404, a class like 4xx or a range like 500..599";
      };
    }
  }
}

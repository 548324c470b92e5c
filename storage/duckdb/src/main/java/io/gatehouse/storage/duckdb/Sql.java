// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/**
 * A statement under construction: its text, made of constants, and its parameters. Whole numbers
 * are written into the text, because the driver plans a prepared statement a second time when it is
 * executed, which is half the time of a small question; anything else is a parameter.
 */
final class Sql {

  private static final int FEW = 5;

  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  static Sql of(String text, Object... parameters) {
    return new Sql().add(text, parameters);
  }

  /** Adds text with a value for each {@code ?} in it. */
  Sql add(String part, Object... values) {
    int used = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      Object value = c == '?' ? values[used++] : null;
      if (value instanceof Integer || value instanceof Long) {
        text.append(value);
        continue;
      }
      text.append(c);
      if (value != null) {
        parameters.add(value);
      }
    }
    if (used != values.length) {
      throw new IllegalArgumentException(values.length + " values for: " + part);
    }
    return this;
  }

  Sql add(Sql part) {
    text.append(part.text);
    parameters.addAll(part.parameters);
    return this;
  }

  /** Adds {@code (?, ?, …)}. */
  Sql addList(Collection<?> values) {
    text.append('(');
    text.append("?, ".repeat(Math.max(0, values.size() - 1)));
    text.append(values.isEmpty() ? "NULL)" : "?)");
    parameters.addAll(values);
    return this;
  }

  /**
   * Adds {@code (1, 2, …)}; more than a few as a subquery, which DuckDB turns into a semi-join that
   * skips rows while scanning, where it compares a long list row by row.
   */
  Sql addNumbers(List<Integer> numbers) {
    StringJoiner list = new StringJoiner(",");
    numbers.forEach(number -> list.add(number.toString()));
    if (numbers.size() > FEW) {
      return add("(SELECT unnest([" + list + "]))");
    }
    return add(numbers.isEmpty() ? "(NULL)" : "(" + list + ")");
  }

  /**
   * A table expression {@code (number, k)} that gives the numbers places from 0 on. Up to 256
   * places have a type so small that DuckDB groups by them in an array.
   */
  static Sql places(List<Integer> numbers) {
    StringJoiner list = new StringJoiner(",");
    numbers.forEach(number -> list.add(number.toString()));
    return Sql.of(
        "(SELECT unnest([%s]::INTEGER[]) AS number, unnest(range(0, %d))::%s AS k)"
            .formatted(list, numbers.size(), placeType(numbers.size())));
  }

  /** The smallest type for so many places, counted from 0. */
  static String placeType(int places) {
    return places <= 256 ? "UTINYINT" : "INTEGER";
  }

  /** The parts with a word between them, each in brackets; {@code TRUE} when there are none. */
  static Sql join(List<Sql> parts, String word) {
    if (parts.isEmpty()) {
      return Sql.of("TRUE");
    }
    Sql joined = new Sql();
    for (int i = 0; i < parts.size(); i++) {
      joined.add(i == 0 ? "(" : " " + word + " (").add(parts.get(i)).add(")");
    }
    return joined;
  }

  String text() {
    return text.toString();
  }

  boolean hasParameters() {
    return !parameters.isEmpty();
  }

  /** The statement as one can paste it into a shell, with its values in place. */
  String literal() {
    StringBuilder whole = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '?') {
        String value = parameters.get(used++).toString();
        whole.append('\'').append(value.replace("'", "''")).append('\'');
      } else {
        whole.append(c);
      }
    }
    return whole.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }

  @Override
  public String toString() {
    return text + " " + parameters;
  }
}

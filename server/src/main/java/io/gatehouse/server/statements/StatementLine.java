// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import io.gatehouse.catalog.Statements.Counts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of the calls of an endpoint with a key.
 *
 * @param key id; empty = the calls told none that is known
 */
public record StatementLine(String key, String method, String route, Counts counts) {

  /** What lines are told apart by. */
  public record Name(String key, String method, String route) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int order = key.compareTo(other.key);
      if (order == 0) {
        order = route.compareTo(other.route);
      }
      return order == 0 ? method.compareTo(other.method) : order;
    }
  }

  public Name name() {
    return new Name(key, method, route);
  }

  static StatementLine of(Name name, Counts counts) {
    return new StatementLine(name.key(), name.method(), name.route(), counts);
  }

  /** Sums by name; those that are nothing are left out. */
  public static List<StatementLine> sum(List<StatementLine> lines) {
    Map<Name, Counts> sums = new TreeMap<>();
    lines.forEach(line -> sums.merge(line.name(), line.counts(), Counts::plus));
    sums.values().removeIf(Counts.ZERO::equals);
    return sums.entrySet().stream().map(one -> of(one.getKey(), one.getValue())).toList();
  }

  static List<StatementLine> negated(List<StatementLine> lines) {
    return lines.stream().map(line -> of(line.name(), line.counts().negated())).toList();
  }

  /** All of them together. */
  public static Counts total(List<StatementLine> lines) {
    return lines.stream().map(StatementLine::counts).reduce(Counts.ZERO, Counts::plus);
  }
}

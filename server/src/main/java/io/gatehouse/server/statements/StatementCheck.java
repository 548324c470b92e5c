// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import io.gatehouse.catalog.Statements;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Entry;
import io.gatehouse.catalog.Statements.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether what is kept is what was stated, and whether that is what was counted. */
public final class StatementCheck {

  private StatementCheck() {}

  /**
   * An entry that somebody changed.
   *
   * @param found hash of what is kept now
   */
  public record Broken(int entry, String sha256, String found, String problem) {}

  /** A line whose counts differ: what is stated, and what the ledger has. */
  public record Difference(StatementLine.Name name, Counts stated, Counts ledger) {}

  /** Entries that do not fit their hash, their lines, or the entry before; none = intact. */
  public static List<Broken> broken(Statement statement) {
    List<Broken> broken = new ArrayList<>();
    String previous = StatementText.NO_PREVIOUS;
    int expected = 1;
    for (Entry entry : statement.entries()) {
      String found = StatementText.hash(entry.content());
      String problem = problem(statement, entry, expected, found, previous);
      if (!problem.isEmpty()) {
        broken.add(new Broken(entry.number(), entry.sha256(), found, problem));
      }
      previous = entry.sha256();
      expected++;
    }
    return broken;
  }

  private static String problem(
      Statement statement, Entry entry, int expected, String found, String previous) {
    if (!found.equals(entry.sha256())) {
      return "its text was changed: the hash is another one";
    }
    boolean isThisOne =
        StatementText.head(entry.content(), "statement").equals(statement.subject().id())
            && StatementText.head(entry.content(), "entry").equals(Integer.toString(expected))
            && StatementText.head(entry.content(), "kind").equals(entry.kind());
    if (!isThisOne) {
      return "its text is of another entry";
    }
    if (!StatementText.head(entry.content(), "previous").equals(previous)) {
      return "it does not follow the entry before";
    }
    return StatementLine.total(StatementText.lines(entry.content())).equals(entry.counts())
        ? ""
        : "its sums were changed";
  }

  /** Lines of an entry, by name; of one that cannot be read there are none. */
  public static List<StatementLine> lines(Entry entry) {
    try {
      return StatementText.lines(entry.content());
    } catch (IllegalArgumentException e) {
      // The hash cannot fit either, so that the check names the entry.
      return List.of();
    }
  }

  /** Why an entry was written; empty = nobody said. */
  public static String reason(Entry entry) {
    return StatementText.head(entry.content(), "reason");
  }

  /** Batches that had not come when it was written: instance/epoch/first-last. */
  public static List<String> missing(Entry entry) {
    return StatementText.heads(entry.content(), "missing");
  }

  /** What was stated as counted: without what a person amended. */
  static List<StatementLine> counted(Statement statement) {
    List<StatementLine> lines = new ArrayList<>();
    for (Entry entry : statement.entries()) {
      if (!entry.kind().equals(Statements.AMENDMENT)) {
        lines.addAll(lines(entry));
      }
    }
    return StatementLine.sum(lines);
  }

  /** What is stated altogether. */
  public static List<StatementLine> stated(Statement statement) {
    List<StatementLine> lines = new ArrayList<>();
    statement.entries().forEach(entry -> lines.addAll(lines(entry)));
    return StatementLine.sum(lines);
  }

  /** Where what was stated as counted and the ledger differ. */
  static List<Difference> differences(List<StatementLine> counted, List<StatementLine> ledger) {
    Map<StatementLine.Name, Counts> stated = byName(counted);
    Map<StatementLine.Name, Counts> now = byName(ledger);
    TreeSet<StatementLine.Name> names = new TreeSet<>(stated.keySet());
    names.addAll(now.keySet());
    List<Difference> differences = new ArrayList<>();
    for (StatementLine.Name name : names) {
      Counts there = stated.getOrDefault(name, Counts.ZERO);
      Counts here = now.getOrDefault(name, Counts.ZERO);
      if (!there.equals(here)) {
        differences.add(new Difference(name, there, here));
      }
    }
    return differences;
  }

  private static Map<StatementLine.Name, Counts> byName(List<StatementLine> lines) {
    Map<StatementLine.Name, Counts> byName = new HashMap<>();
    lines.forEach(line -> byName.put(line.name(), line.counts()));
    return byName;
  }
}

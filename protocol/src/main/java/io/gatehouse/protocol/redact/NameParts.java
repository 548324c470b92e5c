// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/**
 * Looks for any of some parts in a name that comes character by character, whatever its case and
 * separators: the automaton of Aho and Corasick (1975), as one table. {@code auth} is a part too,
 * unless it belongs to {@code author}. Makes no objects for ASCII. Immutable.
 */
final class NameParts {

  static final int START = 0;

  /** A part was there. */
  static final int FOUND = -1;

  private static final int SKIPPED = -1;

  /** Stands for all characters that no part has, and for the end of a name. */
  private static final char OTHER = 0;

  /** The characters that are told apart; places are columns. */
  private final String alphabet;

  /** Columns of ASCII characters. */
  private final int[] columns = new int[128];

  /** The next state, by state and column; a state is the place of its row. */
  private final int[] table;

  /** Parts are squeezed names. */
  NameParts(List<String> parts) {
    StringBuilder characters = new StringBuilder().append(OTHER);
    (String.join("", parts) + "authorizs")
        .chars()
        .distinct()
        .forEach(c -> characters.append((char) c));
    alphabet = characters.toString();
    for (char c = 0; c < columns.length; c++) {
      boolean kept = Character.isLetterOrDigit(c);
      columns[c] = kept ? column(Character.toLowerCase(c)) : SKIPPED;
    }
    List<int[]> rows = new ArrayList<>();
    rows.add(new int[alphabet.length()]);
    parts.forEach(part -> add(rows, part));
    addAuth(rows);
    table = table(rows);
  }

  /** The state after a character, of any state but {@link #FOUND}. */
  int next(int state, char c) {
    if (c < 128) {
      int column = columns[c];
      return column == SKIPPED ? state : table[state + column];
    }
    int next = state;
    String lower = String.valueOf(c).toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && next != FOUND; i++) {
      next = table[next + column(lower.charAt(i))];
    }
    return next;
  }

  /** The state at the end of the name. */
  int end(int state) {
    return table[state + column(OTHER)];
  }

  /** A name as parts are written: lower case, without separators. */
  static String squeeze(String name) {
    StringBuilder squeezed = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 128 || Character.isLetterOrDigit(c)) {
        squeezed.append(String.valueOf(c).toLowerCase(Locale.ROOT));
      }
    }
    return squeezed.toString();
  }

  private int column(char c) {
    return Math.max(alphabet.indexOf(c), 0);
  }

  /** {@code auth} but not {@code author}, unless it goes on as {@code authorization}. */
  private void addAuth(List<int[]> rows) {
    for (int i = 0; i < alphabet.length(); i++) {
      char c = alphabet.charAt(i);
      if (c != 'o') {
        add(rows, "auth" + c);
      }
      if (c != 'r') {
        add(rows, "autho" + c);
      }
    }
    add(rows, "authoriz");
    add(rows, "authoris");
  }

  /** Adds the branch of one part; a cell that is 0 leads nowhere yet. */
  private void add(List<int[]> rows, String part) {
    int at = 0;
    for (int i = 0; i < part.length() && at != FOUND; i++) {
      int[] row = rows.get(at);
      int column = column(part.charAt(i));
      if (i == part.length() - 1) {
        row[column] = FOUND;
      } else if (row[column] == 0) {
        row[column] = rows.size();
        rows.add(new int[alphabet.length()]);
      }
      at = row[column];
    }
  }

  /** Where a branch ends, the longest other one goes on that the end of the way so far begins. */
  private static int[] table(List<int[]> rows) {
    int width = rows.get(0).length;
    int[] others = new int[rows.size()];
    Queue<Integer> next = new ArrayDeque<>();
    for (int child : rows.get(0)) {
      if (child > 0) {
        next.add(child);
      }
    }
    for (Integer at = next.poll(); at != null; at = next.poll()) {
      int[] row = rows.get(at);
      int[] other = rows.get(others[at]);
      for (int i = 0; i < width; i++) {
        if (row[i] == 0 || other[i] == FOUND) {
          row[i] = other[i];
        } else if (row[i] != FOUND) {
          others[row[i]] = other[i];
          next.add(row[i]);
        }
      }
    }
    return rows.stream()
        .flatMapToInt(Arrays::stream)
        .map(state -> state == FOUND ? FOUND : state * width)
        .toArray();
  }
}

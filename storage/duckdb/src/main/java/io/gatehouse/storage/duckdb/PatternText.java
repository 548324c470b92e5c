// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

/** Our patterns as regular expressions of RE2, whose time is linear. */
final class PatternText {

  private PatternText() {}

  /** Matches exactly this text. */
  static String lines(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints().forEach(c -> appendQuoted(regex, c));
    return regex.toString();
  }

  /** Our {@code *} stands for anything but a line feed. */
  static String withinLine(String stars) {
    StringBuilder regex = new StringBuilder();
    stars
        .codePoints()
        .forEach(
            c -> {
              if (c == '*') {
                regex.append("[^\\n]*");
              } else {
                appendQuoted(regex, c);
              }
            });
    return regex.toString();
  }

  private static void appendQuoted(StringBuilder regex, int c) {
    if (c == '\n') {
      regex.append("\\n");
      return;
    }
    if (c < 128 && !Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.appendCodePoint(c);
  }
}

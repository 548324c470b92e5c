// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import org.jspecify.annotations.Nullable;

/** Cells of a CSV file as in RFC 4180. */
final class CsvText {

  private CsvText() {}

  /**
   * A text as a cell; null as an empty one. What spreadsheets would take for a formula begins with
   * an apostrophe, because callers choose some of these texts.
   */
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

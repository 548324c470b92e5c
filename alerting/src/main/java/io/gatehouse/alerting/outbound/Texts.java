// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

/** Foreign text for people. */
public final class Texts {

  private Texts() {}

  /** One line without control characters, cut to so many characters. */
  public static String oneLine(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max));
    text.codePoints().limit(max).forEach(c -> line.appendCodePoint(isShown(c) ? c : ' '));
    return line.toString().strip();
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

/** Compares names of fields as people write them: case does not matter, {@code _} is {@code -}. */
final class FieldName {

  private FieldName() {}

  /** Whether the part of the text is the name, or its last part after a dot is. */
  static boolean endsWith(String text, int from, int to, String name) {
    int start = to - name.length();
    if (start < from || (start > from && text.charAt(start - 1) != '.')) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (fold(text.charAt(start + i)) != fold(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char fold(char c) {
    return c == '_' ? '-' : Character.toLowerCase(c);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

/** Finds {@code name=value} and {@code name: value} with a secret name in any text. */
final class Assignment {

  private static final int MAX_NAME_CHARS = 64;

  private Assignment() {}

  /** Says whether a part of a text is a name that is looked for. */
  @FunctionalInterface
  interface NameTest {
    boolean matches(String text, int from, int to);
  }

  /**
   * The place of the value after the sign at {@code at}, if the name before it is a secret's; both
   * within the given part of the text. {@link Place#NONE} if not.
   */
  static long find(String text, int from, int at, int limit, SecretNames names) {
    return find(text, from, at, limit, names::matches, false);
  }

  /** As for secrets, with names of another kind; {@code any} = whatever the value looks like. */
  static long find(String text, int from, int at, int limit, NameTest names, boolean any) {
    int nameEnd = skipBack(text, from, at);
    int nameStart = nameEnd;
    while (nameStart > from
        && nameEnd - nameStart < MAX_NAME_CHARS
        && isNameChar(text.charAt(nameStart - 1))) {
      nameStart--;
    }
    if (nameStart == nameEnd || !names.matches(text, nameStart, nameEnd)) {
      return Place.NONE;
    }
    int start = skipForward(text, at + 1, limit);
    char quote = quoteBefore(text, start);
    int end = valueEnd(text, start, limit, quote);
    boolean secret = any || text.charAt(at) == '=' || quote != 0 || looksSecret(text, start, end);
    return secret ? Place.of(text, start, end) : Place.NONE;
  }

  /** Whether the name before the sign at {@code at} is a secret's; makes no objects. */
  static boolean mayFollow(byte[] utf8, int from, int at, SecretNames names) {
    int end = at;
    while (end > from && at - end < 4 && isFiller((char) utf8[end - 1])) {
      end--;
    }
    int start = end;
    while (start > from && end - start < MAX_NAME_CHARS && isNameChar((char) utf8[start - 1])) {
      start--;
    }
    return start < end && names.matchesAscii(utf8, start, end);
  }

  /** Over blanks, quotes and backslashes between the name and the sign. */
  private static int skipBack(String text, int from, int at) {
    int end = at;
    while (end > from && at - end < 4 && isFiller(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int skipForward(String text, int from, int limit) {
    int start = from;
    while (start < limit && start - from < 6 && isFiller(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static char quoteBefore(String text, int start) {
    char before = text.charAt(start - 1);
    return before == '"' || before == '\'' ? before : 0;
  }

  private static int valueEnd(String text, int start, int limit, char quote) {
    int masked = start + ValueDetector.MASK.length();
    if (masked <= limit
        && text.startsWith(ValueDetector.MASK, start)
        && (masked == limit || isDelimiter(text.charAt(masked)))) {
      // Hidden before: its own bracket must not be taken for the end of the value.
      return masked;
    }
    int end = start;
    while (end < limit) {
      char c = text.charAt(end);
      if (quote != 0 ? c == quote || c == '\n' : isDelimiter(c)) {
        break;
      }
      end++;
    }
    // The backslash belongs to an escaped closing quote.
    return quote != 0 && end > start && text.charAt(end - 1) == '\\' ? end - 1 : end;
  }

  /** After a colon follows prose as well ("unexpected token: end"): a secret is long or mixed. */
  private static boolean looksSecret(String text, int start, int end) {
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
    }
    return digit || end - start >= 12;
  }

  private static boolean isFiller(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\\';
  }

  private static boolean isNameChar(char c) {
    return ValueDetector.isWordChar(c) || c == '-' || c == '.';
  }

  private static boolean isDelimiter(char c) {
    return c <= ' ' || c == ',' || c == ';' || c == '&' || c == '"' || c == '\'' || c == ')'
        || c == ']' || c == '}' || c == '<';
  }
}

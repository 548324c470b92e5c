// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

/** Escapes in strings of JSON, RFC 8259 section 7. */
final class JsonEscapes {

  /** The text ends within the escape. */
  static final int CUT_OFF = -1;

  /** There is no such escape. */
  static final int UNKNOWN = -2;

  private JsonEscapes() {}

  /**
   * Where the escape ends that begins here; {@link #CUT_OFF} or {@link #UNKNOWN} if it does not.
   */
  static int end(String json, int backslash) {
    int end = backslash + 2;
    if (end > json.length()) {
      return CUT_OFF;
    }
    char c = json.charAt(backslash + 1);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) < 0 ? UNKNOWN : end;
    }
    if (end + 4 > json.length()) {
      return CUT_OFF;
    }
    for (int i = 0; i < 4; i++) {
      char digit = json.charAt(end++);
      if (digit >= 128 || Character.digit(digit, 16) < 0) {
        return UNKNOWN;
      }
    }
    return end;
  }

  /** A part of the text without its escapes, which have been checked. */
  static String resolve(String json, int start, int end) {
    StringBuilder plain = new StringBuilder(end - start);
    int from = start;
    while (from < end) {
      char c = json.charAt(from++);
      if (c == '\\') {
        char kind = json.charAt(from++);
        if (kind == 'u') {
          plain.append((char) Integer.parseInt(json, from, from + 4, 16));
          from += 4;
        } else {
          plain.append(plain(kind));
        }
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static char plain(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }
}

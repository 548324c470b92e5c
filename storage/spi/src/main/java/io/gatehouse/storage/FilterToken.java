// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a filter text, cut at blanks outside of quotes.
 *
 * @param text as written
 * @param position of its first character
 * @param field the part before the first colon; null for a bare word
 * @param closed false when a quote is left open
 */
record FilterToken(
    String text,
    int position,
    boolean negated,
    @Nullable String field,
    List<Value> values,
    boolean closed) {

  /**
   * One of the values between commas.
   *
   * @param plain without quotes
   * @param quoted whether any part was in quotes
   * @param pattern the same when it has a star outside of quotes, else null
   */
  record Value(String plain, boolean quoted, @Nullable String pattern) {}

  static List<FilterToken> split(String text) {
    List<FilterToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int end = end(text, at);
      tokens.add(read(text.substring(at, end), at));
      at = end;
    }
    return tokens;
  }

  private static int end(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && Character.isWhitespace(c)) {
        return i;
      }
    }
    return text.length();
  }

  private static FilterToken read(String token, int position) {
    int at = token.startsWith("-") ? 1 : 0;
    int colon = at;
    boolean inKey = false;
    while (colon < token.length() && isNamePart(token.charAt(colon), inKey)) {
      inKey |= token.charAt(colon) == '.';
      colon++;
    }
    boolean named = colon > at && colon < token.length() && token.charAt(colon) == ':';
    String field = named ? token.substring(at, colon) : null;
    ValueReader reader = new ValueReader(token, named ? colon + 1 : at, named);
    List<Value> values = reader.read();
    return new FilterToken(token, position, at == 1, field, values, reader.closed());
  }

  /**
   * @param inKey after a dot, where names of headers and places in bodies stand
   */
  private static boolean isNamePart(char c, boolean inKey) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '_'
        || (inKey && (Character.isLetterOrDigit(c) || "-[]*$@".indexOf(c) >= 0));
  }

  /** Cuts the part after the colon at commas; a bare word is one value. */
  private static final class ValueReader {
    private final String token;
    private final boolean list;
    private final List<Value> values = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private int at;
    private boolean inQuotes;
    private boolean quoted;
    private boolean star;

    ValueReader(String token, int from, boolean list) {
      this.token = token;
      this.at = from;
      this.list = list;
    }

    boolean closed() {
      return !inQuotes;
    }

    List<Value> read() {
      if (at == token.length()) {
        return List.of();
      }
      for (; at < token.length(); at++) {
        char c = token.charAt(at);
        if (c == '"') {
          inQuotes = !inQuotes;
          quoted = true;
        } else if (inQuotes && c == '\\' && at + 1 < token.length()) {
          plain.append(token.charAt(++at));
        } else if (!inQuotes && list && c == ',') {
          finishValue();
        } else {
          star |= !inQuotes && c == '*';
          plain.append(c);
        }
      }
      finishValue();
      return List.copyOf(values);
    }

    private void finishValue() {
      String text = plain.toString();
      values.add(new Value(text, quoted, star ? text : null));
      plain.setLength(0);
      quoted = false;
      star = false;
    }
  }
}

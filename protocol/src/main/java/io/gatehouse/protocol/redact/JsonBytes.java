// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.ProtocolException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes over JSON in UTF-8, as strictly as {@link JsonReader}, eight bytes at a time where it can.
 * The array is longer than the text by {@link Buffers#SLACK}. Used by one thread.
 */
final class JsonBytes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** For {@link #slot}; a power of two. */
  static final int SLOTS = 16;

  private static final int MAX_PLACE = 0xff;
  private static final int MAX_START = 0xff_ffff;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = ONES << 7;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long EQUALS = '=' * ONES;
  private static final long COLONS = ':' * ONES;

  final byte[] bytes;
  final int length;

  /** Where the next token begins. */
  int at;

  private int depth;

  /** Where the last string or number stands; without quotes. */
  int textStart;

  int textEnd;
  boolean isEscaped;

  /** Whether the last string has an equals sign or a colon. */
  boolean hasSign;

  JsonBytes(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Goes to what comes next that is no blank. */
  byte next() throws ProtocolException {
    while (at < length) {
      byte b = bytes[at];
      if (b > ' ' || b < 0) {
        return b;
      }
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        throw error("a control character");
      }
      at++;
    }
    throw error("the text ends too early");
  }

  /** Goes to the end of the text, before which only blanks may be. */
  void end() throws ProtocolException {
    while (at < length) {
      byte b = bytes[at];
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        throw error("text after the value");
      }
      at++;
    }
  }

  /** Over an opening bracket; what is there is not looked at. */
  void open() throws ProtocolException {
    if (++depth > JsonReader.MAX_DEPTH) {
      throw error("more than " + JsonReader.MAX_DEPTH + " levels");
    }
    at++;
  }

  /** Over a closing bracket. */
  void close() {
    depth--;
    at++;
  }

  /** Over the colon after a name. */
  void colon() throws ProtocolException {
    if (next() != ':') {
      throw error("a colon is expected");
    }
    at++;
  }

  /** Over a comma; false when the bracket is there instead, and over that. */
  boolean comma(char bracket) throws ProtocolException {
    byte b = next();
    if (b == bracket) {
      close();
      return false;
    }
    if (b != ',') {
      throw error("a comma is expected");
    }
    at++;
    return true;
  }

  /** Where to remember something of the member of that number in the object that is open. */
  int slot(int member) {
    return (depth << 3 ^ member) & (SLOTS - 1);
  }

  /** What is between there and here, for {@link #isAgain}; 0 = too far or too long for that. */
  int place(int start) {
    int bytes = at - start;
    return start > MAX_START || bytes > MAX_PLACE ? 0 : start << Byte.SIZE | bytes;
  }

  /** Whether the bytes of that place are here as well, and over them then; 0 = they are not. */
  boolean isAgain(int place) {
    int left = place & MAX_PLACE;
    if (left == 0 || at + left > length) {
      return false;
    }
    int there = place >>> Byte.SIZE;
    int here = at;
    int end = at + left;
    for (; left > Long.BYTES; left -= Long.BYTES) {
      if ((long) WORDS.get(bytes, there) != (long) WORDS.get(bytes, here)) {
        return false;
      }
      there += Long.BYTES;
      here += Long.BYTES;
    }
    long other = (long) WORDS.get(bytes, there) ^ (long) WORDS.get(bytes, here);
    if (other << (Long.SIZE - Byte.SIZE * left) != 0) {
      return false;
    }
    at = end;
    return true;
  }

  /** Over the string that must be here. */
  void string() throws ProtocolException {
    if (at >= length || bytes[at] != '"') {
      throw error("a string is expected");
    }
    int i = at + 1;
    textStart = i;
    isEscaped = false;
    long signs = 0;
    while (i < length) {
      long word = (long) WORDS.get(bytes, i);
      long stops = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | below(word, BLANKS);
      long found = zeros(word ^ EQUALS) | zeros(word ^ COLONS);
      if (stops == 0) {
        signs |= found;
        i += Long.BYTES;
        continue;
      }
      int bits = Long.numberOfTrailingZeros(stops);
      // What comes before the one that stops; shifted twice, since 64 would be 0.
      signs |= found & (-1L >>> 1 >>> (63 - bits));
      i += bits >>> 3;
      if (i >= length) {
        break;
      }
      byte b = bytes[i];
      if (b == '"') {
        textEnd = i;
        hasSign = signs != 0;
        at = i + 1;
        return;
      }
      if (b != '\\') {
        throw error("a control character in a string");
      }
      isEscaped = true;
      i = escapeEnd(i);
    }
    throw error("a string without an end");
  }

  private int escapeEnd(int backslash) throws ProtocolException {
    int end = backslash + 2;
    if (end >= length) {
      throw error("a string without an end");
    }
    char kind = (char) (bytes[backslash + 1] & 0xff);
    if (kind != 'u') {
      if ("\"\\/bfnrt".indexOf(kind) < 0) {
        throw error("an unknown escape in a string");
      }
      return end;
    }
    if (end + 4 > length) {
      throw error("a string without an end");
    }
    for (int i = end; i < end + 4; i++) {
      if (bytes[i] < 0 || Character.digit(bytes[i], 16) < 0) {
        throw error("an unknown escape in a string");
      }
    }
    return end + 4;
  }

  /** Over {@code true}, {@code false}, {@code null}, or a number, which is the text then. */
  void scalar(byte first) throws ProtocolException {
    switch (first) {
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  private void literal(String word) throws ProtocolException {
    textStart = at;
    textEnd = at;
    for (int i = 0; i < word.length(); i++) {
      if (at >= length || bytes[at] != word.charAt(i)) {
        throw error("a value is expected");
      }
      at++;
    }
  }

  private void number() throws ProtocolException {
    textStart = at;
    isEscaped = false;
    if (here() == '-') {
      at++;
    }
    if (here() == '0') {
      at++;
    } else {
      digits();
    }
    if (here() == '.') {
      at++;
      digits();
    }
    if (here() == 'e' || here() == 'E') {
      at++;
      if (here() == '+' || here() == '-') {
        at++;
      }
      digits();
    }
    textEnd = at;
  }

  private void digits() throws ProtocolException {
    int from = at;
    while (here() >= '0' && here() <= '9') {
      at++;
    }
    if (at == from) {
      throw error("a value is expected");
    }
  }

  /** 0 at the end. */
  private byte here() {
    return at < length ? bytes[at] : 0;
  }

  /** Over one value, whatever it is. */
  void skip() throws ProtocolException {
    byte first = next();
    switch (first) {
      case '"' -> string();
      case '[' -> {
        open();
        boolean more = !isClosed(']');
        while (more) {
          skip();
          more = comma(']');
        }
      }
      case '{' -> {
        open();
        boolean more = !isClosed('}');
        while (more) {
          next();
          string();
          colon();
          skip();
          more = comma('}');
        }
      }
      default -> scalar(first);
    }
  }

  /** Whether the container has nothing in it; over its bracket then. */
  boolean isClosed(char bracket) throws ProtocolException {
    boolean closed = next() == bracket;
    if (closed) {
      close();
    }
    return closed;
  }

  /** The last string without its escapes, or the last number. */
  String text() throws ProtocolException {
    if (isEscaped) {
      return new JsonReader(raw(textStart - 1, textEnd + 1)).readString();
    }
    return raw(textStart, textEnd);
  }

  String raw(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** The first eight bytes of the last text, those that are missing zero. */
  long head() {
    return word(textStart);
  }

  /** The next eight bytes. */
  long tail() {
    return textEnd - textStart > Long.BYTES ? word(textStart + Long.BYTES) : 0;
  }

  private long word(int from) {
    int missing = Long.BYTES - (textEnd - from);
    long word = (long) WORDS.get(bytes, from);
    return missing <= 0 ? word : missing == Long.BYTES ? 0 : word & (-1L >>> (8 * missing));
  }

  ProtocolException error(String message) {
    return new ProtocolException(message + " at byte " + at);
  }

  /** The high bits of bytes that are zero; above the lowest one there can be more. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  /** The high bits of bytes of ASCII that are less; above the lowest one there can be more. */
  private static long below(long word, long limits) {
    return (word - limits) & ~word & HIGHS;
  }
}

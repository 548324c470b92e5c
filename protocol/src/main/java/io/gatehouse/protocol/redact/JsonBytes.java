// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.ProtocolException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Goes over JSON in UTF-8, as strictly as {@link JsonReader}, eight bytes at a time where it can.
 * The array is longer than the text by {@link Buffers#SLACK}, where places of names are noted: a
 * new array for them would be as large as everything else that one text costs. Used by one thread.
 */
final class JsonBytes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Texts with fewer bytes hold a secret only behind an equals sign or a colon. */
  static final int SHORT = 12;

  /** For {@link #slot}; a power of two. */
  private static final int SLOTS = 16;

  private static final int MAX_PLACE = 0xff;
  private static final int MAX_START = 0xff_ffff;

  private static final VarHandle NOTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = ONES << 7;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long EQUALS = '=' * ONES;
  private static final long COLONS = ':' * ONES;
  private static final int TRUE = word("true");
  private static final int NULL = word("null");
  private static final int FALSE = word("fals");

  final byte[] bytes;
  final int length;

  /** Where notes begin: an integer for each slot, a place. */
  private final int notes;

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
    this.notes = length + Long.BYTES;
    Arrays.fill(bytes, notes, notes + SLOTS * Integer.BYTES, (byte) 0);
  }

  private static int word(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).order(ByteOrder.LITTLE_ENDIAN).getInt();
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

  /**
   * Which note is about the member of that number in the object that is open: elements of an array
   * often have the same members in the same order, so that comparing bytes tells a name again.
   */
  private int slot(int member) {
    return notes + Integer.BYTES * ((depth << 3 ^ member) & (SLOTS - 1));
  }

  /** Notes the name and colon between there and here, unless they are too far or too long. */
  void note(int member, int start) {
    int many = at - start;
    if (start <= MAX_START && many <= MAX_PLACE) {
      NOTES.set(bytes, slot(member), start << Byte.SIZE | many);
    }
  }

  /** Whether the noted name and its colon are here as well, and over them then. */
  boolean isNoted(int member) {
    int end = headEnd((int) NOTES.get(bytes, slot(member)), at);
    if (end == 0) {
      return false;
    }
    at = end;
    return true;
  }

  /**
   * Over members whose names are noted and whose values are too short to hold a secret. This does
   * nothing that {@link #isNoted} and what reads values do not; most members of most bodies are
   * like that, and one loop without fields takes half the time.
   *
   * @param member number of the member that comes next
   * @return how many were passed; negative = all there were, and the closing bracket
   */
  int plainMembers(int member) {
    int passed = 0;
    int i = at;
    while (true) {
      int end = shortValueEnd(headEnd((int) NOTES.get(bytes, slot(member + passed)), i));
      if (end == 0 || end >= length) {
        break;
      }
      byte b = bytes[end];
      if (b == '}') {
        depth--;
        at = end + 1;
        return -1;
      }
      if (b != ',') {
        break;
      }
      i = end + 1;
      passed++;
    }
    at = i;
    return passed;
  }

  /**
   * Over elements that are objects of such members only, each with the comma behind it.
   *
   * @return whether there was one
   */
  boolean plainElements() {
    int from = at;
    int start = at;
    while (depth < JsonReader.MAX_DEPTH && start < length && bytes[start] == '{') {
      depth++;
      at = start + 1;
      if (plainMembers(0) >= 0) {
        depth--;
        break;
      }
      if (at >= length || bytes[at] != ',') {
        break;
      }
      start = at + 1;
    }
    at = start;
    return start > from;
  }

  /** Where the bytes of that place end if they are here as well; 0 = they are not. */
  private int headEnd(int place, int from) {
    int left = place & MAX_PLACE;
    int end = from + left;
    if (left == 0 || end >= length) {
      return 0;
    }
    int there = place >>> Byte.SIZE;
    int here = from;
    for (; left > Long.BYTES; left -= Long.BYTES) {
      if ((long) WORDS.get(bytes, there) != (long) WORDS.get(bytes, here)) {
        return 0;
      }
      there += Long.BYTES;
      here += Long.BYTES;
    }
    long other = (long) WORDS.get(bytes, there) ^ (long) WORDS.get(bytes, here);
    return other << (Long.SIZE - Byte.SIZE * left) == 0 ? end : 0;
  }

  /**
   * Where a value ends that is a string of less than {@link #SHORT} plain bytes, a whole number as
   * short, or a literal; 0 = there is none like that.
   */
  private int shortValueEnd(int from) {
    if (from == 0) {
      return 0;
    }
    byte first = bytes[from];
    if (first == '"') {
      return shortStringEnd(from + 1);
    }
    if (first >= '1' && first <= '9') {
      int i = from + 1;
      while (i < length && bytes[i] >= '0' && bytes[i] <= '9') {
        i++;
      }
      return i - from < SHORT ? i : 0;
    }
    int word = (int) (long) WORDS.get(bytes, from);
    if (word == TRUE || word == NULL) {
      return from + 4;
    }
    return word == FALSE && bytes[from + 4] == 'e' ? from + 5 : 0;
  }

  private int shortStringEnd(int from) {
    int i = from;
    long stops = stops((long) WORDS.get(bytes, i));
    if (stops == 0 && i + Long.BYTES <= length) {
      i += Long.BYTES;
      stops = stops((long) WORDS.get(bytes, i));
    }
    int end = i + (Long.numberOfTrailingZeros(stops) >>> 3);
    return end - from < SHORT && end < length && bytes[end] == '"' ? end + 1 : 0;
  }

  /** The high bits of what ends a string or makes it one to look into. */
  private static long stops(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    long equals = word ^ EQUALS;
    long colons = word ^ COLONS;
    // As zeros and below, with the high bits taken once.
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((equals - ONES) & ~equals)
            | ((colons - ONES) & ~colons)
            | ((word - BLANKS) & ~word))
        & HIGHS;
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

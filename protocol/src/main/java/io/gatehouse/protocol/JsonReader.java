// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON token by token, strictly as RFC 8259 has it. Depth is limited; positions in the text
 * are known, so that values can be replaced in place. Not thread-safe.
 */
public final class JsonReader {

  /** Kinds of token. */
  public enum Token {
    BEGIN_OBJECT,
    END_OBJECT,
    BEGIN_ARRAY,
    END_ARRAY,
    NAME,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** The text ended after a whole value. */
    END
  }

  /** How deep containers may nest. */
  public static final int MAX_DEPTH = 64;

  private final String json;

  private final RecentTexts texts;
  private final boolean[] inObject = new boolean[MAX_DEPTH + 1];
  private int depth;
  private int at;
  private int start;
  private boolean afterValue;
  private boolean afterName;

  /** Where the last name, string or number stands; without quotes. */
  private int textStart;

  private int textEnd;
  private boolean escaped;

  /** Null until it is asked for: many texts are only looked at. */
  private @Nullable String text = "";

  public JsonReader(String json) {
    this.json = requireNonNull(json, "json");
    texts = new RecentTexts(json);
  }

  /**
   * Goes on to the next token.
   *
   * @throws ProtocolException when the text is not JSON, is cut off, or is nested too deep
   */
  public Token next() throws ProtocolException {
    skipBlanks();
    if (depth == 0 && afterValue) {
      if (at < json.length()) {
        throw error("text after the value");
      }
      return Token.END;
    }
    char c = peek();
    if (afterValue && c != ']' && c != '}') {
      expect(',');
      skipBlanks();
      c = peek();
      if (c == ']' || c == '}') {
        throw error("comma before the end");
      }
    }
    start = at;
    if (c == '}' || c == ']') {
      return end(c);
    }
    if (depth > 0 && inObject[depth] && !afterName) {
      return name(c);
    }
    afterName = false;
    return value(c);
  }

  /** Text of a name, string (unescaped) or number. */
  public String text() {
    String made = text;
    if (made == null) {
      made = escaped ? JsonEscapes.resolve(json, textStart, textEnd) : texts.of(textStart, textEnd);
      text = made;
    }
    return made;
  }

  /**
   * Where the text of a name, string or number can be looked at from {@link #textStart} to {@link
   * #textEnd}: the JSON itself, so that no copy is made, unless the text has escapes.
   */
  public String textSource() {
    return escaped ? text() : json;
  }

  /** Where the text begins in its {@link #textSource}. */
  public int textStart() {
    return escaped ? 0 : textStart;
  }

  /** Where the text ends in its {@link #textSource}. */
  public int textEnd() {
    return escaped ? text().length() : textEnd;
  }

  /** Where the current token begins in the text. */
  public int tokenStart() {
    return start;
  }

  /** Where the text after the current token begins. */
  public int tokenEnd() {
    return at;
  }

  /** How many containers are open. */
  public int depth() {
    return depth;
  }

  /** Reads a value that must be a string. */
  public String readString() throws ProtocolException {
    if (next() != Token.STRING) {
      throw error("a string is expected");
    }
    return text();
  }

  /** Reads a value that must be a string or null. */
  public @Nullable String readOptionalString() throws ProtocolException {
    Token token = next();
    if (token == Token.NULL) {
      return null;
    }
    if (token != Token.STRING) {
      throw error("a string or null is expected");
    }
    return text();
  }

  /** Reads a value that must be an integer of 64 bits. */
  public long readLong() throws ProtocolException {
    if (next() != Token.NUMBER) {
      throw error("a number is expected");
    }
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw new ProtocolException("an integer is expected at character " + start, e);
    }
  }

  /** Reads a value that must be a number. */
  public double readDouble() throws ProtocolException {
    if (next() != Token.NUMBER) {
      throw error("a number is expected");
    }
    return Double.parseDouble(text());
  }

  /** Reads a value that must be an integer of 32 bits. */
  public int readInt() throws ProtocolException {
    long value = readLong();
    if (value != (int) value) {
      throw error("a number of 32 bits is expected");
    }
    return (int) value;
  }

  /** Reads a value that must be true or false. */
  public boolean readBoolean() throws ProtocolException {
    Token token = next();
    if (token != Token.TRUE && token != Token.FALSE) {
      throw error("true or false is expected");
    }
    return token == Token.TRUE;
  }

  /** Reads an opening bracket of an object. */
  public void beginObject() throws ProtocolException {
    if (next() != Token.BEGIN_OBJECT) {
      throw error("an object is expected");
    }
  }

  /** Reads an opening bracket of an array. */
  public void beginArray() throws ProtocolException {
    if (next() != Token.BEGIN_ARRAY) {
      throw error("an array is expected");
    }
  }

  /** Goes to the next member of an object; false at its end. */
  public boolean nextMember() throws ProtocolException {
    return next() == Token.NAME;
  }

  /** Whether the array goes on; reads its end if not. */
  public boolean nextElement() throws ProtocolException {
    skipBlanks();
    if (peek() == ']') {
      next();
      return false;
    }
    return true;
  }

  /** Reads over one value, whatever it is. */
  public void skipValue() throws ProtocolException {
    int level = depth;
    do {
      next();
    } while (depth > level);
  }

  /** A failure at the current token. */
  public ProtocolException error(String message) {
    return new ProtocolException(message + " at character " + start);
  }

  private Token end(char bracket) throws ProtocolException {
    boolean fits = depth > 0 && inObject[depth] == (bracket == '}') && !afterName;
    if (!fits) {
      throw error("a bracket does not fit");
    }
    at++;
    depth--;
    afterValue = true;
    return bracket == '}' ? Token.END_OBJECT : Token.END_ARRAY;
  }

  private Token name(char c) throws ProtocolException {
    if (c != '"') {
      throw error("a member name is expected");
    }
    string();
    skipBlanks();
    expect(':');
    afterName = true;
    afterValue = false;
    return Token.NAME;
  }

  private Token value(char c) throws ProtocolException {
    return switch (c) {
      case '{', '[' -> begin(c);
      case '"' -> {
        string();
        afterValue = true;
        yield Token.STRING;
      }
      case 't' -> literal("true", Token.TRUE);
      case 'f' -> literal("false", Token.FALSE);
      case 'n' -> literal("null", Token.NULL);
      default -> number();
    };
  }

  private Token begin(char bracket) throws ProtocolException {
    if (depth == MAX_DEPTH) {
      throw error("more than " + MAX_DEPTH + " levels");
    }
    at++;
    inObject[++depth] = bracket == '{';
    afterValue = false;
    return bracket == '{' ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY;
  }

  private Token literal(String word, Token token) throws ProtocolException {
    if (!json.startsWith(word, at)) {
      throw error("a value is expected");
    }
    at += word.length();
    afterValue = true;
    return token;
  }

  private Token number() throws ProtocolException {
    if (peek() == '-') {
      at++;
    }
    if (at < json.length() && json.charAt(at) == '0') {
      at++;
    } else {
      digits();
    }
    if (at < json.length() && json.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < json.length() && (json.charAt(at) == 'e' || json.charAt(at) == 'E')) {
      at++;
      if (at < json.length() && (json.charAt(at) == '+' || json.charAt(at) == '-')) {
        at++;
      }
      digits();
    }
    textIs(start, at, false);
    afterValue = true;
    return Token.NUMBER;
  }

  private void digits() throws ProtocolException {
    int from = at;
    while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw error("a value is expected");
    }
  }

  private void string() throws ProtocolException {
    int from = at + 1;
    int to = from;
    boolean escapes = false;
    while (to < json.length()) {
      char c = json.charAt(to);
      if (c > '\\') {
        to++;
        continue;
      }
      if (c == '"') {
        at = to + 1;
        textIs(from, to, escapes);
        return;
      }
      if (c < 0x20) {
        throw error("a control character in a string");
      }
      if (c == '\\') {
        escapes = true;
        to = escapeEnd(to);
      } else {
        to++;
      }
    }
    throw error("a string without an end");
  }

  private void textIs(int from, int to, boolean escapes) {
    textStart = from;
    textEnd = to;
    escaped = escapes;
    text = null;
  }

  private int escapeEnd(int backslash) throws ProtocolException {
    int end = JsonEscapes.end(json, backslash);
    if (end < 0) {
      throw error(
          end == JsonEscapes.CUT_OFF ? "a string without an end" : "an unknown escape in a string");
    }
    return end;
  }

  private char peek() throws ProtocolException {
    if (at >= json.length()) {
      start = at;
      throw error("the text ends too early");
    }
    return json.charAt(at);
  }

  private void expect(char c) throws ProtocolException {
    if (peek() != c) {
      start = at;
      throw error("'" + c + "' is expected");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c > ' ' || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return;
      }
      at++;
    }
  }
}

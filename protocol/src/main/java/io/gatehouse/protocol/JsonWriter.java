// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes compact JSON. Commas are set by the writer; that members and values alternate is up to the
 * caller. Not thread-safe.
 *
 * <pre>{@code
 * JsonWriter json = new JsonWriter();
 * json.beginObject().member("name", "acme").endObject();
 * }</pre>
 */
public final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(256);
  private boolean[] hasItems = new boolean[8];
  private int depth;
  private boolean afterName;

  public JsonWriter beginObject() {
    return begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  public JsonWriter beginArray() {
    return begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  public JsonWriter name(String name) {
    separate();
    quote(name);
    out.append(':');
    afterName = true;
    return this;
  }

  public JsonWriter value(@Nullable String value) {
    separate();
    if (value == null) {
      out.append("null");
      return this;
    }
    quote(value);
    return this;
  }

  public JsonWriter value(long value) {
    separate();
    out.append(value);
    return this;
  }

  public JsonWriter value(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /** Not finite numbers become null: JSON has no word for them. */
  public JsonWriter value(double value) {
    separate();
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      out.append("null");
    }
    return this;
  }

  public JsonWriter member(String name, String value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, long value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, boolean value) {
    return name(name).value(value);
  }

  /** Writes the member unless the value is null. */
  public JsonWriter optional(String name, @Nullable String value) {
    return value == null ? this : name(name).value(value);
  }

  /** Writes the member unless the value is zero. */
  public JsonWriter optional(String name, long value) {
    return value == 0 ? this : name(name).value(value);
  }

  /** Ends a line of NDJSON. */
  public JsonWriter newLine() {
    out.append('\n');
    hasItems[depth] = false;
    return this;
  }

  /** How much was written, in UTF-16 units. */
  public int length() {
    return out.length();
  }

  /** The text so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  private JsonWriter begin(char bracket) {
    separate();
    out.append(bracket);
    if (++depth == hasItems.length) {
      hasItems = Arrays.copyOf(hasItems, depth * 2);
    }
    hasItems[depth] = false;
    return this;
  }

  private JsonWriter end(char bracket) {
    depth--;
    out.append(bracket);
    return this;
  }

  private void separate() {
    if (afterName) {
      afterName = false;
      return;
    }
    if (hasItems[depth]) {
      out.append(',');
    }
    hasItems[depth] = true;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
      } else if (Character.isSurrogate(c)) {
        i = surrogate(text, i);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** A lone half of a pair has no UTF-8 form: it becomes the replacement character. */
  private int surrogate(String text, int at) {
    char c = text.charAt(at);
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if (!pair) {
      out.append('\ufffd');
      return at;
    }
    out.append(c).append(text.charAt(at + 1));
    return at + 1;
  }
}

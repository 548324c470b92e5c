// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a copy of a body while it passes, at most 32 KiB. Write through first, then append here.
 * Whether anything is kept is decided once, by {@link #begin}; until then, and when it said no,
 * appending does nothing. Thread-safe.
 *
 * <pre>{@code
 * BodyTap tap = exchange.responseBody();
 * if (tap != null && tap.begin(response.contentType(), null)) { tap.append(bytes, 0, count); }
 * }</pre>
 */
public final class BodyTap {

  static final int MAX_BYTES = 32 * 1024;

  private boolean begun;
  private @Nullable Kept kept;
  private Charset charset = StandardCharsets.UTF_8;
  private String contentType = "";
  private boolean truncated;

  /** First half of a character whose second half has not come yet; 0 = none. */
  private char highSurrogate;

  BodyTap() {}

  /**
   * Decides, at the first byte; later calls change nothing.
   *
   * @param type value of {@code Content-Type}; null = none
   * @param encoding value of {@code Content-Encoding}; null = none
   * @return whether what comes next is kept
   */
  public synchronized boolean begin(@Nullable String type, @Nullable String encoding) {
    if (!begun) {
      begun = true;
      Charset known = type == null ? null : charsetOf(type);
      boolean encoded = encoding != null && !encoding.strip().equalsIgnoreCase("identity");
      if (type != null && known != null && !encoded && isText(type)) {
        contentType = type;
        charset = known;
        kept = new Kept();
      }
    }
    return kept != null && !truncated;
  }

  /** Copies bytes that have passed. */
  public synchronized void append(byte[] bytes, int offset, int length) {
    Kept buffer = kept;
    if (buffer == null || truncated) {
      return;
    }
    if (buffer.size() + (long) length > MAX_BYTES) {
      truncated = true;
      // What is cut off cannot be redacted, so that nothing of it is told.
      kept = new Kept();
      return;
    }
    buffer.write(bytes, offset, length);
  }

  /** Copies one byte. */
  public void append(int value) {
    append(new byte[] {(byte) value}, 0, 1);
  }

  /** Copies what remains in the buffer, and leaves the buffer as it is. */
  public void append(ByteBuffer buffer) {
    ByteBuffer view = buffer.duplicate();
    byte[] bytes = new byte[Math.min(view.remaining(), MAX_BYTES + 1)];
    view.get(bytes);
    append(bytes, 0, bytes.length);
  }

  /** Copies characters that have passed, in the charset that {@link #begin} was told. */
  public synchronized void append(CharSequence text, int from, int length) {
    if (kept == null || truncated || length == 0) {
      return;
    }
    // A character is one byte at least: more of them than that are cut off anyway.
    int taken = Math.min(length, MAX_BYTES + 1);
    String more = text.subSequence(from, from + taken).toString();
    String all = highSurrogate == 0 ? more : highSurrogate + more;
    char last = all.charAt(all.length() - 1);
    highSurrogate = Character.isHighSurrogate(last) ? last : 0;
    byte[] bytes =
        (highSurrogate == 0 ? all : all.substring(0, all.length() - 1)).getBytes(charset);
    append(bytes, 0, bytes.length);
  }

  /** The application starts its response over. */
  public synchronized void reset() {
    kept = null;
    begun = false;
    truncated = false;
    highSurrogate = 0;
  }

  synchronized boolean isKept() {
    return kept != null;
  }

  synchronized boolean isTruncated() {
    return truncated;
  }

  synchronized String contentType() {
    return contentType;
  }

  /** The whole text; null when the bytes are none. */
  synchronized @Nullable String text() {
    Kept buffer = kept;
    if (buffer == null || truncated) {
      return null;
    }
    try {
      return buffer.text(charset);
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "BodyTap";
  }

  /** Bytes that become text without a copy of them in between, as long as they are UTF-8. */
  private static final class Kept extends ByteArrayOutputStream {

    Kept() {
      super(0);
    }

    String text(Charset charset) throws CharacterCodingException {
      if (charset.equals(StandardCharsets.UTF_8)) {
        String text = new String(buf, 0, count, charset);
        // It stands for bytes that are no UTF-8; only the strict way tells if it was sent itself.
        if (text.indexOf('\ufffd') < 0) {
          return text;
        }
      }
      return charset.newDecoder().decode(ByteBuffer.wrap(buf, 0, count)).toString();
    }
  }

  private static boolean isText(String type) {
    int semicolon = type.indexOf(';');
    String media =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    if (media.equals("text/event-stream")) {
      return false;
    }
    return media.startsWith("text/")
        || media.endsWith("/json")
        || media.endsWith("+json")
        || media.endsWith("/xml")
        || media.endsWith("+xml")
        || media.equals("application/x-ndjson")
        || media.equals("application/x-www-form-urlencoded");
  }

  /** UTF-8 unless told; null = unknown. */
  private static @Nullable Charset charsetOf(String type) {
    int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    int end = type.indexOf(';', at);
    String name = type.substring(at + 8, end < 0 ? type.length() : end).replace('"', ' ').strip();
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}

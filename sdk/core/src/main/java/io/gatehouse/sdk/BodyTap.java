// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.redact.Buffers;
import io.gatehouse.protocol.redact.Redactor;
import io.gatehouse.protocol.redact.Utf8;
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
@Experimental
public final class BodyTap {

  static final int MAX_BYTES = 32 * 1024;

  private static final byte[] EMPTY = new byte[Buffers.SLACK];

  private boolean begun;
  private boolean kept;
  private boolean truncated;

  /** Lent; given back when the exchange has ended or nothing of it is told. */
  private byte[] bytes = EMPTY;

  private int size;
  private Charset charset = StandardCharsets.UTF_8;
  private String contentType = "";

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
        kept = true;
      }
    }
    return kept && !truncated;
  }

  /** Copies bytes that have passed. */
  public synchronized void append(byte[] source, int offset, int length) {
    if (!kept || truncated || length == 0) {
      return;
    }
    if (size + (long) length > MAX_BYTES) {
      truncated = true;
      // What is cut off cannot be redacted, so that nothing of it is told.
      giveBack();
      return;
    }
    if (bytes.length < size + length + Buffers.SLACK) {
      bytes =
          bytes.length == EMPTY.length
              ? Buffers.take(length)
              : Buffers.grow(bytes, size, size + length);
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void giveBack() {
    if (bytes.length > EMPTY.length) {
      Buffers.give(bytes, size);
    }
    bytes = EMPTY;
    size = 0;
  }

  /** Copies one byte. */
  public void append(int value) {
    append(new byte[] {(byte) value}, 0, 1);
  }

  /** Copies what remains in the buffer, and leaves the buffer as it is. */
  public void append(ByteBuffer buffer) {
    ByteBuffer view = buffer.duplicate();
    if (view.hasArray()) {
      append(view.array(), view.arrayOffset() + view.position(), view.remaining());
      return;
    }
    byte[] copied = new byte[Math.min(view.remaining(), MAX_BYTES + 1)];
    view.get(copied);
    append(copied, 0, copied.length);
  }

  /** Copies characters that have passed, in the charset that {@link #begin} was told. */
  public synchronized void append(CharSequence text, int from, int length) {
    if (!kept || truncated || length == 0) {
      return;
    }
    // A character is one byte at least: more of them than that are cut off anyway.
    int taken = Math.min(length, MAX_BYTES + 1);
    String more = text.subSequence(from, from + taken).toString();
    String all = highSurrogate == 0 ? more : highSurrogate + more;
    char last = all.charAt(all.length() - 1);
    highSurrogate = Character.isHighSurrogate(last) ? last : 0;
    byte[] encoded =
        (highSurrogate == 0 ? all : all.substring(0, all.length() - 1)).getBytes(charset);
    append(encoded, 0, encoded.length);
  }

  /** The application starts its response over. */
  public synchronized void reset() {
    giveBack();
    kept = false;
    begun = false;
    truncated = false;
    highSurrogate = 0;
  }

  /** The exchange has ended: what comes now is not kept, and what was kept is forgotten. */
  synchronized void close() {
    giveBack();
    begun = true;
    kept = false;
    truncated = false;
  }

  synchronized boolean isKept() {
    return kept;
  }

  synchronized boolean isTruncated() {
    return truncated;
  }

  /** What may be told, and why not all. */
  synchronized Body told(Redactor redactor, Target target, String endpoint) {
    if (truncated) {
      return new Body(BodyState.TRUNCATED, null);
    }
    if (size == 0) {
      return Body.NONE;
    }
    String masked;
    if (charset.equals(StandardCharsets.UTF_8)) {
      masked = redactor.body(target, endpoint, bytes, size, contentType);
    } else {
      String text = text();
      masked = text == null ? null : redactor.body(target, endpoint, text, contentType);
    }
    return masked == null
        ? new Body(BodyState.REDACTED, null)
        : new Body(BodyState.CAPTURED, masked);
  }

  /** The whole text; null when the bytes are none. */
  synchronized @Nullable String text() {
    if (!kept || truncated) {
      return null;
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      return Utf8.text(bytes, 0, size);
    }
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "BodyTap";
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

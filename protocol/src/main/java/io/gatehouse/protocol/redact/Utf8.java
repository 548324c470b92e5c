// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Bytes that are to be text. */
public final class Utf8 {

  private Utf8() {}

  /** The text; null when the bytes are none. */
  public static @Nullable String text(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, UTF_8);
    // It stands for bytes that are no UTF-8; only the strict way tells if it was sent itself.
    if (text.indexOf('\ufffd') < 0) {
      return text;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

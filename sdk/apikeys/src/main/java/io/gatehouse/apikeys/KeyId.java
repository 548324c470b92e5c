// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.protocol.key.ApiKeyText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Ids of keys as numbers: eight characters and four. */
final class KeyId {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private KeyId() {}

  /**
   * The bytes of an id.
   *
   * @throws IllegalArgumentException when it has another length
   */
  static byte[] bytes(String id) {
    byte[] bytes = id.getBytes(ISO_8859_1);
    if (bytes.length != ApiKeyText.ID_CHARS) {
      throw new IllegalArgumentException(
          "the id of a key has " + ApiKeyText.ID_CHARS + " characters, and not " + bytes.length);
    }
    return bytes;
  }

  /** First eight characters. */
  static long head(byte[] text, int at) {
    return longAt(text, at);
  }

  /** The other four. */
  static int tail(byte[] text, int at) {
    return (int) INTS.get(text, at + 8);
  }

  static long longAt(byte[] text, int at) {
    return (long) LONGS.get(text, at);
  }

  /** A number whose lowest bits depend on all characters. */
  static int spread(long head, int tail) {
    long mixed = (head ^ ((long) tail << 17)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) ^ (int) (mixed >>> 7);
  }
}

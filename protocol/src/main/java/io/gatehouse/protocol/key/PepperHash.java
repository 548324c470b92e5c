// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * HMAC-SHA-256 (RFC 2104) with one pepper. The blocks made of the pepper are hashed once, which is
 * half of the work for texts as short as a secret. Immutable, thread-safe.
 */
public final class PepperHash {

  /** Bytes of a hash. */
  public static final int HASH_BYTES = 32;

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  /** Both have taken their block; they are only cloned. */
  private final MessageDigest inner;

  private final MessageDigest outer;

  /**
   * @param pepper of any length
   */
  public PepperHash(byte[] pepper) {
    byte[] key = pepper.length > BLOCK_BYTES ? sha256().digest(pepper) : pepper;
    inner = padded(key, INNER);
    outer = padded(key, OUTER);
  }

  private static MessageDigest padded(byte[] key, byte pad) {
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < BLOCK_BYTES; i++) {
      block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
    }
    MessageDigest digest = sha256();
    digest.update(block);
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The hash of some bytes, {@value #HASH_BYTES} long. */
  public byte[] of(byte[] bytes, int from, int length) {
    try {
      MessageDigest first = (MessageDigest) inner.clone();
      first.update(bytes, from, length);
      MessageDigest second = (MessageDigest) outer.clone();
      second.update(first.digest());
      return second.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes, equal for equal values of one process; the key never leaves it. Thread-safe. */
public final class ValueHash {

  private static final int SHOWN_BYTES = 8;

  private final SecretKeySpec key;

  /** With a new random key. */
  public ValueHash() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** The hash as it is shown, e.g. {@code [HASH:0123456789abcdef]}. */
  public String of(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal(value.getBytes(UTF_8));
      return "[HASH:" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES) + "]";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

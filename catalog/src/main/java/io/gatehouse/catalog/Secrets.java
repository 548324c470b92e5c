// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random secrets and the hashes they are kept as. */
final class Secrets {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 43 characters: at least 256 bits. */
  static String random() {
    return random(43);
  }

  static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** Base-32 characters to be typed by a person, five bits each, with a dash after each group. */
  static String readable(int length, int group) {
    StringBuilder text = new StringBuilder(length + length / group);
    for (int i = 0; i < length; i++) {
      if (i > 0 && i % group == 0) {
        text.append('-');
      }
      text.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    return text.toString();
  }

  /** Prefix, 256 bits, and a checksum that tells typing errors from wrong tokens. */
  static String randomToken(String prefix) {
    String body = prefix + random();
    return body + checksum(body);
  }

  static boolean isWellFormedToken(String prefix, String token) {
    return token.startsWith(prefix)
        && token.length() == prefix.length() + 43 + 6
        && checksum(token.substring(0, token.length() - 6))
            .equals(token.substring(token.length() - 6));
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    long value = crc.getValue();
    char[] digits = new char[6];
    for (int i = 5; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (value % 62));
      value /= 62;
    }
    return new String(digits);
  }

  /** SHA-256 in hex: enough for secrets of 256 random bits; of an identifier only a mark. */
  static String hash(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Base-32 characters that follow from a secret and a name, at most 51. */
  static String derived(String secret, String name, int chars) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      BigInteger bits = new BigInteger(1, mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
      StringBuilder text = new StringBuilder(chars);
      for (int i = 0; i < chars; i++) {
        text.append(BASE32.charAt(bits.shiftRight(5 * i).intValue() & 31));
      }
      return text.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps, as RFC 6238 has them: HMAC-SHA-1, six digits, a new one every 30
 * seconds. Apps take no other hash for granted, and HMAC does not need one without collisions.
 */
public final class Totp {

  public static final int DIGITS = 6;
  public static final int STEP_SECONDS = 30;

  /** As long as the hash, which RFC 4226 recommends. */
  private static final int SECRET_BYTES = 20;

  /** A code of the step before or after is taken too: clocks differ, and people type. */
  private static final int STEPS_OFF = 1;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;

  private Totp(byte[] secret) {
    this.secret = secret;
  }

  /** One with a new secret. */
  public static Totp create() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new Totp(secret);
  }

  static Totp of(byte[] secret) {
    return new Totp(secret.clone());
  }

  /**
   * One whose secret is known.
   *
   * @param text as {@link #secretText} gives it
   * @throws IllegalArgumentException when it is no base 32
   */
  public static Totp of(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = BASE32.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("the secret is no base 32");
      }
      buffer = ((buffer << 5) | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    return new Totp(bytes.array());
  }

  /** The secret as people type it, in base 32. */
  public String secretText() {
    StringBuilder text = new StringBuilder(secret.length * 8 / 5 + 1);
    int buffer = 0;
    int bits = 0;
    for (byte one : secret) {
      buffer = ((buffer << 8) | (one & 0xff)) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((buffer >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(BASE32.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /**
   * What authenticator apps read from a picture.
   *
   * @param issuer what the code is for
   * @param account whose it is
   */
  public String uri(String issuer, String account) {
    String name = encoded(issuer.replace(":", "")) + ":" + encoded(account.replace(":", ""));
    return "otpauth://totp/"
        + name
        + "?secret="
        + secretText()
        + "&issuer="
        + encoded(issuer.replace(":", ""))
        + "&algorithm=SHA1&digits="
        + DIGITS
        + "&period="
        + STEP_SECONDS;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  public static long stepAt(long epochMillis) {
    return Math.floorDiv(epochMillis, STEP_SECONDS * 1_000L);
  }

  /**
   * The step whose code this is, of those around a time. Takes as long for any code.
   *
   * @return empty when it is the code of none
   */
  public OptionalLong stepOf(String code, long epochMillis) {
    long now = stepAt(epochMillis);
    OptionalLong found = OptionalLong.empty();
    for (long step = now + STEPS_OFF; step >= now - STEPS_OFF; step--) {
      if (MessageDigest.isEqual(code(step).getBytes(US_ASCII), code.getBytes(UTF_8))) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  public String code(long step) {
    byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    return String.format(java.util.Locale.ROOT, "%06d", number % 1_000_000);
  }

  private byte[] hmac(byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How the secret of a key is kept. Slow hashes would gain nothing: a secret has 190 bits. */
public enum KeyHash {
  /** Keyed with the pepper of the app: what is stolen from the database verifies nothing. */
  HMAC_SHA256,
  /** Of a key that another system issued: SHA-256 of its whole text. */
  SHA256,
  /** Of a key that another system issued: SHA-512 of its whole text. */
  SHA512;

  private static final String HMAC = "HmacSHA256";

  /** As written on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of that {@link #text()}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static KeyHash of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * The hash.
   *
   * @param pepper of the app; only {@link #HMAC_SHA256} uses it
   * @param secret the secret of a key, or the whole text of one that another system issued
   */
  public byte[] of(byte[] pepper, String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    try {
      return switch (this) {
        case HMAC_SHA256 -> mac(pepper).doFinal(bytes);
        case SHA256 -> MessageDigest.getInstance("SHA-256").digest(bytes);
        case SHA512 -> MessageDigest.getInstance("SHA-512").digest(bytes);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + this, e);
    }
  }

  /** A function that is ready to hash; clone it rather than to make another one. */
  public static Mac mac(byte[] pepper) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(pepper, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /**
   * The pepper of one app, which its services verify with: the installation's own never leaves the
   * server, and what one app's services know is of no use for another.
   */
  public static byte[] pepperOf(byte[] installation, String appId) {
    return mac(installation).doFinal(("gatehouse api keys of " + appId).getBytes(UTF_8));
  }
}

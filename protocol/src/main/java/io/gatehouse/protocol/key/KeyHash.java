// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the secret of a key is kept. Each is keyed with the pepper of the app, so that what is stolen
 * from the database verifies nothing: of a key that another system issued, its hash there is hashed
 * once more when it is imported. Slow hashes would gain nothing: a secret has 190 bits.
 */
public enum KeyHash {
  /** Of the secret of a key that was issued here. */
  HMAC_SHA256("hmac-sha256"),
  /** Of the SHA-256 of the whole text of a key that another system issued. */
  IMPORTED_SHA256("sha256"),
  /** Of the SHA-512 of the whole text of a key that another system issued. */
  IMPORTED_SHA512("sha512"),
  /** Of the SHA-256 of what follows the last underscore, as prefixed-api-key keeps it. */
  IMPORTED_PREFIXED_KEY("prefixed-key");

  private static final String HMAC = "HmacSHA256";

  private final String text;

  KeyHash(String text) {
    this.text = text;
  }

  /** As written on the wire and in the catalog. */
  public String text() {
    return text;
  }

  /**
   * The one of that {@link #text()}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static KeyHash of(String text) {
    for (KeyHash hash : values()) {
      if (hash.text.equals(text)) {
        return hash;
      }
    }
    throw new IllegalArgumentException("there is no hash of keys called " + text);
  }

  /** Whether keys with it were issued by another system, and have a text of their own form. */
  public boolean isImported() {
    return this != HMAC_SHA256;
  }

  /** Bytes of the hash that the other system kept; of a key that was issued here, of its own. */
  public int importedBytes() {
    return this == IMPORTED_SHA512 ? 64 : 32;
  }

  /**
   * The hash as it is kept.
   *
   * @param pepper of the app
   * @param secret the secret of a key, or the whole text of one that another system issued
   */
  public byte[] of(byte[] pepper, String secret) {
    return mac(pepper).doFinal(digest(secret));
  }

  /** What the other system would have kept of a text; of a key that was issued here, itself. */
  public byte[] digest(String secret) {
    return switch (this) {
      case HMAC_SHA256 -> secret.getBytes(UTF_8);
      case IMPORTED_SHA256 -> digest("SHA-256", secret);
      case IMPORTED_SHA512 -> digest("SHA-512", secret);
      case IMPORTED_PREFIXED_KEY ->
          digest("SHA-256", secret.substring(secret.lastIndexOf('_') + 1));
    };
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
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

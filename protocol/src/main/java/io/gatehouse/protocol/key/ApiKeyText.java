// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key, {@code <brand>_<environment>_<id>_<secret>_<checksum>}, e.g. {@code
 * gh_live_…}: letters and digits between underscores, so that a double click selects it and secret
 * scanners know it. The id may be logged; the secret has 190 bits. The checksum is the CRC-32 of
 * all before it, so that a typing error is told from a wrong key without asking anybody.
 *
 * @param brand 1–16 lower-case letters or digits, the same for all keys of an installation
 * @param environment 1–16 lower-case letters or digits
 * @param id {@value #ID_CHARS} letters or digits
 * @param secret {@value #SECRET_CHARS} letters or digits
 */
public record ApiKeyText(String brand, String environment, String id, String secret) {

  public static final int ID_CHARS = 12;
  public static final int SECRET_CHARS = 32;

  /** Longest brand and longest environment in the text of a key. */
  public static final int MAX_PART_CHARS = 16;

  private static final int CHECKSUM_CHARS = 6;
  private static final int MIN_CHARS = 1 + 1 + ID_CHARS + SECRET_CHARS + CHECKSUM_CHARS + 4;

  /** Longest text of a key; what is longer is none. */
  public static final int MAX_CHARS = MIN_CHARS + 2 * (MAX_PART_CHARS - 1);

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Of each ASCII character: 0 = none of the alphabet, {@link #LOWER} = also good for parts. */
  private static final byte[] CLASSES = classes();

  private static final byte LOWER = 2;

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (int i = 0; i < ALPHABET.length(); i++) {
      char c = ALPHABET.charAt(i);
      classes[c] = c >= 'A' && c <= 'Z' ? (byte) 1 : LOWER;
    }
    return classes;
  }

  public ApiKeyText {
    requireNonNull(brand, "brand");
    requireNonNull(environment, "environment");
    requireNonNull(id, "id");
    requireNonNull(secret, "secret");
    if (!isPart(brand, 0, brand.length()) || !isPart(environment, 0, environment.length())) {
      throw new IllegalArgumentException(
          "brand and environment need 1 to "
              + MAX_PART_CHARS
              + " lower-case letters or digits each: "
              + brand
              + ", "
              + environment);
    }
  }

  /** A key that never was before. */
  public static ApiKeyText generate(String brand, String environment, SecureRandom random) {
    return new ApiKeyText(brand, environment, text(ID_CHARS, random), text(SECRET_CHARS, random));
  }

  private static String text(int chars, SecureRandom random) {
    StringBuilder text = new StringBuilder(chars);
    for (int i = 0; i < chars; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** The part of a key's text that stands for an environment, made of its slug. */
  public static String partOf(String environmentSlug) {
    StringBuilder part = new StringBuilder(MAX_PART_CHARS);
    for (int i = 0; i < environmentSlug.length() && part.length() < MAX_PART_CHARS; i++) {
      char c = environmentSlug.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        part.append(c);
      }
    }
    return part.length() == 0 ? "env" : part.toString();
  }

  /** The parts of a text; null when it is no key or was mistyped. Looks nothing up. */
  public static @Nullable ApiKeyText parse(@Nullable String text) {
    byte[] bytes = text == null ? null : bytesOf(text);
    if (text == null || bytes == null) {
      return null;
    }
    int environment = text.indexOf('_') + 1;
    int id = idAt(bytes);
    return new ApiKeyText(
        text.substring(0, environment - 1),
        text.substring(environment, id - 1),
        text.substring(id, id + ID_CHARS),
        text.substring(secretAt(bytes), secretAt(bytes) + SECRET_CHARS));
  }

  /**
   * The bytes of a text that is a key, so that its parts can be read without making texts of them;
   * null when it is none or was mistyped. Looks nothing up.
   */
  public static byte @Nullable [] bytesOf(String text) {
    int length = text.length();
    if (length < MIN_CHARS || length > MAX_CHARS) {
      return null;
    }
    byte[] bytes = text.getBytes(ISO_8859_1);
    int checksum = length - CHECKSUM_CHARS;
    int secret = secretAt(bytes);
    int id = idAt(bytes);
    int environment = 0;
    while (environment < id && bytes[environment] != '_') {
      environment++;
    }
    environment++;
    boolean separated =
        environment < id - 1
            && bytes[id - 1] == '_'
            && bytes[secret - 1] == '_'
            && bytes[checksum - 1] == '_';
    boolean key =
        separated
            && isPart(bytes, 0, environment - 1)
            && isPart(bytes, environment, id - 1)
            && isInAlphabet(bytes, id, secret - 1)
            && isInAlphabet(bytes, secret, checksum - 1)
            && hasChecksum(bytes, checksum);
    return key ? bytes : null;
  }

  /** Where the id begins in what {@link #bytesOf} returned. */
  public static int idAt(byte[] key) {
    return secretAt(key) - 1 - ID_CHARS;
  }

  /** Where the secret begins in what {@link #bytesOf} returned. */
  public static int secretAt(byte[] key) {
    return key.length - CHECKSUM_CHARS - 1 - SECRET_CHARS;
  }

  private static boolean isPart(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0 || CLASSES[text[i]] != LOWER) {
        return false;
      }
    }
    return to > from && to - from <= MAX_PART_CHARS;
  }

  private static boolean isInAlphabet(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0 || CLASSES[text[i]] == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasChecksum(byte[] text, int at) {
    CRC32 crc = new CRC32();
    crc.update(text, 0, at);
    long value = crc.getValue();
    for (int i = text.length - 1; i >= at; i--) {
      if (text[i] != ALPHABET.charAt((int) (value % 62))) {
        return false;
      }
      value /= 62;
    }
    return true;
  }

  private static boolean isPart(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return to > from && to - from <= MAX_PART_CHARS;
  }

  private static long crc(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    return crc.getValue();
  }

  /** The whole key: a secret. */
  public String text() {
    String body = brand + "_" + environment + "_" + id + "_" + secret + "_";
    long value = crc(body);
    char[] checksum = new char[CHECKSUM_CHARS];
    for (int i = CHECKSUM_CHARS - 1; i >= 0; i--) {
      checksum[i] = ALPHABET.charAt((int) (value % 62));
      value /= 62;
    }
    return body + new String(checksum);
  }

  /** How the key begins, for people to recognise it; no secret. */
  public String prefix() {
    return brand + "_" + environment + "_" + id;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return prefix() + "_…";
  }
}

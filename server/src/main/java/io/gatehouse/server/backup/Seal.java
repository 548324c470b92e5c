// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of a sealed file: a header of {@link #HEADER_BYTES}, then chunks of AES-256-GCM.
 *
 * <pre>
 * magic "GHBACKUP" · format (int) · PBKDF2 iterations (int) · chunk bytes (int) · salt (32)
 * · HMAC-SHA256 of all that (32)
 * </pre>
 *
 * <p>The key follows from passphrase and salt, so that no two files share one, and a chunk's nonce
 * can be its number and whether it is the last: a chunk that is changed, moved, left out, added or
 * cut off does not open. All chunks but the last are full.
 */
final class Seal {

  static final int HEADER_BYTES = 84;
  static final int SALT_BYTES = 32;
  static final int TAG_BYTES = 16;
  static final int ITERATIONS = 600_000;
  static final int CHUNK_BYTES = 256 << 10;

  private static final byte[] MAGIC = {'G', 'H', 'B', 'A', 'C', 'K', 'U', 'P'};
  private static final int FORMAT = 1;
  private static final int MAX_ITERATIONS = 20_000_000;
  private static final int MAX_CHUNK_BYTES = 1 << 20;
  private static final int MAC_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BITS = 256;

  private final byte[] header;
  private final int chunkBytes;
  private final SecretKeySpec key;
  private final Cipher cipher;

  private Seal(byte[] header, int chunkBytes, SecretKeySpec key) throws GeneralSecurityException {
    this.header = header;
    this.chunkBytes = chunkBytes;
    this.key = key;
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
  }

  /** A seal for a new file. */
  static Seal create(char[] passphrase, byte[] salt, int iterations, int chunkBytes) {
    ByteBuffer fields = ByteBuffer.allocate(HEADER_BYTES);
    fields.put(MAGIC).putInt(FORMAT).putInt(iterations).putInt(chunkBytes).put(salt);
    try {
      byte[] master = master(passphrase, salt, iterations);
      fields.put(mac(master, "header", fields.array(), HEADER_BYTES - MAC_BYTES));
      return new Seal(fields.array(), chunkBytes, encryptionKey(master));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * The seal of a file that begins with this header.
   *
   * @param minIterations fewer are refused: nobody may weaken the key by a changed header
   * @throws BackupException when it is no header, or the passphrase is another one
   */
  static Seal open(String file, char[] passphrase, byte[] header, int minIterations) {
    ByteBuffer fields = ByteBuffer.wrap(header);
    byte[] magic = new byte[MAGIC.length];
    fields.get(magic);
    if (!MessageDigest.isEqual(magic, MAGIC)) {
      throw new BackupException(file + " is no backup of Gatehouse, or its first bytes changed.");
    }
    int format = fields.getInt();
    int iterations = fields.getInt();
    int chunkBytes = fields.getInt();
    boolean known =
        format == FORMAT
            && iterations >= minIterations
            && iterations <= MAX_ITERATIONS
            && chunkBytes > 0
            && chunkBytes <= MAX_CHUNK_BYTES;
    if (!known) {
      throw new BackupException(
          file
              + " has a header that this program does not know (format "
              + format
              + "). It is damaged, or a newer program wrote it.");
    }
    byte[] salt = new byte[SALT_BYTES];
    fields.get(salt);
    byte[] stored = new byte[MAC_BYTES];
    fields.get(stored);
    try {
      byte[] master = master(passphrase, salt, iterations);
      if (!MessageDigest.isEqual(stored, mac(master, "header", header, HEADER_BYTES - MAC_BYTES))) {
        throw new BackupException(
            "The passphrase does not open " + file + ", or the header of that file is damaged.");
      }
      return new Seal(header.clone(), chunkBytes, encryptionKey(master));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  byte[] header() {
    return header.clone();
  }

  int chunkBytes() {
    return chunkBytes;
  }

  /** Encrypts {@code count} bytes of {@code plain} into {@code sealed}; gives the length. */
  int seal(byte[] plain, int count, long number, boolean last, byte[] sealed) {
    try {
      prepare(Cipher.ENCRYPT_MODE, number, last);
      return cipher.doFinal(plain, 0, count, sealed, 0);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * Decrypts {@code count} bytes of {@code sealed} into {@code plain}; gives the length.
   *
   * @throws GeneralSecurityException when it is not what was sealed at this place
   */
  int open(byte[] sealed, int count, long number, boolean last, byte[] plain)
      throws GeneralSecurityException {
    prepare(Cipher.DECRYPT_MODE, number, last);
    return cipher.doFinal(sealed, 0, count, plain, 0);
  }

  private void prepare(int mode, long number, boolean last) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(last ? 1 : 0).putLong(number).array();
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(header);
  }

  private static byte[] master(char[] passphrase, byte[] salt, int iterations)
      throws GeneralSecurityException {
    // The same passphrase typed on another system may be composed otherwise.
    char[] normal = Normalizer.normalize(new String(passphrase), Normalizer.Form.NFC).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(normal, salt, iterations, KEY_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  private static SecretKeySpec encryptionKey(byte[] master) throws GeneralSecurityException {
    return new SecretKeySpec(mac(master, "chunks", new byte[0], 0), "AES");
  }

  private static byte[] mac(byte[] master, String use, byte[] bytes, int count)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(master, "HmacSHA256"));
    mac.update(use.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    mac.update((byte) 0);
    mac.update(bytes, 0, count);
    return mac.doFinal();
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("this Java has no AES-GCM or PBKDF2 with HMAC-SHA256", e);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets of channels and monitors with AES-256-GCM, bound to what they belong to. The
 * keys lie beside those of API keys, outside of the database; each text names its key by a number,
 * so that a new key does not lock out what was written before. Thread-safe.
 */
public final class SecretBox implements Vault {

  private static final String FILE = "secrets";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final TreeMap<Integer, byte[]> keys = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();

  private SecretBox(List<String> lines) {
    for (String line : lines) {
      int blank = line.indexOf(' ');
      byte[] key = Base64.getDecoder().decode(line.substring(blank + 1));
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("a key of " + key.length + " bytes");
      }
      keys.put(Integer.valueOf(line.substring(0, blank)), key);
    }
  }

  /**
   * Reads the keys of a data directory, or makes one.
   *
   * @throws UncheckedIOException when they cannot be read or written
   */
  public static SecretBox open(Path dataDirectory) {
    Path folder = dataDirectory.resolve(KeyMaterial.FOLDER);
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        KeyMaterial.write(folder, FILE, List.of("1 " + Base64.getEncoder().encodeToString(key)));
      }
      return new SecretBox(Files.readAllLines(file));
    } catch (IOException | RuntimeException e) {
      throw new UncheckedIOException(
          "the keys that secrets of channels are encrypted with, " + file + ", cannot be used",
          e instanceof IOException failure ? failure : new IOException(e));
    }
  }

  @Override
  public String seal(String context, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    int number = keys.lastKey();
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, number, nonce, context, secret.getBytes(UTF_8));
    byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
    return number + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
  }

  @Override
  public String open(String context, String sealed) {
    int dot = sealed.indexOf('.');
    if (dot < 1) {
      throw new IllegalArgumentException("what is stored was not sealed here");
    }
    int number = Integer.parseInt(sealed.substring(0, dot));
    byte[] both = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
    if (!keys.containsKey(number) || both.length <= NONCE_BYTES) {
      throw new IllegalArgumentException("what is stored was sealed with a key that is not here");
    }
    byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
    return new String(cipher(Cipher.DECRYPT_MODE, number, nonce, context, text), UTF_8);
  }

  private byte[] cipher(int mode, int number, byte[] nonce, String context, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(keys.get(number), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((number + " " + context).getBytes(UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("what is stored was changed, or belongs elsewhere", e);
    }
  }
}

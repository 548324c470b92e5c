// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import io.gatehouse.protocol.key.KeyHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes hashes of API keys worthless to whoever has only the database: the peppers, and the
 * key with which snapshots of keys are signed. Files of the data directory that only its owner may
 * read; made when they are needed first, and part of each backup. Thread-safe.
 */
public final class KeyMaterial {

  /** Folder within the data directory. */
  public static final String FOLDER = "keys";

  private static final String PEPPERS = "peppers";
  private static final String SIGNING_KEY = "signing-key";
  private static final int PEPPER_BYTES = 32;

  private final Path folder;
  private final TreeMap<Integer, byte[]> peppers = new TreeMap<>();
  private final PrivateKey signingKey;
  private final String signer;

  private KeyMaterial(Path folder, Map<Integer, byte[]> peppers, List<String> signing) {
    this.folder = folder;
    this.peppers.putAll(peppers);
    this.signingKey = privateKey(signing.get(0));
    this.signer = signing.get(1);
  }

  /**
   * Reads the files of a data directory, or makes them.
   *
   * @throws UncheckedIOException when they cannot be read or written
   */
  public static KeyMaterial open(Path dataDirectory) {
    Path folder = dataDirectory.resolve(FOLDER);
    try {
      Map<Integer, byte[]> peppers = readPeppers(folder.resolve(PEPPERS));
      if (peppers.isEmpty()) {
        peppers.put(1, newPepper());
        write(folder, PEPPERS, lines(peppers));
      }
      Path file = folder.resolve(SIGNING_KEY);
      if (!Files.exists(file)) {
        write(folder, SIGNING_KEY, newSigningKey());
      }
      return new KeyMaterial(folder, peppers, Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          "the secrets that API keys are verified with, in " + folder + ", cannot be used",
          e instanceof IOException failure ? failure : new IOException(e));
    }
  }

  private static Map<Integer, byte[]> readPeppers(Path file) throws IOException {
    Map<Integer, byte[]> peppers = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int blank = line.indexOf(' ');
        peppers.put(
            Integer.valueOf(line.substring(0, blank)),
            Base64.getDecoder().decode(line.substring(blank + 1)));
      }
    }
    return peppers;
  }

  private static byte[] newPepper() {
    byte[] pepper = new byte[PEPPER_BYTES];
    new SecureRandom().nextBytes(pepper);
    return pepper;
  }

  private static List<String> lines(Map<Integer, byte[]> peppers) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(peppers).forEach((number, bytes) -> lines.add(number + " " + base64(bytes)));
    return lines;
  }

  private static List<String> newSigningKey() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return List.of(base64(pair.getPrivate().getEncoded()), base64(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }

  private static PrivateKey privateKey(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the signing key is no Ed25519 key", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static void write(Path folder, String name, List<String> lines) throws IOException {
    Files.createDirectories(folder, ownerOnly("rwx------"));
    Path temporary = folder.resolve(name + ".tmp");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, ownerOnly("rw-------"));
    Files.write(temporary, lines);
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Number of the pepper for new secrets. */
  public synchronized int currentPepper() {
    return peppers.lastKey();
  }

  /** Makes another pepper for new secrets; those before go on to count for theirs. */
  public synchronized int rotatePepper() {
    Map<Integer, byte[]> more = new TreeMap<>(peppers);
    int number = peppers.lastKey() + 1;
    more.put(number, newPepper());
    try {
      write(folder, PEPPERS, lines(more));
    } catch (IOException e) {
      throw new UncheckedIOException("the new pepper cannot be kept in " + folder, e);
    }
    peppers.putAll(more);
    return number;
  }

  /** The peppers of an app, by their numbers. */
  public synchronized Map<Integer, byte[]> peppersOf(String appId) {
    Map<Integer, byte[]> own = new HashMap<>();
    peppers.forEach((number, bytes) -> own.put(number, KeyHash.pepperOf(bytes, appId)));
    return own;
  }

  /** Signs snapshots. */
  public PrivateKey signingKey() {
    return signingKey;
  }

  /** Whom services have to believe: X.509 in base64. */
  public String signer() {
    return signer;
  }
}

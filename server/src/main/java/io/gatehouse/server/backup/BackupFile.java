// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A backup in one encrypted file: the manifest's length and the manifest as JSON, then the files
 * one after the other, all of it sealed ({@link Seal}).
 */
public final class BackupFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_MANIFEST_BYTES = 256 << 20;

  private BackupFile() {}

  /** Where the files of a backup go as they are read. */
  @FunctionalInterface
  interface Target {
    OutputStream create(Manifest.Item item) throws IOException;
  }

  /**
   * Writes a backup: to {@code file.part} first, which takes the name when it is whole and on the
   * disk. A file of that name is replaced.
   *
   * @param root folder of the files that the manifest names
   * @throws BackupException when a file is not as the manifest says, or it cannot be written
   */
  public static void write(Path file, char[] passphrase, Path root, Manifest manifest) {
    Path part = Path.of(file + ".part");
    byte[] salt = new byte[Seal.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Seal seal = Seal.create(passphrase, salt, Seal.ITERATIONS, Seal.CHUNK_BYTES);
    try {
      Files.deleteIfExists(part);
      try (FileChannel channel = Disks.createPrivate(part)) {
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        SealedOutput sealed = new SealedOutput(out, seal);
        pack(sealed, root, manifest);
        sealed.finish();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Disks.sync(Disks.folderOf(file));
    } catch (IOException e) {
      throw new BackupException(
          "The backup cannot be written to " + file + ": " + Disks.reason(e) + ".", e);
    } finally {
      Disks.deleteQuietly(part);
    }
  }

  private static void pack(OutputStream sealed, Path root, Manifest manifest) throws IOException {
    byte[] json = JSON.writeValueAsBytes(manifest);
    DataOutputStream out = new DataOutputStream(sealed);
    out.writeInt(json.length);
    out.write(json);
    for (Manifest.Item item : manifest.files()) {
      try (InputStream in = Files.newInputStream(root.resolve(item.path()))) {
        if (!copy(in, out, item.bytes()).equals(item.sha256()) || in.read() >= 0) {
          throw new BackupException(
              root.resolve(item.path()) + " changed while it was backed up. Try again.");
        }
      }
    }
    out.flush();
  }

  /**
   * Reads and proves all of a backup.
   *
   * @throws BackupException when it is not what was written, or this program cannot use it
   */
  public static Manifest verify(Path file, char[] passphrase) {
    return read(file, passphrase, item -> OutputStream.nullOutputStream());
  }

  /** The same, giving the files away as they are read. */
  static Manifest read(Path file, char[] passphrase, Target target) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        SealedInput sealed = new SealedInput(file.toString(), in, passphrase)) {
      return unpack(file, new DataInputStream(sealed), target);
    } catch (NoSuchFileException e) {
      throw new BackupException("There is no file " + e.getFile() + ".", e);
    } catch (IOException e) {
      throw new BackupException(file + " cannot be read: " + Disks.reason(e) + ".", e);
    }
  }

  private static Manifest unpack(Path file, DataInputStream in, Target target) throws IOException {
    Manifest manifest = manifest(file, in);
    for (Manifest.Item item : manifest.files()) {
      if (!Manifest.allows(item.path()) || item.bytes() < 0) {
        throw new BackupException(file + " holds a file that is none of ours: " + item.path());
      }
      try (OutputStream out = target.create(item)) {
        if (!copy(in, out, item.bytes()).equals(item.sha256())) {
          throw new BackupException(
              item.path() + " in " + file + " is not what the backup's list says.");
        }
      }
    }
    if (in.read() >= 0) {
      throw new BackupException(file + " holds more than its list says.");
    }
    return manifest;
  }

  private static Manifest manifest(Path file, DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_MANIFEST_BYTES) {
      throw new BackupException(file + " begins with a list of impossible length " + length + ".");
    }
    try {
      Manifest manifest = JSON.readValue(in.readNBytes(length), Manifest.class);
      if (manifest.format() == Manifest.FORMAT) {
        return manifest;
      }
      throw new BackupException(
          file
              + " was made by Gatehouse "
              + manifest.program()
              + " in a form that this program does not know. Use that version.");
    } catch (JsonProcessingException e) {
      throw new BackupException(
          file + " has a list that this program does not know. Use the version that made it.", e);
    }
  }

  /** Copies so many bytes, or to the end; gives their SHA-256. */
  private static String copy(InputStream in, OutputStream out, long bytes) throws IOException {
    MessageDigest sha = Disks.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        break;
      }
      sha.update(buffer, 0, count);
      out.write(buffer, 0, count);
      left -= count;
    }
    return left > 0 ? "too short" : HexFormat.of().formatHex(sha.digest());
  }
}

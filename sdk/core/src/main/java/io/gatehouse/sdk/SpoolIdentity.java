// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Who writes to a spool directory: the same instance at each start, in an epoch of its own. */
record SpoolIdentity(UUID instance, long epoch) {

  private static final String FILE = "identity";

  /**
   * Begins a new epoch; it is on disk when this returns. The caller holds the directory's lock.
   *
   * @throws IOException when the directory cannot be written, or the file is not ours
   */
  static SpoolIdentity next(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    SpoolIdentity identity =
        Files.exists(file)
            ? parse(Files.readString(file, UTF_8))
            : new SpoolIdentity(UUID.randomUUID(), 1);
    Path fresh = directory.resolve(FILE + ".new");
    try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer bytes = UTF_8.encode(identity.instance + " " + identity.epoch + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, ATOMIC_MOVE);
    DirectoryEntries.force(directory);
    return identity;
  }

  /** What the file says, one epoch on. */
  private static SpoolIdentity parse(String text) throws IOException {
    String[] parts = text.strip().split(" ", -1);
    try {
      if (parts.length == 2) {
        return new SpoolIdentity(
            UUID.fromString(parts[0]), Math.addExact(Long.parseLong(parts[1]), 1));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("the file " + FILE + " of the spool is damaged", e);
    }
    throw new IOException("the file " + FILE + " of the spool is damaged");
  }
}

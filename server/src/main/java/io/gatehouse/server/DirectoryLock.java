// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.server.config.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a second server away from a data directory. The system releases it when we die. */
public final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws SettingsException when another server has it, or the directory cannot be written
   */
  public static DirectoryLock acquire(Path directory) {
    return tryAcquire(directory)
        .orElseThrow(
            () ->
                new SettingsException(
                    "Another Gatehouse works in the data directory "
                        + directory.toAbsolutePath()
                        + ". Stop it, or choose another with --data-dir."));
  }

  /**
   * Empty when another server has it.
   *
   * @throws SettingsException when the directory cannot be written
   */
  public static Optional<DirectoryLock> tryAcquire(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new DirectoryLock(channel));
    } catch (IOException e) {
      throw new SettingsException(
          "The data directory "
              + directory.toAbsolutePath()
              + " cannot be written: "
              + e.getMessage());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

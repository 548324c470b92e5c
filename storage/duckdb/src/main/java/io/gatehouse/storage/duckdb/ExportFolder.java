// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Where files are written for somebody to take away. Emptied when the store is opened. */
final class ExportFolder {

  static final String NAME = "export";

  private final Path folder;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  ExportFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** A name for a file that is not there yet. */
  Path newFile(FileFormat format) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(next.incrementAndGet() + "." + format.ending());
  }

  /** A new folder within. */
  Path newFolder() throws IOException {
    return Files.createDirectories(folder.resolve("ask-" + next.incrementAndGet()));
  }

  void empty() throws IOException {
    delete(folder);
    Files.createDirectories(folder);
  }

  /** Deletes a file or a folder and what is in it, if it is there. */
  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      List<Path> found;
      try (Stream<Path> within = Files.list(path)) {
        found = within.toList();
      }
      for (Path one : found) {
        delete(one);
      }
    }
    Files.deleteIfExists(path);
  }

  static StorageException failed(IOException cause) {
    return new StorageException(
        Kind.UNAVAILABLE, "a file to take away cannot be written: " + cause.getMessage(), cause);
  }
}

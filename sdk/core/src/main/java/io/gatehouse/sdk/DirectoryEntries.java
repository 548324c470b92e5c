// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The names of the files in a directory, which have a durability of their own. */
final class DirectoryEntries {

  private DirectoryEntries() {}

  /** Files that were made or renamed are found after a power cut when this has returned. */
  static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // Elsewhere a directory cannot be opened, and its entries are journaled by the file system.
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }
}

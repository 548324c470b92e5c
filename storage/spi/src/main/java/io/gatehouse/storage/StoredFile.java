// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows that were written to a file for somebody to take away. Whoever got it closes it, which
 * deletes the file.
 *
 * @param rows how many are in it
 * @param cut whether there would have been more
 */
public record StoredFile(Path path, FileFormat format, long rows, boolean cut)
    implements AutoCloseable {

  public StoredFile {
    requireNonNull(path, "path");
    requireNonNull(format, "format");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("a file that was taken away cannot be deleted: " + path, e);
    }
  }
}

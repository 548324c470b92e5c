// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A second name for a file that never changes, so that a snapshot of it costs no space. */
public final class LinkedFile {

  private LinkedFile() {}

  /**
   * Gives the file a second name; where the file system knows none, a copy.
   *
   * @param name must not exist
   */
  public static void link(Path file, Path name) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, name);
    }
  }
}

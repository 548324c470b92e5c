// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The file operations that durability rests on; tests lose, tear and corrupt what was not synced.
 */
public interface Disk {

  void createFolders(Path folder) throws IOException;

  /** Names of the plain files in a folder, in no order. */
  List<String> list(Path folder) throws IOException;

  /** Creates a file that must not exist yet; it survives only after {@link #syncFolder}. */
  DiskFile create(Path file) throws IOException;

  DiskFile open(Path file) throws IOException;

  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Makes creations, renames and deletions in this folder durable. */
  void syncFolder(Path folder) throws IOException;

  long usableBytes(Path folder) throws IOException;

  /** An open file. */
  interface DiskFile extends Closeable {

    /** Fills the buffer from the place, or up to the end of the file; returns the bytes read. */
    int read(ByteBuffer target, long place) throws IOException;

    /** Writes all of the buffer. */
    void write(ByteBuffer source, long place) throws IOException;

    /** Returns when the content is on the medium. */
    void sync() throws IOException;

    void truncate(long size) throws IOException;

    long size() throws IOException;
  }
}

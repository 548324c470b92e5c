// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when the write-ahead log goes into the file. A checkpoint on a full disk kills the
 * database, a write to the log does not; so there is none unless space for it is left.
 */
final class Checkpoints {

  /** Beyond this a checkpoint is made when there is space. */
  static final long WAL_LIMIT_BYTES = 64L << 20;

  private static final long RESERVE_BYTES = 64L << 20;
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Database database;

  Checkpoints(Database database) {
    this.database = database;
  }

  static boolean hasSpace(long freeBytes, long walBytes) {
    return freeBytes > 2 * walBytes + RESERVE_BYTES;
  }

  /** Makes a checkpoint when there is space for it; tells whether it did. */
  boolean checkpoint(long freeDiskBytes) {
    if (database.isCopying() || !hasSpace(freeDiskBytes, database.file().walBytes())) {
      return false;
    }
    database.checkpoint();
    return true;
  }

  /** The commit stands whatever happens here, so a failure is told and not thrown. */
  void afterCommit() {
    if (database.file().walBytes() < WAL_LIMIT_BYTES) {
      return;
    }
    try {
      checkpoint(freeBytes());
    } catch (StorageException e) {
      LOG.warn("A checkpoint failed; the next commit tries again: {}", e.getMessage());
    }
  }

  /** A last checkpoint makes the next start quick; without it nothing is lost. */
  void beforeClose() {
    if (database.isOpen()) {
      try {
        checkpoint(freeBytes());
      } catch (StorageException e) {
        LOG.warn("No checkpoint before closing: {}", e.getMessage());
      }
    }
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(database.file().path()).getUsableSpace();
    } catch (IOException e) {
      LOG.warn("Free disk space is unknown: {}", e.toString());
      return 0;
    }
  }
}

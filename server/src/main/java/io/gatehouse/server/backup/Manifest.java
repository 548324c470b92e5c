// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds.
 *
 * @param format of the backup
 * @param program version that made it
 * @param createdEpochMillis when it was begun: everything acknowledged before is in it
 * @param catalogSchema null when made from files at rest
 * @param storeSchema null when made from files at rest
 */
public record Manifest(
    int format,
    String program,
    long createdEpochMillis,
    @Nullable Integer catalogSchema,
    @Nullable Integer storeSchema,
    List<Item> files) {

  static final int FORMAT = 1;

  private static final Pattern PATH =
      Pattern.compile(
          "catalog\\.sqlite(-wal)?|store/telemetry\\.duckdb(\\.wal)?"
              + "|(store/requests|log|log/quarantine|keys)/[A-Za-z0-9_][A-Za-z0-9_.-]*");

  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * @param path below the data directory, with slashes
   * @param sha256 in hex
   */
  public record Item(String path, long bytes, String sha256) {}

  /** All files together. */
  public long bytes() {
    return files.stream().mapToLong(Item::bytes).sum();
  }

  /** Whether a file of this name may be in a backup; nothing else is ever written by a restore. */
  static boolean allows(String path) {
    return PATH.matcher(path).matches();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.collector.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Watches free space, asking the file system at most once a second. Used by the writer thread only.
 */
final class DiskGuard {

  private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Disk disk;
  private final Clock clock;
  private final Path folder;
  private final long reserveBytes;
  private long usableBytes;
  private long checkedNanos;
  private boolean checked;

  DiskGuard(Disk disk, Clock clock, Path folder, long reserveBytes) {
    this.disk = disk;
    this.clock = clock;
    this.folder = folder;
    this.reserveBytes = reserveBytes;
  }

  /** Whether so many bytes may be written without touching the reserve. */
  boolean allows(long bytes) throws IOException {
    long now = clock.nanoTime();
    if (!checked || now - checkedNanos >= RECHECK_NANOS) {
      usableBytes = disk.usableBytes(folder);
      checkedNanos = now;
      checked = true;
    }
    return usableBytes - bytes >= reserveBytes;
  }

  void wrote(long bytes) {
    usableBytes -= bytes;
  }

  /** The file system refused a write: ask it again before the next one. */
  void forget() {
    checked = false;
  }
}

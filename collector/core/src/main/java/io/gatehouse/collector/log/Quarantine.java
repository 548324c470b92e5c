// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.collector.log.Disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what could not be processed, one file each, named by place and reason. The same damage seen
 * twice is one file. Thread-safe: every file is written by one call.
 */
final class Quarantine {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  /** Its name within the folder of the log. */
  static final String FOLDER = "quarantine";

  private final Disk disk;
  private final Path folder;
  private final long maxBytes;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong unkept = new AtomicLong();

  Quarantine(Disk disk, Path folder, long maxBytes) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.maxBytes = maxBytes;
    disk.createFolders(folder);
  }

  /** How many pieces were put here since the start. */
  long kept() {
    return kept.get();
  }

  /** How many pieces could not even be kept, for lack of space or by I/O errors. */
  long unkept() {
    return unkept.get();
  }

  /** Never fails: what cannot be kept is counted, and the reader goes on. */
  void keep(long offset, String reason, byte[] bytes, int from, int length) {
    String name = "%020d-%s.bin".formatted(offset, reason);
    try {
      if (disk.list(folder).contains(name)) {
        return;
      }
      makeRoom(length);
      try (DiskFile file = disk.create(folder.resolve(name))) {
        file.write(ByteBuffer.wrap(bytes, from, length), 0);
        file.sync();
      }
      disk.syncFolder(folder);
      kept.incrementAndGet();
      LOG.warn("quarantined {} bytes of the ingest log as {}", length, name);
    } catch (IOException e) {
      unkept.incrementAndGet();
      LOG.error("{} bytes of the ingest log could not be kept as {}", length, name, e);
    }
  }

  /**
   * Deletes what holds one of the texts in UTF-8.
   *
   * @throws UncheckedIOException when that cannot be said or done
   */
  void deleteWith(List<String> texts) {
    try {
      for (String name : disk.list(folder)) {
        if (holdsAny(folder.resolve(name), texts)) {
          disk.delete(folder.resolve(name));
          LOG.warn("deleted {} from the quarantine, because of an erasure", name);
        }
      }
      disk.syncFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the quarantine cannot be searched", e);
    }
  }

  private boolean holdsAny(Path path, List<String> texts) throws IOException {
    ByteBuffer bytes;
    try (DiskFile file = disk.open(path)) {
      bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, file.size()));
      file.read(bytes, 0);
    }
    // A char for each byte, so that texts are found as bytes.
    String whole = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    return texts.stream()
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .anyMatch(whole::contains);
  }

  /** Takes a whole file over. */
  void take(Path file) throws IOException {
    disk.rename(file, folder.resolve(file.getFileName() + ".damaged"));
    disk.syncFolder(folder);
    kept.incrementAndGet();
    LOG.warn("quarantined the whole file {}", file.getFileName());
  }

  private void makeRoom(long needed) throws IOException {
    List<String> names = new ArrayList<>(disk.list(folder));
    names.sort(null);
    long total = needed;
    List<Long> sizes = new ArrayList<>();
    for (String name : names) {
      try (DiskFile file = disk.open(folder.resolve(name))) {
        sizes.add(file.size());
        total += file.size();
      }
    }
    for (int i = 0; i < names.size() && total > maxBytes; i++) {
      disk.delete(folder.resolve(names.get(i)));
      total -= sizes.get(i);
      LOG.warn("quarantine is full, deleted its oldest file {}", names.get(i));
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.collector.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log. Its header is written twice, so that one damaged byte in it costs nothing.
 * The writer thread alone moves {@link #end}; everyone may read.
 */
final class Segment {

  static final int HEADER_BYTES = 80;

  private static final int COPY_BYTES = HEADER_BYTES / 2;
  private static final int MAGIC = 0x47_48_53_47;
  private static final int VERSION = 1;
  private static final String SUFFIX = ".log";

  final Path path;
  final DiskFile file;
  final long base;
  final long salt;
  final long createdEpochMillis;

  /** Offset after the last durable record. */
  volatile long end;

  /** When it stopped growing; 0 = it still may. */
  volatile long sealedEpochMillis;

  private Segment(Path path, DiskFile file, long base, long salt, long createdEpochMillis) {
    this.path = path;
    this.file = file;
    this.base = base;
    this.salt = salt;
    this.createdEpochMillis = createdEpochMillis;
    this.end = base;
  }

  static String fileName(long base) {
    return "%020d%s".formatted(base, SUFFIX);
  }

  /** The base offset that a file name tells; −1 when it is no segment's name. */
  static long baseOf(String fileName) {
    if (!fileName.matches("\\d{20}\\.log")) {
      return -1;
    }
    return Long.parseLong(fileName.substring(0, 20));
  }

  /** Creates the file and makes its header and its name durable. */
  static Segment create(Disk disk, Path folder, long base, long salt, long nowEpochMillis)
      throws IOException {
    Path path = folder.resolve(fileName(base));
    // A leftover of a failed creation holds nothing: its records were never acknowledged.
    disk.delete(path);
    DiskFile file = disk.create(path);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      putHeaderCopy(header, base, salt, nowEpochMillis);
      putHeaderCopy(header, base, salt, nowEpochMillis);
      file.write(header.flip(), 0);
      file.sync();
      disk.syncFolder(folder);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new Segment(path, file, base, salt, nowEpochMillis);
  }

  /** Opens a segment; null when its header is damaged beyond use. */
  static @Nullable Segment open(Disk disk, Path path) throws IOException {
    DiskFile file = disk.open(path);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    boolean whole = file.read(header, 0) == HEADER_BYTES;
    for (int copy = 0; whole && copy < 2; copy++) {
      ByteBuffer fields = header.duplicate().position(0).slice(copy * COPY_BYTES, COPY_BYTES);
      if (crcOf(fields) == fields.getInt(32) && fields.getInt(0) == MAGIC) {
        if (fields.getInt(4) > VERSION) {
          file.close();
          throw new IOException(
              path + " has format " + fields.getInt(4) + ", this version knows up to " + VERSION);
        }
        return new Segment(path, file, fields.getLong(8), fields.getLong(16), fields.getLong(24));
      }
    }
    file.close();
    return null;
  }

  private static void putHeaderCopy(ByteBuffer target, long base, long salt, long created) {
    ByteBuffer fields = ByteBuffer.allocate(COPY_BYTES);
    fields.putInt(MAGIC).putInt(VERSION).putLong(base).putLong(salt).putLong(created);
    fields.putInt(crcOf(fields));
    target.put(fields.position(0).limit(COPY_BYTES));
  }

  private static int crcOf(ByteBuffer fields) {
    CRC32C crc = new CRC32C();
    crc.update(fields.duplicate().position(0).limit(32));
    return (int) crc.getValue();
  }

  /** Where in the file an offset of the log lies. */
  long placeOf(long offset) {
    return HEADER_BYTES + offset - base;
  }

  long bytes() {
    return HEADER_BYTES + end - base;
  }
}

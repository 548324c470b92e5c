// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is counted between two flushes, one exchange after the other, in a mapped file. Its pages
 * belong to the operating system, so that they outlive the process however it ends; they are not
 * forced to the disk, so that a power cut takes them. The file is made once and used over and over.
 *
 * <p>The first page holds the number of the use, 0 = free. After it come slots of 32 bytes in
 * little-endian order. A slot begins with a mark that is made of that number and is written last: a
 * slot of an earlier use, or one whose writer was killed, has another mark and is skipped. Keys
 * (minute, method, route, status, caller) take several slots and are told before the first exchange
 * that names them by the number of their slot.
 *
 * <p>Threads claim slots without locks, each in the region of its stripe and, when that is full, in
 * the others.
 */
final class Journal {

  static final int DEFAULT_BYTES = 8 << 20;

  private static final int HEADER_BYTES = 4_096;
  private static final int PAGE_BYTES = 4_096;
  private static final int SLOT_BYTES = 32;
  private static final int KEY_BYTES = 36;
  private static final int MAX_KEY_BYTES = 4_096;
  private static final int FAILED = 1;
  private static final int ABORTED = 2;
  private static final int FLAG_BITS = 2;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final MappedByteBuffer file;
  private final SdkMetrics metrics;
  private final int regionSlots;
  private final AtomicLongArray claimed = Stripes.counters();
  private volatile int mark;
  private volatile boolean broken;

  private Journal(MappedByteBuffer file, SdkMetrics metrics) {
    this.file = file;
    this.metrics = metrics;
    this.regionSlots = (file.capacity() - HEADER_BYTES) / SLOT_BYTES / Stripes.COUNT;
    this.mark = markOf(number());
  }

  /**
   * Opens a journal, or makes it. All of its bytes are written then, so that a full disk is told
   * now and not by a fault when they are touched.
   *
   * @param bytes size of the file
   */
  static Journal open(Path path, int bytes, SdkMetrics metrics) throws IOException {
    try (FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE)) {
      if (channel.size() != bytes) {
        channel.truncate(0);
        ByteBuffer zeros = ByteBuffer.allocate(bytes);
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      MappedByteBuffer file = channel.map(MapMode.READ_WRITE, 0, bytes);
      file.order(ByteOrder.LITTLE_ENDIAN);
      return new Journal(file, metrics);
    }
  }

  /** Whether a file is a journal that a process has not released. */
  static boolean isInUse(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.read(number);
    }
    return number.getLong(0) != 0;
  }

  /** Number of the use; 0 = free. */
  long number() {
    return (long) LONGS.getVolatile(file, 0);
  }

  /**
   * Takes a free journal into use.
   *
   * @param number unlike that of any use before
   * @return false when the file cannot be written any more
   */
  boolean begin(long number) {
    try {
      for (int i = 0; i < Stripes.COUNT; i++) {
        touch(i);
        claimed.set(Stripes.index(i), 0);
      }
      mark = markOf(number);
      LONGS.setVolatile(file, 0, number);
    } catch (InternalError e) {
      broken = true;
    }
    return !broken;
  }

  /**
   * Writes to the pages that were needed the last time. The first write to a page that the system
   * has saved meanwhile may wait for the disk; it is done here, and not by a request.
   */
  private void touch(int region) {
    int from = offset(firstSlot(region));
    long used = Math.min(claimed.get(Stripes.index(region)), regionSlots);
    for (int at = 0; at < used * SLOT_BYTES; at += PAGE_BYTES) {
      file.putLong(from + at, 0);
    }
  }

  /** What is in it counts no more, not even after a power cut. */
  void release() {
    LONGS.setVolatile(file, 0, 0L);
    file.force(0, HEADER_BYTES);
  }

  /**
   * Tells what exchanges have in common, before they are appended.
   *
   * @param caller a {@link CallerText}
   * @return the name of it; 0 = there is no room
   */
  int tell(int stripe, long minute, String method, String route, int status, String caller) {
    byte[] methodBytes = method.getBytes(UTF_8);
    byte[] routeBytes = route.getBytes(UTF_8);
    byte[] callerBytes = caller.getBytes(UTF_8);
    int length = KEY_BYTES + methodBytes.length + routeBytes.length + callerBytes.length;
    if (length > MAX_KEY_BYTES || broken) {
      return 0;
    }
    ByteBuffer key = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    key.putLong(0).putInt(0).putLong(minute).putInt(status);
    key.putInt(methodBytes.length).putInt(routeBytes.length).putInt(callerBytes.length);
    key.put(methodBytes).put(routeBytes).put(callerBytes);
    key.putInt(8, checksum(key.array()));
    int slot = claim(stripe, slots(length));
    if (slot == 0) {
      return 0;
    }
    int offset = offset(slot);
    try {
      file.put(offset + 8, key.array(), 8, length - 8);
      LONGS.setRelease(file, offset, head(~length));
      return slot;
    } catch (InternalError e) {
      broken = true;
      return 0;
    }
  }

  /** Notes one exchange; when there is no room for it, that is counted. */
  void append(
      int stripe,
      int key,
      long durationMicros,
      long requestBytes,
      long responseBytes,
      boolean failed,
      boolean aborted) {
    int slot = key == 0 || broken ? 0 : claim(stripe, 1);
    if (slot == 0) {
      metrics.addUnjournaled();
      return;
    }
    int offset = offset(slot);
    try {
      file.putLong(offset + 8, durationMicros);
      file.putLong(offset + 16, requestBytes);
      long flags = (failed ? FAILED : 0) | (aborted ? ABORTED : 0);
      file.putLong(offset + 24, responseBytes << FLAG_BITS | flags);
      LONGS.setRelease(file, offset, head(key));
    } catch (InternalError e) {
      // The page cannot be written, because the disk fails or somebody has cut the file.
      broken = true;
      metrics.addUnjournaled();
    }
  }

  /** Whether more than half of it is used. */
  boolean isFilling() {
    long used = 0;
    for (int i = 0; i < Stripes.COUNT; i++) {
      used += claimed.get(Stripes.index(i));
    }
    return used > (long) regionSlots * Stripes.COUNT / 2;
  }

  /** The first of so many slots; 0 = there is no room. */
  private int claim(int stripe, int slots) {
    for (int i = 0; i < Stripes.COUNT; i++) {
      int region = (stripe + i) % Stripes.COUNT;
      int at = Stripes.index(region);
      if (claimed.get(at) + slots <= regionSlots) {
        long from = claimed.getAndAdd(at, slots);
        if (from + slots <= regionSlots) {
          return firstSlot(region) + (int) from;
        }
      }
    }
    return 0;
  }

  private int firstSlot(int region) {
    return HEADER_BYTES / SLOT_BYTES + region * regionSlots;
  }

  private static int offset(int slot) {
    return slot * SLOT_BYTES;
  }

  /** Counts again what was noted in this use. Nobody may append any more. */
  void replay(RollupTable into) {
    Map<Integer, Key> keys = keys();
    int slots = file.capacity() / SLOT_BYTES;
    for (int slot = HEADER_BYTES / SLOT_BYTES; slot < slots; slot++) {
      int offset = offset(slot);
      long head = (long) LONGS.getAcquire(file, offset);
      Key told = keys.get(slot);
      if (told != null) {
        slot += slots(told.length) - 1;
        continue;
      }
      Key key = isMarked(head) ? keys.get((int) head) : null;
      if (key != null) {
        long response = file.getLong(offset + 24);
        into.add(
            0,
            key.minute,
            key.method,
            key.route,
            key.status,
            key.consumer,
            key.keyUse,
            file.getLong(offset + 8),
            file.getLong(offset + 16),
            response >> FLAG_BITS,
            (response & FAILED) != 0,
            (response & ABORTED) != 0);
      }
    }
  }

  private Map<Integer, Key> keys() {
    Map<Integer, Key> keys = new HashMap<>();
    int slots = file.capacity() / SLOT_BYTES;
    for (int slot = HEADER_BYTES / SLOT_BYTES; slot < slots; slot++) {
      long head = (long) LONGS.getAcquire(file, offset(slot));
      Key key = isMarked(head) && (int) head < 0 ? key(offset(slot), ~(int) head) : null;
      if (key != null) {
        keys.put(slot, key);
        slot += slots(key.length) - 1;
      }
    }
    return keys;
  }

  /** Null when the bytes are none. */
  private @Nullable Key key(int offset, int length) {
    if (length < KEY_BYTES || length > MAX_KEY_BYTES || length > file.capacity() - offset) {
      return null;
    }
    ByteBuffer key = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.get(offset, key.array());
    if (checksum(key.array()) != key.getInt(8)) {
      return null;
    }
    int method = key.getInt(24);
    int route = key.getInt(28);
    byte[] bytes = key.array();
    CallerText caller =
        CallerText.parse(new String(bytes, KEY_BYTES + method + route, key.getInt(32), UTF_8));
    return new Key(
        length,
        key.getLong(12),
        new String(bytes, KEY_BYTES, method, UTF_8),
        new String(bytes, KEY_BYTES + method, route, UTF_8),
        key.getInt(20),
        Consumer.of(caller.identifier()),
        caller.keyUse());
  }

  private record Key(
      int length,
      long minute,
      String method,
      String route,
      int status,
      @Nullable Consumer consumer,
      @Nullable KeyUse keyUse) {}

  private static int checksum(byte[] key) {
    CRC32C crc = new CRC32C();
    crc.update(key, 12, key.length - 12);
    return (int) crc.getValue();
  }

  private static int slots(int bytes) {
    return (bytes + SLOT_BYTES - 1) / SLOT_BYTES;
  }

  private long head(int what) {
    return ((long) mark << 32) | (what & 0xffff_ffffL);
  }

  private boolean isMarked(long head) {
    return (int) (head >>> 32) == mark;
  }

  /** Never 0, which is what a slot is that was never written. */
  private static int markOf(long number) {
    int mark = (int) (number >>> 32) * 0x9e37_79b1 + (int) number;
    return mark == 0 ? 1 : mark;
  }
}

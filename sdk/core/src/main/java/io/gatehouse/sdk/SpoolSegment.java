// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gatehouse.protocol.BatchId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * One append-only file of sealed batches. A record is its state (1 byte: waiting or done), length
 * of the packed body (4), CRC32C of everything that follows (4), epoch (8), sequence (8), exchanges
 * (8), request logs (8), number of the journal whose counts it holds (8), how many batches of the
 * same journal come after it (4), packed body. Only the state byte is ever written again; losing
 * that write means that the batch is sent twice, which the server notices. Not thread-safe.
 */
final class SpoolSegment {

  private static final int HEADER_BYTES = 53;
  private static final int CHECKED_FROM = 9;
  private static final int MAX_PACKED_BYTES = 16 << 20;
  private static final byte WAITING = 1;
  private static final byte DONE = 2;

  private final Path path;
  private final UUID instance;
  private long length;
  private int waiting;

  /**
   * Where a waiting batch is.
   *
   * @param journal number of the journal whose counts it holds; 0 = of none
   * @param following how many batches of that journal come after it
   */
  record Stored(
      SpoolSegment segment,
      long offset,
      int recordBytes,
      BatchId id,
      long exchanges,
      long requestLogs,
      long journal,
      int following) {}

  /** The bytes on disk are not those that were written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
      super(message);
    }
  }

  SpoolSegment(Path path, UUID instance) {
    this.path = path;
    this.instance = instance;
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  boolean isEmpty() {
    return waiting == 0;
  }

  /**
   * Tells what waits in an existing file. A torn tail is cut off; what is damaged before it is
   * passed over and counted.
   */
  void recover(Consumer<Stored> found, SdkMetrics metrics) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
    int start = 0;
    while (start < file.limit()) {
      if (!isWholeAt(file, start)) {
        int next = nextWhole(file, start + 1);
        if (next == file.limit()) {
          break;
        }
        metrics.addDamagedBatch();
        start = next;
      }
      int recordBytes = HEADER_BYTES + file.getInt(start + 1);
      if (file.get(start) == WAITING) {
        found.accept(stored(file, start, recordBytes));
        waiting++;
      }
      start += recordBytes;
    }
    length = start;
    if (length < file.limit()) {
      cutTail();
    }
  }

  /** Where the next record begins that is whole; the end when there is none. */
  private static int nextWhole(ByteBuffer file, int from) {
    int at = from;
    while (at < file.limit() && !isWholeAt(file, at)) {
      at++;
    }
    return at;
  }

  private static boolean isWholeAt(ByteBuffer file, int start) {
    if (file.limit() - start < HEADER_BYTES) {
      return false;
    }
    int packed = file.getInt(start + 1);
    return packed >= 0
        && packed <= file.limit() - start - HEADER_BYTES
        && isWhole(file, start, packed);
  }

  private Stored stored(ByteBuffer file, int start, int recordBytes) {
    BatchId id = new BatchId(instance, file.getLong(start + 9), file.getLong(start + 17));
    return new Stored(
        this,
        start,
        recordBytes,
        id,
        file.getLong(start + 25),
        file.getLong(start + 33),
        file.getLong(start + 41),
        file.getInt(start + 49));
  }

  private static boolean isWhole(ByteBuffer file, int start, int packed) {
    byte state = file.get(start);
    if (state != WAITING && state != DONE) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(file.slice(start + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + packed));
    return (int) crc.getValue() == file.getInt(start + 5);
  }

  /** Appends batches; they are on disk when this returns, and not in the file when this throws. */
  List<Stored> append(List<Spool.Entry> batches, long journal) throws IOException {
    List<Stored> stored = new ArrayList<>();
    long at = length;
    try (FileChannel channel = FileChannel.open(path, WRITE)) {
      int following = batches.size();
      for (Spool.Entry one : batches) {
        following--;
        ByteBuffer bytes = encode(one, journal, following);
        int recordBytes = bytes.remaining();
        stored.add(
            new Stored(
                this,
                at,
                recordBytes,
                one.id(),
                one.exchanges(),
                one.requestLogs(),
                journal,
                following));
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      }
      channel.force(false);
    } catch (IOException e) {
      cutAfter(e);
      throw e;
    }
    length = at;
    waiting += stored.size();
    return stored;
  }

  private void cutAfter(IOException cause) {
    try {
      cutTail();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void cutTail() throws IOException {
    try (FileChannel channel = FileChannel.open(path, WRITE)) {
      channel.truncate(length);
      channel.force(false);
    }
  }

  private static ByteBuffer encode(Spool.Entry entry, long journal, int following)
      throws IOException {
    byte[] packed = Gzip.pack(entry.body());
    if (packed.length > MAX_PACKED_BYTES) {
      throw new IOException("a batch of " + packed.length + " bytes is too large for the spool");
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + packed.length);
    bytes.put(WAITING).putInt(packed.length).putInt(0);
    bytes.putLong(entry.id().epoch()).putLong(entry.id().sequence());
    bytes.putLong(entry.exchanges()).putLong(entry.requestLogs());
    bytes.putLong(journal).putInt(following).put(packed);
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), CHECKED_FROM, bytes.position() - CHECKED_FROM);
    return bytes.putInt(5, (int) crc.getValue()).flip();
  }

  /**
   * Reads a batch back.
   *
   * @throws DamagedException when it can never be read
   */
  Spool.Entry read(Stored stored) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(stored.recordBytes());
    try (FileChannel channel = FileChannel.open(path, READ)) {
      int count = 0;
      while (bytes.hasRemaining() && count >= 0) {
        count = channel.read(bytes, stored.offset() + bytes.position());
      }
    }
    int packed = stored.recordBytes() - HEADER_BYTES;
    if (bytes.hasRemaining() || !isWhole(bytes, 0, packed)) {
      throw new DamagedException("a record of " + path.getFileName() + " is damaged");
    }
    byte[] body = Gzip.unpack(bytes.array(), HEADER_BYTES, packed);
    return new Spool.Entry(stored.id(), body, stored.exchanges(), stored.requestLogs());
  }

  void markDone(Stored stored) throws IOException {
    waiting--;
    try (FileChannel channel = FileChannel.open(path, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {DONE}), stored.offset());
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}

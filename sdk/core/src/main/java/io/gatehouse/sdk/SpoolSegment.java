// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gatehouse.protocol.BatchId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One append-only file of sealed batches. A record is its state (1 byte: waiting or done), length
 * of the packed body (4), CRC32C of everything that follows (4), epoch (8), sequence (8), exchanges
 * (8), request logs (8), packed body. Only the state byte is ever written again; losing that write
 * means that the batch is sent twice, which the server notices. Not thread-safe.
 */
final class SpoolSegment {

  private static final int HEADER_BYTES = 41;
  private static final int CHECKED_FROM = 9;
  private static final int MAX_PACKED_BYTES = 16 << 20;
  private static final byte WAITING = 1;
  private static final byte DONE = 2;

  private final Path path;
  private final UUID instance;
  private long length;
  private int waiting;

  /** Where a waiting batch is. */
  record Stored(
      SpoolSegment segment,
      long offset,
      int recordBytes,
      BatchId id,
      long exchanges,
      long requestLogs) {}

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

  /** Tells what waits in an existing file and cuts a torn tail off. */
  void recover(Consumer<Stored> found) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
    while (file.remaining() >= HEADER_BYTES) {
      int start = file.position();
      byte state = file.get(start);
      int packed = file.getInt(start + 1);
      if (packed < 0 || packed > file.remaining() - HEADER_BYTES || !isWhole(file, start, packed)) {
        break;
      }
      if (state == WAITING) {
        found.accept(stored(file, start, HEADER_BYTES + packed));
        waiting++;
      }
      file.position(start + HEADER_BYTES + packed);
    }
    length = file.position();
    if (file.hasRemaining()) {
      cutTail();
    }
  }

  private Stored stored(ByteBuffer file, int start, int recordBytes) {
    BatchId id = new BatchId(instance, file.getLong(start + 9), file.getLong(start + 17));
    return new Stored(
        this, start, recordBytes, id, file.getLong(start + 25), file.getLong(start + 33));
  }

  private static boolean isWhole(ByteBuffer file, int start, int packed) {
    CRC32C crc = new CRC32C();
    crc.update(file.slice(start + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + packed));
    byte state = file.get(start);
    return (state == WAITING || state == DONE) && (int) crc.getValue() == file.getInt(start + 5);
  }

  /** Appends a batch; it is on disk when this returns, and not in the file when this throws. */
  Stored append(Spool.Entry entry) throws IOException {
    ByteBuffer bytes = encode(entry);
    int recordBytes = bytes.remaining();
    try (FileChannel channel = FileChannel.open(path, CREATE, WRITE)) {
      long at = length;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(false);
    } catch (IOException e) {
      cutAfter(e);
      throw e;
    }
    Stored stored =
        new Stored(this, length, recordBytes, entry.id(), entry.exchanges(), entry.requestLogs());
    length += recordBytes;
    waiting++;
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

  private static ByteBuffer encode(Spool.Entry entry) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(entry.body().length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(entry.body());
    }
    if (packed.size() > MAX_PACKED_BYTES) {
      throw new IOException("a batch of " + packed.size() + " bytes is too large for the spool");
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + packed.size());
    bytes.put(WAITING).putInt(packed.size()).putInt(0);
    bytes.putLong(entry.id().epoch()).putLong(entry.id().sequence());
    bytes.putLong(entry.exchanges()).putLong(entry.requestLogs()).put(packed.toByteArray());
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
    ByteArrayInputStream body = new ByteArrayInputStream(bytes.array(), HEADER_BYTES, packed);
    try (GZIPInputStream gzip = new GZIPInputStream(body)) {
      return new Spool.Entry(
          stored.id(), gzip.readAllBytes(), stored.exchanges(), stored.requestLogs());
    }
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

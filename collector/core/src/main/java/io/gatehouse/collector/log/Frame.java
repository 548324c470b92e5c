// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record in a segment: {@code magic, payload length, CRC of the header, CRC of the payload},
 * four bytes each, then the payload. Both checksums start from the segment's secret salt and the
 * record's own place in the log, so that neither stale bytes nor bytes that a sender composed to
 * look like a frame are ever taken for one.
 */
final class Frame {

  static final int HEADER_BYTES = 16;
  static final int MAX_PAYLOAD_BYTES = 64 << 20;

  /** First byte of the magic, to scan for. */
  static final byte MAGIC_FIRST = (byte) 0xA7;

  private static final int MAGIC = 0xA7_47_48_46;

  private Frame() {}

  static long size(byte[] payload) {
    return HEADER_BYTES + (long) payload.length;
  }

  static void putHeader(ByteBuffer target, long salt, long offset, byte[] payload) {
    target.putInt(MAGIC);
    target.putInt(payload.length);
    target.putInt(headerCrc(salt, offset, payload.length));
    target.putInt(payloadCrc(salt, offset, payload, 0, payload.length));
  }

  /** The payload's length, or −1 when no sound header lies at this place. */
  static int lengthAt(byte[] bytes, int place, long salt, long offset) {
    if (bytes[place] != MAGIC_FIRST) {
      return -1;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, place, HEADER_BYTES);
    if (header.getInt() != MAGIC) {
      return -1;
    }
    int length = header.getInt();
    boolean sound =
        length >= 0
            && length <= MAX_PAYLOAD_BYTES
            && header.getInt() == headerCrc(salt, offset, length);
    return sound ? length : -1;
  }

  /** Whether the payload behind a sound header is what was written. */
  static boolean payloadSound(byte[] bytes, int place, int length, long salt, long offset) {
    int stored = ByteBuffer.wrap(bytes, place + 12, 4).getInt();
    return stored == payloadCrc(salt, offset, bytes, place + HEADER_BYTES, length);
  }

  private static int headerCrc(long salt, long offset, int length) {
    ByteBuffer fields = ByteBuffer.allocate(20).putLong(salt).putLong(offset).putInt(length);
    CRC32C crc = new CRC32C();
    crc.update(fields.flip());
    return (int) crc.getValue();
  }

  private static int payloadCrc(long salt, long offset, byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(16).putLong(~salt).putLong(offset).flip());
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}

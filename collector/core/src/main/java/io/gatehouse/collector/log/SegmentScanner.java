// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads records of one segment, passing over damaged places: it searches byte by byte for the next
 * sound header. Stateless; used by any thread.
 */
final class SegmentScanner {

  private static final int SCAN_WINDOW_BYTES = 1 << 20;

  private final Quarantine quarantine;

  SegmentScanner(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /** Reads records from {@code from} to at most {@code limit}, about {@code maxBytes} of them. */
  IngestLog.Slice read(Segment segment, long from, long limit, int maxBytes) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    int wanted = (int) Math.min(limit - from, Math.max(maxBytes, Frame.HEADER_BYTES));
    byte[] window = load(segment, from, wanted);
    long offset = from;
    while (offset < limit) {
      int place = (int) (offset - from);
      if (limit - offset < Frame.HEADER_BYTES) {
        // Too short for a record: what an abandoned segment leaves, or a cut that lost its header.
        skipTail(segment, offset, limit);
        offset = limit;
        break;
      }
      if (window.length - place < Frame.HEADER_BYTES) {
        break;
      }
      int length = Frame.lengthAt(window, place, segment.salt, offset);
      long next = offset + Frame.HEADER_BYTES + length;
      if (length < 0 || next > limit) {
        if (!records.isEmpty()) {
          break;
        }
        return new IngestLog.Slice(List.of(), at(skipDamage(segment, offset, limit)));
      }
      if (next - from > window.length) {
        if (!records.isEmpty()) {
          break;
        }
        window = load(segment, from, (int) (next - from));
      }
      if (Frame.payloadSound(window, place, length, segment.salt, offset)) {
        int start = place + Frame.HEADER_BYTES;
        records.add(
            new LogRecord(at(offset), at(next), Arrays.copyOfRange(window, start, start + length)));
      } else {
        quarantine.keep(offset, "damaged", window, place, Frame.HEADER_BYTES + length);
      }
      offset = next;
    }
    return new IngestLog.Slice(records, at(offset));
  }

  /** The offset of the first sound header after {@code offset}, or {@code limit}. */
  long findNext(Segment segment, long offset, long limit) throws IOException {
    long start = offset + 1;
    while (limit - start >= Frame.HEADER_BYTES) {
      byte[] window = load(segment, start, (int) Math.min(SCAN_WINDOW_BYTES, limit - start));
      int last = window.length - Frame.HEADER_BYTES;
      for (int place = 0; place <= last; place++) {
        if (window[place] == Frame.MAGIC_FIRST) {
          int length = Frame.lengthAt(window, place, segment.salt, start + place);
          if (length >= 0 && start + place + Frame.HEADER_BYTES + length <= limit) {
            return start + place;
          }
        }
      }
      start += last + 1;
    }
    return limit;
  }

  /**
   * Where the sound part of a growing file ends: after the last record that is followed by nothing
   * but bytes that hold no record.
   */
  long findEnd(Segment segment, long limit) throws IOException {
    long offset = segment.base;
    long end = offset;
    while (limit - offset >= Frame.HEADER_BYTES) {
      byte[] header = load(segment, offset, Frame.HEADER_BYTES);
      int length = Frame.lengthAt(header, 0, segment.salt, offset);
      long next = offset + Frame.HEADER_BYTES + length;
      if (length < 0 || next > limit) {
        offset = findNext(segment, offset, limit);
        continue;
      }
      byte[] frame = load(segment, offset, (int) (next - offset));
      if (Frame.payloadSound(frame, 0, length, segment.salt, offset)) {
        end = next;
      }
      offset = next;
    }
    return end;
  }

  /** Keeps a copy of bytes that are about to be cut off. */
  void keepTail(Segment segment, long offset, long limit, String reason) throws IOException {
    for (long at = offset; at < limit; at += Frame.MAX_PAYLOAD_BYTES) {
      byte[] tail = load(segment, at, (int) Math.min(Frame.MAX_PAYLOAD_BYTES, limit - at));
      quarantine.keep(at, reason, tail, 0, tail.length);
    }
  }

  private long skipDamage(Segment segment, long offset, long limit) throws IOException {
    long next = findNext(segment, offset, limit);
    keepTail(segment, offset, next, "damaged");
    return next;
  }

  private void skipTail(Segment segment, long offset, long limit) throws IOException {
    if (limit - offset > 1) {
      keepTail(segment, offset, limit, "damaged");
    }
  }

  private static byte[] load(Segment segment, long offset, int count) throws IOException {
    byte[] bytes = new byte[count];
    int read = segment.file.read(ByteBuffer.wrap(bytes), segment.placeOf(offset));
    if (read < count) {
      throw new IOException(
          "%s ends %d bytes early at offset %d"
              .formatted(segment.path, count - read, offset + read));
    }
    return bytes;
  }

  private static LogPosition at(long offset) {
    return new LogPosition(0, offset);
  }
}

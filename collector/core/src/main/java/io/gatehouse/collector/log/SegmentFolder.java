// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.collector.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of a log, oldest first. The list is replaced as a whole, so reading it needs no
 * lock; changes are made by the writer thread only.
 */
final class SegmentFolder {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentFolder.class);
  private static final SecureRandom SALTS = new SecureRandom();

  private final SegmentConfig config;
  private final Disk disk;
  private final Clock clock;
  private final Quarantine quarantine;
  private final SegmentScanner scanner;
  private volatile List<Segment> segments = List.of();

  /** Beyond everything that any file ever held, also those in quarantine. */
  private long floor;

  SegmentFolder(
      SegmentConfig config, Disk disk, Clock clock, Quarantine quarantine, SegmentScanner scanner) {
    this.config = config;
    this.disk = disk;
    this.clock = clock;
    this.quarantine = quarantine;
    this.scanner = scanner;
  }

  /** Finds the segments and cuts a torn tail of the last one. */
  void open() throws IOException {
    disk.createFolders(config.folder());
    List<Long> bases = new ArrayList<>();
    for (String name : disk.list(config.folder())) {
      long base = Segment.baseOf(name);
      if (base >= 0) {
        bases.add(base);
      }
    }
    bases.sort(null);
    List<Segment> found = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      long next = i + 1 < bases.size() ? bases.get(i + 1) : Long.MAX_VALUE;
      floor = Math.max(floor, bases.get(i) + openOne(found, bases.get(i), next));
    }
    for (int i = 0; i + 1 < found.size(); i++) {
      found.get(i).sealedEpochMillis = found.get(i + 1).createdEpochMillis;
    }
    segments = List.copyOf(found);
    mendLast();
    // A process that ended early may have left names that are not durable yet.
    disk.syncFolder(config.folder());
  }

  private long openOne(List<Segment> found, long base, long nextBase) throws IOException {
    Path path = config.folder().resolve(Segment.fileName(base));
    Segment segment = Segment.open(disk, path);
    if (segment == null || segment.base != base) {
      return discard(path);
    }
    long bytes = segment.file.size() - Segment.HEADER_BYTES;
    // What lies beyond the next segment's base was never acknowledged: a sync of it had failed.
    segment.end = Math.min(base + bytes, nextBase);
    found.add(segment);
    return bytes;
  }

  private long discard(Path path) throws IOException {
    long size;
    try (Disk.DiskFile file = disk.open(path)) {
      size = file.size();
    }
    if (size <= Segment.HEADER_BYTES) {
      // Created, but the process ended before its header was durable.
      disk.delete(path);
      disk.syncFolder(config.folder());
    } else {
      quarantine.take(path);
      disk.syncFolder(config.folder());
    }
    return size;
  }

  /**
   * Cuts what a power failure left of unfinished writes. The file is not written to again: whether
   * a sync of it ever failed is not known, and then a later one proves nothing.
   */
  private void mendLast() throws IOException {
    Segment last = last();
    if (last == null) {
      return;
    }
    long end = last.end < floor ? last.end : scanner.findEnd(last, last.end);
    if (end < last.end) {
      LOG.warn("cut {} torn bytes off {}", last.end - end, last.path.getFileName());
      scanner.keepTail(last, end, last.end, "torn");
      last.file.truncate(last.placeOf(end));
      last.file.sync();
      last.end = end;
    }
    seal(last);
    if (last.end == last.base) {
      floor = Math.max(floor, last.base + 1);
      segments = List.copyOf(segments.subList(0, segments.size() - 1));
      remove(last);
    }
  }

  private void remove(Segment segment) throws IOException {
    disk.delete(segment.path);
    segment.file.close();
  }

  List<Segment> all() {
    return segments;
  }

  @Nullable Segment last() {
    List<Segment> now = segments;
    return now.isEmpty() ? null : now.get(now.size() - 1);
  }

  /** Starts a segment at the offset, or later when the last segment is still empty. */
  Segment create() throws IOException {
    Segment last = last();
    long now = clock.epochMillis();
    // A new log starts far beyond every position of an earlier one in the same place, so that a
    // store that outlived its log does not take new records for old ones. 2^20: a log grows by less
    // than a byte per nanosecond.
    long after = last == null ? now << 20 : Math.max(last.end, last.base + 1);
    long base = Math.max(after, floor);
    Segment created = Segment.create(disk, config.folder(), base, SALTS.nextLong(), now);
    List<Segment> more = new ArrayList<>(segments);
    more.add(created);
    segments = List.copyOf(more);
    return created;
  }

  /** The segment grows no more. */
  void seal(Segment segment) {
    segment.sealedEpochMillis = clock.epochMillis();
  }

  long bytes() {
    long total = 0;
    for (Segment segment : segments) {
      total += segment.bytes();
    }
    return total;
  }

  /**
   * Deletes sealed segments before {@code safe} that are old enough or too much.
   *
   * @param headroom bytes that are to be written next
   */
  void trim(long safe, long headroom) throws IOException {
    trim(safe, headroom, clock.epochMillis() - config.keepFor().toMillis());
  }

  /** Deletes sealed segments before {@code safe}, however young. */
  void trimAnyAge(long safe) throws IOException {
    trim(safe, 0, Long.MAX_VALUE);
  }

  private void trim(long safe, long headroom, long oldest) throws IOException {
    List<Segment> left = new ArrayList<>(segments);
    long total = bytes() + headroom;
    boolean deleted = false;
    while (left.size() > 1) {
      Segment first = left.get(0);
      boolean due = first.sealedEpochMillis < oldest || total > config.maxLogBytes();
      if (first.sealedEpochMillis == 0 || first.end > safe || !due) {
        break;
      }
      left.remove(0);
      total -= first.bytes();
      segments = List.copyOf(left);
      remove(first);
      deleted = true;
    }
    if (deleted) {
      disk.syncFolder(config.folder());
    }
  }

  void close() throws IOException {
    for (Segment segment : segments) {
      segment.file.close();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import io.gatehouse.sdk.SpoolSegment.Stored;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The segments of one kind of batches, oldest first. Not thread-safe. */
final class SpoolLane {

  private static final String SUFFIX = ".segment";

  private final Path directory;
  private final String prefix;
  private final UUID instance;
  private final long segmentBytes;
  private final ArrayDeque<SpoolSegment> segments = new ArrayDeque<>();
  private final Map<BatchId, Stored> waiting = new LinkedHashMap<>();
  private @Nullable SpoolSegment writing;
  private long nextNumber = 1;

  SpoolLane(Path directory, String prefix, UUID instance, long segmentBytes) {
    this.directory = directory;
    this.prefix = prefix;
    this.instance = instance;
    this.segmentBytes = segmentBytes;
  }

  /** Finds what an earlier process left. */
  void recover(SdkMetrics metrics) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, prefix + "-*" + SUFFIX)) {
      found.forEach(files::add);
    }
    files.sort(null);
    for (Path file : files) {
      SpoolSegment segment = new SpoolSegment(file, instance);
      segment.recover(this::found, metrics);
      nextNumber = numberOf(file) + 1;
      if (segment.isEmpty()) {
        segment.delete();
      } else {
        segments.addLast(segment);
      }
    }
  }

  /** A number that was written twice counts as written last: only that one can have been sent. */
  private void found(Stored stored) {
    waiting.remove(stored.id());
    waiting.put(stored.id(), stored);
  }

  private long numberOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      return Long.parseLong(name.substring(prefix.length() + 1, name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      throw new IOException("a file of the spool has a strange name: " + name, e);
    }
  }

  /** Appends all of them or none; they are in one segment. */
  void append(List<Spool.Entry> batches, long journal) throws IOException {
    SpoolSegment segment = writing;
    if (segment == null || segment.length() >= segmentBytes) {
      retire(segment);
      writing = null;
      segment = newSegment();
    }
    try {
      segment.append(batches, journal).forEach(one -> waiting.put(one.id(), one));
    } catch (IOException e) {
      writing = null;
      throw e;
    }
  }

  private SpoolSegment newSegment() throws IOException {
    String name = String.format(Locale.ROOT, "%s-%016d%s", prefix, nextNumber++, SUFFIX);
    Path file = Files.createFile(directory.resolve(name));
    DirectoryEntries.force(directory);
    SpoolSegment segment = new SpoolSegment(file, instance);
    segments.addLast(segment);
    writing = segment;
    return segment;
  }

  /** Whether all batches with the counts of a journal are here. */
  boolean holds(long journal) {
    return waiting.values().stream()
        .anyMatch(stored -> stored.journal() == journal && stored.following() == 0);
  }

  /** Forgets batches that were being written when the process ended; nobody has seen them. */
  void removeAllOf(long journal) throws IOException {
    List<BatchId> torn =
        waiting.values().stream()
            .filter(stored -> stored.journal() == journal)
            .map(Stored::id)
            .toList();
    for (BatchId id : torn) {
      remove(id);
    }
  }

  @Nullable Stored first() {
    return waiting.isEmpty() ? null : waiting.values().iterator().next();
  }

  /** Whether the batch was here. */
  boolean remove(BatchId id) throws IOException {
    Stored stored = waiting.remove(id);
    if (stored == null) {
      return false;
    }
    SpoolSegment segment = stored.segment();
    segment.markDone(stored);
    if (segment != writing) {
      retire(segment);
    }
    return true;
  }

  /** Deletes a segment nothing waits in; one that is written to is kept until it is full. */
  private void retire(@Nullable SpoolSegment segment) throws IOException {
    if (segment != null && segment.isEmpty()) {
      segments.remove(segment);
      segment.delete();
    }
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Gives the space of the oldest segment back. */
  void dropOldest(Consumer<Stored> dropped) throws IOException {
    SpoolSegment oldest = segments.getFirst();
    oldest.delete();
    segments.removeFirst();
    if (oldest == writing) {
      writing = null;
    }
    List<Stored> lost =
        waiting.values().stream().filter(stored -> stored.segment() == oldest).toList();
    lost.forEach(stored -> waiting.remove(stored.id()));
    lost.forEach(dropped);
  }

  long bytes() {
    long sum = 0;
    for (SpoolSegment segment : segments) {
      sum += segment.length();
    }
    return sum;
  }

  void forEach(Consumer<Stored> visitor) {
    waiting.values().forEach(visitor);
  }

  void close() throws IOException {
    retire(writing);
    writing = null;
  }
}

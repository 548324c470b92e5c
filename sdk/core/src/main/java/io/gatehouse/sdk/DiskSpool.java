// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gatehouse.protocol.BatchId;
import io.gatehouse.sdk.SpoolSegment.Stored;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps batches in a directory, so that they outlive the process however it ends. One process at a
 * time uses a directory; it is readable by its owner only.
 */
final class DiskSpool implements Spool {

  static final long DEFAULT_MAX_BYTES = 64L << 20;

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final long MAX_SEGMENT_BYTES = 1L << 20;
  private static final int SEGMENTS = 16;

  private final FileChannel lock;
  private final SpoolIdentity identity;
  private final long maxBytes;
  private final SdkMetrics metrics;
  private final SpoolLane aggregates;
  private final SpoolLane requestLogs;
  private final @Nullable Journals journals;
  private final Map<Long, Long> sealed = new HashMap<>();

  private DiskSpool(
      Path directory, FileChannel lock, SpoolIdentity identity, long maxBytes, SdkMetrics metrics) {
    this.lock = lock;
    this.identity = identity;
    this.journals = journals(directory, identity.epoch(), metrics);
    this.maxBytes = maxBytes;
    this.metrics = metrics;
    long segmentBytes = Math.min(MAX_SEGMENT_BYTES, maxBytes / SEGMENTS);
    UUID instance = identity.instance();
    aggregates = new SpoolLane(directory, "aggregates", instance, segmentBytes);
    requestLogs = new SpoolLane(directory, "requests", instance, segmentBytes);
  }

  /**
   * Takes a directory, begins a new epoch in it and finds what waits there.
   *
   * @throws IOException when it cannot be used, or another process uses it
   */
  static DiskSpool open(Path directory, long maxBytes, SdkMetrics metrics) throws IOException {
    create(directory);
    FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
    try {
      lock(channel);
      SpoolIdentity identity = SpoolIdentity.next(directory);
      DiskSpool spool = new DiskSpool(directory, channel, identity, maxBytes, metrics);
      spool.recover();
      return spool;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return;
    }
    Files.createDirectories(directory);
  }

  private static void lock(FileChannel channel) throws IOException {
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IOException("it is in use by this process", e);
    }
    if (held == null) {
      throw new IOException("it is in use by another process");
    }
  }

  /** Without journals the spool is of use all the same. */
  private static @Nullable Journals journals(Path directory, long epoch, SdkMetrics metrics) {
    try {
      return Journals.open(directory, epoch, Journal.DEFAULT_BYTES, metrics);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Gatehouse: there is no journal, a kill loses what was counted since the last flush: {0}",
          e.getMessage());
      return null;
    }
  }

  /** Whether an earlier process left something here that the server does not have. */
  static boolean hasLeftovers(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (DirectoryStream<Path> segments = Files.newDirectoryStream(directory, "*.segment")) {
      return segments.iterator().hasNext() || Journals.isAnyInUse(directory);
    }
  }

  private void recover() throws IOException {
    aggregates.recover(metrics);
    requestLogs.recover(metrics);
    for (Journal journal : leftJournals()) {
      if (aggregates.holds(journal.number())) {
        journal.release();
      } else {
        aggregates.removeAllOf(journal.number());
      }
    }
    aggregates.forEach(this::found);
    requestLogs.forEach(this::found);
  }

  private void found(Stored stored) {
    noteSealed(stored.id());
    metrics.addRecovered(stored.exchanges());
  }

  private void noteSealed(BatchId id) {
    sealed.merge(id.epoch(), id.sequence(), Math::max);
  }

  @Override
  public UUID instance() {
    return identity.instance();
  }

  @Override
  public long epoch() {
    return identity.epoch();
  }

  @Override
  public long sealedIn(long epoch) {
    return sealed.getOrDefault(epoch, 0L);
  }

  @Override
  public @Nullable Journal nextJournal() {
    return journals == null ? null : journals.next();
  }

  @Override
  public List<Journal> leftJournals() {
    return journals == null ? List.of() : journals.inUse();
  }

  @Override
  public void add(List<Entry> batches, long journal) throws IOException {
    SpoolLane lane = batches.get(0).isAggregate() ? aggregates : requestLogs;
    lane.append(batches, journal);
    batches.forEach(one -> noteSealed(one.id()));
    while (aggregates.bytes() + requestLogs.bytes() > maxBytes) {
      SpoolLane victim = requestLogs.isEmpty() ? aggregates : requestLogs;
      victim.dropOldest(this::dropped);
    }
  }

  private void dropped(Stored stored) {
    metrics.addDropped(stored.exchanges(), stored.requestLogs());
  }

  @Override
  public @Nullable Entry peek() throws IOException {
    Stored stored = next();
    while (stored != null) {
      try {
        return stored.segment().read(stored);
      } catch (SpoolSegment.DamagedException e) {
        LOG.log(Level.WARNING, "Gatehouse: a batch is dropped.", e);
        metrics.addDamagedBatch();
        dropped(stored);
        remove(stored.id());
      }
      stored = next();
    }
    return null;
  }

  private @Nullable Stored next() {
    Stored first = aggregates.first();
    return first == null ? requestLogs.first() : first;
  }

  @Override
  public boolean remove(BatchId id) throws IOException {
    return aggregates.remove(id) || requestLogs.remove(id);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      aggregates.close();
      requestLogs.close();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.IngestUnavailableException;
import io.gatehouse.collector.IngestUnavailableException.Reason;
import io.gatehouse.collector.Threads;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log in files of one folder, see {@link Segment} and {@link Frame} for their form.
 *
 * <pre>{@code
 * try (IngestLog log = SegmentIngestLog.open(SegmentConfig.in(folder), new LocalDisk(), Clock.SYSTEM,
 *     new ByteBudget(ByteBudget.DEFAULT_BYTES))) {
 *   LogPosition after = log.append(payload).join();
 * }
 * }</pre>
 */
public final class SegmentIngestLog implements IngestLog {

  private final SegmentConfig config;
  private final Disk disk;
  private final ByteBudget budget;
  private final Quarantine quarantine;
  private final SegmentScanner scanner;
  private final SegmentFolder folder;
  private final SegmentWriter writer;
  private final @Nullable Thread thread;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled under {@link #lock} when records became durable or the log closes. */
  private final Condition grown = lock.newCondition();

  private volatile boolean closed;

  private SegmentIngestLog(
      SegmentConfig config, Disk disk, Clock clock, ByteBudget budget, boolean threaded)
      throws IOException {
    this.config = requireNonNull(config, "config");
    this.disk = requireNonNull(disk, "disk");
    this.budget = requireNonNull(budget, "budget");
    disk.createFolders(config.folder());
    quarantine =
        new Quarantine(
            disk, config.folder().resolve(Quarantine.FOLDER), config.maxQuarantineBytes());
    scanner = new SegmentScanner(quarantine);
    folder = new SegmentFolder(config, disk, clock, quarantine, scanner);
    folder.open();
    DiskGuard guard = new DiskGuard(disk, clock, config.folder(), config.reserveBytes());
    writer = new SegmentWriter(config, folder, guard, this::signal);
    thread = threaded ? new Thread(writer, "gatehouse-log") : null;
  }

  /** Opens the log, mends it, and starts its thread. */
  public static SegmentIngestLog open(
      SegmentConfig config, Disk disk, Clock clock, ByteBudget budget) throws IOException {
    SegmentIngestLog log = new SegmentIngestLog(config, disk, clock, budget, true);
    requireNonNull(log.thread, "thread").start();
    return log;
  }

  /** A log whose writer runs only when {@link #runQueued} is called, for simulations. */
  static SegmentIngestLog openUnthreaded(
      SegmentConfig config, Disk disk, Clock clock, ByteBudget budget) throws IOException {
    return new SegmentIngestLog(config, disk, clock, budget, false);
  }

  void runQueued() {
    writer.runQueued();
  }

  @Override
  public CompletableFuture<LogPosition> append(byte[] payload) {
    if (payload.length > Frame.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "record of %d bytes, limit %d".formatted(payload.length, Frame.MAX_PAYLOAD_BYTES));
    }
    if (closed) {
      return refused(Reason.STOPPED, "the ingest log is closed");
    }
    if (!budget.tryTake(payload.length)) {
      return refused(Reason.OVER_BUDGET, "too many bytes in flight: " + budget.used());
    }
    CompletableFuture<LogPosition> appended = writer.append(payload);
    return appended.whenComplete((position, failure) -> budget.release(payload.length));
  }

  private static CompletableFuture<LogPosition> refused(Reason reason, String message) {
    return CompletableFuture.failedFuture(new IngestUnavailableException(reason, message, 5, null));
  }

  @Override
  public Slice read(LogPosition from, int maxBytes, long maxWaitMillis)
      throws InterruptedException {
    awaitGrowth(from, TimeUnit.MILLISECONDS.toNanos(maxWaitMillis));
    Segment segment = segmentAfter(from.offset());
    if (segment == null) {
      return new Slice(List.of(), from);
    }
    long offset = Math.max(from.offset(), segment.base);
    return readFrom(segment, offset, segment.end, maxBytes);
  }

  /** The first segment with records at or after the offset. */
  private @Nullable Segment segmentAfter(long offset) {
    for (Segment segment : folder.all()) {
      if (segment.end > Math.max(offset, segment.base)) {
        return segment;
      }
    }
    return null;
  }

  private Slice readFrom(Segment segment, long offset, long limit, int maxBytes) {
    try {
      return scanner.read(segment, offset, limit, maxBytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + segment.path.getFileName(), e);
    }
  }

  private void awaitGrowth(LogPosition from, long maxNanos) throws InterruptedException {
    long left = maxNanos;
    lock.lock();
    try {
      while (segmentAfter(from.offset()) == null && left > 0 && !closed) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LogPosition end() {
    Segment last = folder.last();
    return last == null ? LogPosition.START : new LogPosition(0, last.end);
  }

  @Override
  public long bytesAfter(LogPosition position) {
    long bytes = 0;
    for (Segment segment : folder.all()) {
      bytes += Math.max(0, segment.end - Math.max(segment.base, position.offset()));
    }
    return bytes;
  }

  @Override
  public void trim(LogPosition safe) {
    writer.trim(safe.offset());
  }

  /** How much {@link #copyTo} has to copy, because it still grows. */
  public long activeSegmentBytes() {
    Segment last = folder.last();
    return last == null || last.sealedEpochMillis != 0 ? 0 : last.bytes();
  }

  /**
   * Gives the segments from a position on a second name in a folder, so that their records are not
   * lost to {@link #copyTo} when they are trimmed meanwhile.
   *
   * @param target exists, on the disk of the log
   */
  public void linkTo(Path target, LogPosition from) throws IOException {
    new SegmentCopy(folder, config.folder(), target).link(from.offset());
  }

  /**
   * Puts all records from a position on that are durable now into a folder, as files that another
   * log can be opened on, and what is in quarantine.
   *
   * @param target exists, on the disk of the log; may hold what {@link #linkTo} put there
   */
  public void copyTo(Path target, LogPosition from) throws IOException {
    new SegmentCopy(folder, config.folder(), target).finish(from.offset());
  }

  @Override
  public CompletableFuture<Void> erase(LogPosition safe, List<String> texts) {
    return writer.erase(safe.offset()).thenRun(() -> quarantine.deleteWith(texts));
  }

  @Override
  public void quarantine(LogPosition position, String reason, byte[] payload) {
    quarantine.keep(position.offset(), reason, payload, 0, payload.length);
  }

  public LogStats stats() {
    return new LogStats(
        folder.all().size(),
        folder.bytes(),
        writer.syncs.get(),
        writer.refused.get(),
        quarantine.kept(),
        quarantine.unkept());
  }

  /** Why records are not taken at the moment, for people; empty when they are. */
  public Optional<String> refusal() {
    if (closed) {
      return Optional.of("the ingest log is closed");
    }
    try {
      long usable = disk.usableBytes(config.folder());
      return usable < config.reserveBytes()
          ? Optional.of(
              "the disk has %d MiB left, and %d MiB are kept free"
                  .formatted(usable >> 20, config.reserveBytes() >> 20))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the disk does not answer: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    writer.stop();
    signal();
    if (thread == null) {
      writer.runQueued();
    } else {
      Threads.joinUninterruptibly(thread);
    }
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the ingest log", e);
    }
  }
}

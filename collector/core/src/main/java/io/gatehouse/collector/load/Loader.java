// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Clock;
import io.gatehouse.collector.Threads;
import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.collector.log.LogRecord;
import io.gatehouse.storage.LogPosition;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records from the log into the store, in order, exactly once, on one thread of its own. A
 * store that fails makes it wait; it never loses its place, and the log goes on taking records.
 *
 * <pre>{@code
 * Loader loader = new Loader(log, StoreOwner.of(writer), ConsumerRegistry.AS_REPORTED,
 *     LoaderConfig.DEFAULT, Clock.SYSTEM);
 * loader.start();
 * loader.awaitApplied(log.append(record).join(), Duration.ofSeconds(5));
 * }</pre>
 */
public final class Loader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  /** Above this, what comes in needs all cores. */
  private static final long BURST_BYTES_PER_SECOND = 8 << 20;

  private static final long YIELD_MILLIS = 100;

  private final IngestLog log;
  private final LoaderConfig config;
  private final Clock clock;
  private final Applier applier;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gatehouse-loader");
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled under {@link #lock} when the position moves. */
  private final Condition moved = lock.newCondition();

  private volatile LogPosition position = LogPosition.START;
  private volatile long caughtUpNanos;

  public Loader(
      IngestLog log,
      StoreOwner owner,
      ConsumerRegistry consumers,
      LoaderConfig config,
      Clock clock) {
    this.log = requireNonNull(log, "log");
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    Preparation preparation = new Preparation(consumers);
    this.applier = new Applier(log, owner, preparation, config, stopping);
  }

  public void start() {
    caughtUpNanos = clock.nanoTime();
    thread.start();
  }

  /** Everything before it is in the store. */
  public LogPosition position() {
    return position;
  }

  public LoaderStats stats() {
    long bytes = log.bytesAfter(position);
    long millis = bytes == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - caughtUpNanos);
    return applier.stats(bytes, Math.max(0, millis));
  }

  /** Waits until everything before the position is in the store; false when time is up. */
  public boolean awaitApplied(LogPosition target, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (position.offset() < target.offset() && left > 0) {
        left = moved.awaitNanos(left);
      }
      return position.offset() >= target.offset();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      LogPosition at = startPosition();
      while (stopping.getCount() > 0) {
        at = loadOnce(at);
        moveTo(at);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Applier.Stopped e) {
      LOG.debug("stopped while the store was unavailable");
    }
  }

  private LogPosition startPosition() throws InterruptedException {
    LogPosition stored = applier.askPosition();
    LogPosition end = log.end();
    if (stored.offset() > end.offset()) {
      LOG.warn("the store is at {}, beyond the log's end {}; reading the whole log", stored, end);
      applier.rewind();
      moveTo(LogPosition.START);
      return LogPosition.START;
    }
    moveTo(stored);
    return stored;
  }

  private LogPosition loadOnce(LogPosition from) throws InterruptedException {
    Group group = new Group(from);
    long started = clock.nanoTime();
    long startedAt = log.end().offset();
    long waitNanos = config.maxDelay().toNanos();
    int bytes = 0;
    while (waitNanos > 0 && group.rows() < config.maxRows() && bytes < config.maxSliceBytes()) {
      IngestLog.Slice slice = applier.read(group.end(), TimeUnit.NANOSECONDS.toMillis(waitNanos));
      for (LogRecord record : slice.records()) {
        bytes += record.payload().length;
        group.add(record);
      }
      group.extendTo(slice.end());
      waitNanos = config.maxDelay().toNanos() - (clock.nanoTime() - started);
      if (stopping.getCount() == 0) {
        break;
      }
    }
    letBurstPass(started, startedAt);
    LogPosition reached = group.isEmpty() ? group.end() : applier.apply(group);
    if (log.bytesAfter(reached) == 0) {
      caughtUpNanos = clock.nanoTime();
    }
    return reached;
  }

  /**
   * Senders wait for the log, and nobody for the store: while records come in fast, loading waits,
   * but not for long.
   */
  private void letBurstPass(long started, long startedAt) throws InterruptedException {
    if (startedAt == LogPosition.START.offset()) {
      return; // The first record ever begins far from there.
    }
    long since = started;
    long end = startedAt;
    long now = clock.nanoTime();
    long newEnd = log.end().offset();
    while (now - caughtUpNanos < config.maxYield().toNanos()
        && isBurst(newEnd - end, now - since)
        && !stopping.await(YIELD_MILLIS, TimeUnit.MILLISECONDS)) {
      since = now;
      end = newEnd;
      now = clock.nanoTime();
      newEnd = log.end().offset();
    }
  }

  static boolean isBurst(long bytes, long nanos) {
    return nanos > 0 && bytes > BURST_BYTES_PER_SECOND / 1e9 * nanos;
  }

  private void moveTo(LogPosition reached) {
    lock.lock();
    try {
      position = reached;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Finishes the transaction that is under way and ends; what is left waits in the log. */
  @Override
  public void close() {
    stopping.countDown();
    Threads.joinUninterruptibly(thread);
  }
}

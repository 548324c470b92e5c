// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Clock;
import io.gatehouse.collector.Threads;
import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store small and the log short, on one thread of its own, so that two pieces of upkeep
 * never run together: tiers every minute, checkpoints with trimming of the log, retention. A piece
 * that fails is logged, counted and done again at its next turn.
 */
public final class StoreKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreKeeper.class);

  private final Supplier<Maintenance> maintenance;
  private final Loader loader;
  private final IngestLog log;
  private final Supplier<RetentionLimits> limits;
  private final LongSupplier freeDiskBytes;
  private final Schedule schedule;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gatehouse-keeper");
  private final AtomicLong failures = new AtomicLong();

  /** How long to wait between two runs of each piece. */
  public record Schedule(Duration compact, Duration checkpoint, Duration retain) {

    public static final Schedule DEFAULT =
        new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
  }

  /**
   * @param maintenance of the store that is open now; asked every time, since stores get replaced
   * @param limits asked every time, since people change them
   */
  public StoreKeeper(
      Supplier<Maintenance> maintenance,
      Loader loader,
      IngestLog log,
      Supplier<RetentionLimits> limits,
      LongSupplier freeDiskBytes,
      Schedule schedule,
      Clock clock) {
    this.maintenance = requireNonNull(maintenance, "maintenance");
    this.loader = requireNonNull(loader, "loader");
    this.log = requireNonNull(log, "log");
    this.limits = requireNonNull(limits, "limits");
    this.freeDiskBytes = requireNonNull(freeDiskBytes, "freeDiskBytes");
    this.schedule = requireNonNull(schedule, "schedule");
    this.clock = requireNonNull(clock, "clock");
  }

  public void start() {
    thread.start();
  }

  /** Pieces of upkeep that failed since the start. */
  public long failures() {
    return failures.get();
  }

  private void run() {
    Turn compact = new Turn(schedule.compact(), this::compact);
    Turn checkpoint = new Turn(schedule.checkpoint(), this::checkpoint);
    Turn retain = new Turn(schedule.retain(), this::retain);
    long pauseMillis = Math.max(1, Math.min(1000, schedule.compact().toMillis() / 2));
    try {
      while (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        compact.runIfDue();
        checkpoint.runIfDue();
        retain.runIfDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compact() {
    maintenance.get().compact(clock.epochMillis());
  }

  private void retain() {
    maintenance.get().retain(limits.get(), clock.epochMillis());
  }

  private void checkpoint() {
    LogPosition committed = loader.position();
    if (maintenance.get().checkpoint(freeDiskBytes.getAsLong())) {
      log.trim(committed);
    }
  }

  /** Ends after the piece that is under way. */
  @Override
  public void close() {
    stopping.countDown();
    Threads.joinUninterruptibly(thread);
  }

  /** One kind of upkeep and when it ran last; confined to the keeper's thread. */
  private final class Turn {
    private final long intervalNanos;
    private final Runnable work;
    private long lastNanos = clock.nanoTime();

    Turn(Duration interval, Runnable work) {
      this.intervalNanos = interval.toNanos();
      this.work = work;
    }

    void runIfDue() {
      if (clock.nanoTime() - lastNanos < intervalNanos) {
        return;
      }
      try {
        work.run();
      } catch (RuntimeException e) {
        failures.incrementAndGet();
        LOG.warn(
            "upkeep of the store failed; it runs again in {} ms", intervalNanos / 1_000_000, e);
      }
      lastNanos = clock.nanoTime();
    }
  }
}

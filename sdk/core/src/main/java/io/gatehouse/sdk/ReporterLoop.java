// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When to seal and send. A daemon thread seals from the first {@link #start} on; another one lives
 * while something is sent, so that a server that is slow to answer keeps nobody from sealing.
 * Thread-safe.
 */
final class ReporterLoop {

  /** How long {@link #close} waits for the last flush. */
  static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private static final System.Logger LOG = System.getLogger("io.gatehouse.sdk");

  /** How often it is looked whether there is much to seal, between two flushes. */
  private static final long LOOK_MILLIS = 100;

  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Aggregation aggregation;
  private final LiveSettings settings;
  private final SdkMetrics metrics;
  private final @Nullable Reporting prepared;
  private final Supplier<Reporting> prepare;

  /** What sends, or has sent; only the thread that seals uses this. */
  private @Nullable Thread sending;

  /** What seals and sends, and where it keeps batches meanwhile. */
  record Reporting(Spool spool, Reporter reporter) {}

  /**
   * Starts nothing yet.
   *
   * @param prepared null = that is made when this is started
   */
  ReporterLoop(
      Aggregation aggregation,
      LiveSettings settings,
      SdkMetrics metrics,
      @Nullable Reporting prepared,
      Supplier<Reporting> prepare) {
    this.aggregation = aggregation;
    this.settings = settings;
    this.metrics = metrics;
    this.prepared = prepared;
    this.prepare = prepare;
  }

  /** Does nothing but the first time. */
  void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::run, "gatehouse-reporter");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Flushes once more, and returns when that is done or took too long. */
  void close() {
    closing.countDown();
    if (started.compareAndSet(false, true)) {
      closeUnused();
      return;
    }
    try {
      if (!finished.await(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Gatehouse: the last flush took too long.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing was recorded: only the spool is given back. */
  private void closeUnused() {
    if (prepared != null) {
      guarded(prepared.reporter()::end);
      guarded(prepared.spool()::close);
    }
    finished.countDown();
  }

  private void run() {
    OwnTraffic.begin();
    Reporting reporting = prepared == null ? prepare.get() : prepared;
    try (Spool spool = reporting.spool();
        JmxRegistration jmx = new JmxRegistration(metrics)) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Gatehouse: this is epoch {0}; numbers are shown as {1}.",
          spool.epoch(),
          jmx.name());
      run(reporting.reporter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Gatehouse: the spool was not closed.", e);
    } finally {
      finished.countDown();
    }
  }

  private void run(Reporter reporter) throws InterruptedException {
    long pause = new Random().nextLong(settings.current().flushMillis()) + 1;
    while (!closing.await(Math.min(pause, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
      pause -= LOOK_MILLIS;
      if (pause <= 0) {
        guarded(reporter::seal);
        guarded(() -> sendApart(reporter));
        pause = settings.current().flushMillis();
      } else if (aggregation.isFilling()) {
        guarded(reporter::seal);
      }
    }
    guarded(reporter::end);
    if (sending != null) {
      sending.join();
    }
    guarded(reporter::sendAll);
  }

  private void sendApart(Reporter reporter) {
    if (sending != null && sending.isAlive()) {
      return;
    }
    Thread thread = new Thread(() -> send(reporter), "gatehouse-sender");
    thread.setDaemon(true);
    thread.start();
    sending = thread;
  }

  private static void send(Reporter reporter) {
    OwnTraffic.begin();
    guarded(reporter::sendAll);
  }

  /** Nothing that happens in a step ends the loop. */
  static void guarded(Step step) {
    try {
      step.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "Gatehouse: a flush failed.", e);
    }
  }

  /** Part of a flush. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Threads;
import io.gatehouse.storage.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what {@link IngestCounters} counted to the log from time to time, and at the end. */
public final class OutcomeReporter implements AutoCloseable {

  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeReporter.class);

  private final IngestCounters counters;
  private final Intake intake;
  private final Duration interval;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gatehouse-outcomes");

  public OutcomeReporter(IngestCounters counters, Intake intake, Duration interval) {
    this.counters = requireNonNull(counters, "counters");
    this.intake = requireNonNull(intake, "intake");
    this.interval = requireNonNull(interval, "interval");
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        flush().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Completes when what was counted is durable, or was put back because the log refused it. */
  public CompletableFuture<Void> flush() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Batch batch : counters.drain()) {
      all.add(
          intake
              .accept(batch)
              .<Void>handle(
                  (position, failure) -> {
                    if (failure != null) {
                      LOG.debug("outcomes wait: {}", failure.getMessage());
                      counters.restore(batch);
                    }
                    return null;
                  }));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
  }

  /** Takes the last counts to the log. */
  @Override
  public void close() {
    stopping.countDown();
    Threads.joinUninterruptibly(thread);
    flush().join();
  }
}

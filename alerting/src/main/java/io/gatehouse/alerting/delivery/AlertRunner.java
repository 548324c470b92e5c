// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the evaluation of rules each minute, that of news each two seconds unless it takes long, and
 * deliveries each half second, on threads of their own.
 */
public final class AlertRunner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AlertRunner.class);
  private static final int DELIVERERS = 4;
  private static final int EVALUATION_SECONDS = 60;
  private static final long NEWS_MILLIS = 2_000;
  private static final long DELIVERY_MILLIS = 500;

  /** Evaluation of news may take one part in so many of a core. */
  private static final long NEWS_SHARE = 10;

  private final Runnable evaluation;
  private final Runnable news;
  private final Deliveries deliveries;
  private final Runnable housekeeping;
  private final ScheduledExecutorService evaluator = single("gatehouse-alerts");
  private final ScheduledExecutorService outbox = single("gatehouse-outbox");
  private final ExecutorService deliverers;

  /**
   * @param evaluation of all rules
   * @param news evaluation of rules that something new is known for
   * @param housekeeping once an hour
   */
  public AlertRunner(
      Runnable evaluation, Runnable news, Deliveries deliveries, Runnable housekeeping) {
    this.evaluation = evaluation;
    this.news = news;
    this.deliveries = deliveries;
    this.housekeeping = housekeeping;
    AtomicInteger number = new AtomicInteger();
    deliverers =
        Executors.newFixedThreadPool(
            DELIVERERS, task -> daemon(task, "gatehouse-deliver-" + number.incrementAndGet()));
  }

  private static ScheduledExecutorService single(String name) {
    return Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * @param firstSeconds until the first evaluation
   */
  public void start(long firstSeconds) {
    Future<?> unused =
        evaluator.scheduleAtFixedRate(
            () -> guarded("rules could not be evaluated", evaluation),
            firstSeconds,
            EVALUATION_SECONDS,
            TimeUnit.SECONDS);
    unused = evaluator.schedule(this::lookForNews, NEWS_MILLIS, TimeUnit.MILLISECONDS);
    unused =
        evaluator.scheduleWithFixedDelay(
            () -> guarded("alerts could not be tidied up", housekeeping),
            2,
            3_600,
            TimeUnit.SECONDS);
    unused =
        outbox.scheduleWithFixedDelay(
            () -> guarded("the outbox could not be read", () -> deliveries.run(deliverers)),
            1_000,
            DELIVERY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void lookForNews() {
    long begin = System.nanoTime();
    guarded("news could not be evaluated", news);
    long tookMillis = (System.nanoTime() - begin) / 1_000_000;
    if (!evaluator.isShutdown()) {
      Future<?> unused =
          evaluator.schedule(
              this::lookForNews,
              Math.max(NEWS_MILLIS, (NEWS_SHARE - 1) * tookMillis),
              TimeUnit.MILLISECONDS);
    }
  }

  private static void guarded(String problem, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("{}; it goes on", problem, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    evaluator.shutdownNow();
    outbox.shutdownNow();
    evaluator.awaitTermination(10, TimeUnit.SECONDS);
    outbox.awaitTermination(5, TimeUnit.SECONDS);
    deliverers.shutdown();
    if (!deliverers.awaitTermination(15, TimeUnit.SECONDS)) {
      deliverers.shutdownNow();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignalCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells signals to the server, in batches, again until it has them. A bounded number can wait; what
 * is more is dropped and counted. Its daemon thread is started by the first thing to tell.
 */
final class SignalPost {

  /** So many can wait. */
  static final int MAX_WAITING = 2_000;

  private static final Logger LOG = System.getLogger("io.gatehouse.apikeys");

  /** How long signals are gathered for. */
  private static final long GATHER_MILLIS = 1_000;

  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Outlet outlet;
  private final Supplier<@Nullable List<KeySignal>> due;
  private final Queue<KeySignal> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The batch that is being told; only the thread knows. */
  private final Deque<KeySignal> batch = new ArrayDeque<>();

  private boolean warned;
  private boolean warnedOfDrops;

  /** Where signals go. */
  interface Outlet {

    /**
     * Tells a message.
     *
     * @return status of the answer
     */
    int send(String message) throws IOException;
  }

  /**
   * @param due asked for more about once a second, as long as it does not answer null
   */
  SignalPost(Outlet outlet, Supplier<@Nullable List<KeySignal>> due) {
    this.outlet = outlet;
    this.due = due;
    thread = new Thread(this::run, "gatehouse-key-signals");
    thread.setDaemon(true);
  }

  /** Queues signals; returns at once. */
  void offer(List<KeySignal> signals) {
    for (KeySignal signal : signals) {
      if (waitingCount.incrementAndGet() > MAX_WAITING) {
        waitingCount.decrementAndGet();
        dropped.incrementAndGet();
      } else {
        waiting.add(signal);
      }
    }
    wake();
  }

  /** Has the thread look for what there is. */
  void wake() {
    if (!started.get() && !isClosing() && started.compareAndSet(false, true)) {
      thread.start();
    }
    LockSupport.unpark(thread);
  }

  boolean isStarted() {
    return started.get();
  }

  KeySignalCounts counts() {
    return new KeySignalCounts(told.get(), waitingCount.get(), dropped.get());
  }

  /** Tells what is left once, and ends; the caller waits no longer than that. */
  void close(Duration atMost) {
    closing.countDown();
    if (!started.get()) {
      return;
    }
    LockSupport.unpark(thread);
    try {
      thread.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    long pause = GATHER_MILLIS;
    while (await(pause + ThreadLocalRandom.current().nextLong(pause / 4 + 1))) {
      boolean more = collect();
      boolean heard = true;
      while (heard && fill()) {
        heard = tell();
      }
      pause = heard ? GATHER_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      if (heard && !more && !isClosing()) {
        // Whoever has something to tell wakes it up, also when that was just now.
        LockSupport.park(this);
      }
    }
    collect();
    if (fill()) {
      tell();
    }
  }

  /** False when it is time to end. */
  private boolean await(long millis) {
    try {
      return !closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Takes over what is due; returns whether there may be more later. */
  private boolean collect() {
    List<KeySignal> more = due.get();
    if (more != null && !more.isEmpty()) {
      offer(more);
    }
    long lost = dropped.get();
    if (lost > 0 && !warnedOfDrops) {
      warnedOfDrops = true;
      LOG.log(
          Level.WARNING,
          "Gatehouse: signals about the use of API keys are dropped, {0} so far: {1} wait already.",
          lost,
          MAX_WAITING);
    }
    return more != null;
  }

  /** Fills up the batch; false when it is empty. */
  private boolean fill() {
    while (batch.size() < KeySignalCodec.MAX_SIGNALS) {
      KeySignal next = waiting.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return !batch.isEmpty();
  }

  /** Whether the batch is done with. */
  private boolean tell() {
    int status;
    try {
      status = outlet.send(KeySignalCodec.write(new ArrayList<>(batch)));
    } catch (IOException | RuntimeException e) {
      warn(e.toString());
      return false;
    }
    if (status / 100 == 2) {
      done(told);
      warned = false;
      return true;
    }
    warn("the server answered " + status);
    // A token may be given back its rights; what the server cannot read it never will.
    boolean never = status == 400 || status == 404 || status == 405 || status == 413;
    if (never) {
      done(dropped);
    }
    return never;
  }

  private void done(AtomicLong count) {
    count.addAndGet(batch.size());
    waitingCount.addAndGet(-batch.size());
    batch.clear();
  }

  private void warn(String cause) {
    if (!warned && !isClosing()) {
      warned = true;
      LOG.log(
          Level.WARNING,
          "Gatehouse: who guesses API keys, and where they are used first, cannot be told: {0}.",
          cause);
    }
  }
}

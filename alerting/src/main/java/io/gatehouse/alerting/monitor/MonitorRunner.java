// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.Monitors;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks monitors when they are due: one thread plans, a bounded number of others checks. A monitor
 * is never checked twice at a time.
 */
public final class MonitorRunner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MonitorRunner.class);
  private static final int CHECKERS = 160;
  private static final long STACK_BYTES = 256 * 1024;
  private static final long FLUSH_NANOS = 30_000_000_000L;
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
  private static final long CHECKS_KEPT_HOURS = 30 * 24;
  private static final long HOURS_KEPT = 400 * 24;

  private final Monitors stored;
  private final Vault vault;
  private final Probe probe;
  private final MonitorStates states;
  private final CheckLog checks;
  private final SteadyTime time;
  private final io.gatehouse.catalog.CheckHours hours;
  private final ThreadPoolExecutor checkers;
  private final Thread planner = new Thread(this::plan, "gatehouse-monitors");

  /** Guards what follows, and is notified when there is something to do. */
  private final Object lock = new Object();

  private final Timetable timetable = new Timetable();
  private Map<String, Monitor> monitors = Map.of();
  private boolean stale = true;
  private boolean first = true;
  private volatile boolean closed;

  /** What a runner works with. */
  public record Parts(
      Monitors stored,
      io.gatehouse.catalog.CheckHours hours,
      Vault vault,
      Probe probe,
      MonitorStates states,
      CheckLog checks,
      SteadyTime time) {}

  public MonitorRunner(Parts parts) {
    this.stored = parts.stored();
    this.hours = parts.hours();
    this.vault = parts.vault();
    this.probe = parts.probe();
    this.states = parts.states();
    this.checks = parts.checks();
    this.time = parts.time();
    AtomicInteger number = new AtomicInteger();
    checkers =
        new ThreadPoolExecutor(
            CHECKERS,
            CHECKERS,
            20,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread =
                  new Thread(
                      null, task, "gatehouse-check-" + number.incrementAndGet(), STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    checkers.allowCoreThreadTimeOut(true);
    planner.setDaemon(true);
  }

  public void start() {
    planner.start();
  }

  /** Monitors were added, changed or removed. */
  public void changed() {
    synchronized (lock) {
      stale = true;
      lock.notifyAll();
    }
  }

  /** How late the latest check began since the last question. */
  public long takeLateMillis() {
    synchronized (lock) {
      return timetable.takeLateNanos() / 1_000_000;
    }
  }

  private void plan() {
    long flushed = time.nanos();
    long prunedHour = 0;
    while (!closed) {
      try {
        reload();
        submitDue();
        if (time.nanos() - flushed >= FLUSH_NANOS) {
          flushed = time.nanos();
          checks.flush(time.millis());
          long hour = time.millis() / 3_600_000;
          if (hour != prunedHour) {
            prunedHour = hour;
            hours.prune(hour - CHECKS_KEPT_HOURS, hour - HOURS_KEPT);
          }
        }
        rest();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error("monitors could not be planned; it goes on", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      rest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void rest() throws InterruptedException {
    synchronized (lock) {
      long wait = timetable.waitNanos(time.nanos(), LONGEST_WAIT_NANOS);
      while (!stale && wait > 0) {
        lock.wait(Math.max(1, wait / 1_000_000));
        wait = timetable.waitNanos(time.nanos(), 0);
      }
    }
  }

  private void reload() {
    synchronized (lock) {
      if (!stale) {
        return;
      }
      stale = false;
    }
    Map<String, Monitor> active = new HashMap<>();
    for (StoredMonitor one : stored.all()) {
      if (!one.paused()) {
        read(one, active);
      }
    }
    synchronized (lock) {
      List<Monitor> all = new ArrayList<>(active.values());
      for (String id : monitors.keySet()) {
        Monitor now = active.get(id);
        if (now == null || !now.stored().terms().equals(monitors.get(id).stored().terms())) {
          states.forget(id);
        }
      }
      timetable.replace(all, time.nanos(), !first);
      monitors = active;
      first = false;
    }
  }

  private void read(StoredMonitor one, Map<String, Monitor> into) {
    try {
      into.put(one.id(), Monitor.of(one, vault));
    } catch (IllegalArgumentException | IllegalStateException e) {
      log.error("monitor {} cannot be read and is not checked", one.id(), e);
    }
  }

  private void submitDue() {
    List<Monitor> due = new ArrayList<>();
    synchronized (lock) {
      for (String id : timetable.takeDue(time.nanos())) {
        Monitor monitor = monitors.get(id);
        if (monitor != null) {
          due.add(monitor);
        }
      }
    }
    for (Monitor monitor : due) {
      checkers.execute(() -> check(monitor));
    }
  }

  private void check(Monitor monitor) {
    boolean soon = false;
    try {
      CheckResult result = probe.check(monitor);
      synchronized (lock) {
        if (!monitors.containsKey(monitor.id())) {
          return;
        }
      }
      soon = states.apply(monitor, result);
    } catch (RuntimeException e) {
      log.error("the check of monitor {} failed on this side", monitor.id(), e);
    } finally {
      synchronized (lock) {
        timetable.done(monitor.id(), time.nanos(), soon);
        lock.notifyAll();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    planner.interrupt();
    planner.join(5_000);
    checkers.shutdownNow();
    checkers.awaitTermination(5, TimeUnit.SECONDS);
    checks.flush(time.millis());
  }
}

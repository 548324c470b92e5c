// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.catalog.Monitors;
import io.gatehouse.catalog.QuietTimes;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * From results to states: a monitor is down when a check and its repetitions failed, and up with
 * the first that does not. What tells nothing changes nothing. Calls for one monitor do not
 * overlap; thread-safe otherwise.
 */
public final class MonitorStates {

  private final Monitors stored;
  private final CheckLog checks;
  private final Supplier<List<QuietTime>> quietTimes;
  private final Consumer<Change> listener;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param quietTimes those of all apps
   * @param listener told after a change is stored
   */
  public MonitorStates(
      Monitors stored,
      CheckLog checks,
      Supplier<List<QuietTime>> quietTimes,
      Consumer<Change> listener) {
    this.stored = stored;
    this.checks = checks;
    this.quietTimes = quietTimes;
    this.listener = listener;
  }

  /** A monitor changed its state. */
  public record Change(int app, String monitor, String state, long atMillis) {}

  private record Known(String state, int failures, long certificateUntil) {}

  /** Where it stands is read again from what is stored. */
  void forget(String monitor) {
    known.remove(monitor);
  }

  /**
   * Takes a result.
   *
   * @return whether the check is to be repeated soon
   */
  boolean apply(Monitor monitor, CheckResult result) {
    if (result.outcome() == Outcome.NO_DATA) {
      return false;
    }
    CheckResult counted = isMaintained(monitor, result) ? result.maintained() : result;
    checks.add(monitor.id(), counted);
    Known before =
        known.computeIfAbsent(
            monitor.id(),
            id -> new Known(monitor.stored().state(), 0, monitor.stored().certificateUntil()));
    long certificate = certificate(monitor, before, result);
    return switch (counted.outcome()) {
      case UP -> {
        if (!before.state().equals("up")) {
          change(monitor, "up", counted);
        }
        known.put(monitor.id(), new Known("up", 0, certificate));
        yield false;
      }
      case DOWN -> down(monitor, before, counted, certificate);
      case MAINTAINED, NO_DATA -> {
        known.put(monitor.id(), new Known(before.state(), 0, certificate));
        yield false;
      }
    };
  }

  private boolean down(Monitor monitor, Known before, CheckResult result, long certificate) {
    int failures = before.failures() + 1;
    boolean isDown = before.state().equals("down");
    boolean sure = failures > retries(monitor);
    if (!isDown && sure) {
      change(monitor, "down", result);
    }
    known.put(monitor.id(), new Known(sure ? "down" : before.state(), failures, certificate));
    return !isDown && !sure;
  }

  /** Who only listens has waited long enough already. */
  private static int retries(Monitor monitor) {
    return monitor.connects() ? monitor.stored().terms().retries() : 0;
  }

  private void change(Monitor monitor, String state, CheckResult result) {
    String cause = state.equals("down") ? result.cause() : "";
    String cut = cause.length() > 500 ? cause.substring(0, 500) : cause;
    stored.setState(monitor.id(), state, result.atMillis(), cut);
    listener.accept(new Change(monitor.stored().app(), monitor.id(), state, result.atMillis()));
  }

  private long certificate(Monitor monitor, Known before, CheckResult result) {
    Long seen = result.certificateUntil();
    if (seen == null || seen == before.certificateUntil()) {
      return before.certificateUntil();
    }
    stored.certificate(monitor.id(), seen);
    return seen;
  }

  private boolean isMaintained(Monitor monitor, CheckResult result) {
    if (result.outcome() != Outcome.DOWN) {
      return false;
    }
    for (QuietTime quiet : quietTimes.get()) {
      if (quiet.kind().equals("maintenance")
          && quiet.app() == monitor.stored().app()
          && quiet.covers(monitor.id(), result.atMillis())) {
        return true;
      }
    }
    return false;
  }

  /** Quiet times of all apps, read again from time to time and after a change. */
  public static final class CachedQuietTimes implements Supplier<List<QuietTime>> {
    private final QuietTimes stored;
    private volatile List<QuietTime> current = List.of();

    public CachedQuietTimes(QuietTimes stored) {
      this.stored = stored;
      refresh();
    }

    public void refresh() {
      current = stored.all();
    }

    @Override
    public List<QuietTime> get() {
      return current;
    }
  }
}

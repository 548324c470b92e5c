// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.Phases;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Checks of a month: each minute of the last two days, every ten minutes before. For two hours, a
 * week ago, nothing was checked.
 */
final class DemoChecks {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1_440 * MINUTE;
  private static final long FINE = 2 * DAY;
  private static final String FAILURE = "Status 503, expected 200-399.";

  private final double millis;
  private final boolean failsHourly;
  private final long everyMillis;

  private DemoChecks(double millis, boolean failsHourly, long everyMillis) {
    this.millis = millis;
    this.failsHourly = failsHourly;
    this.everyMillis = everyMillis;
  }

  static DemoChecks steady(double millis) {
    return new DemoChecks(millis, false, MINUTE);
  }

  /** Down for some minutes of some hours. */
  static DemoChecks failingHourly(double millis) {
    return new DemoChecks(millis, true, MINUTE);
  }

  static DemoChecks alive() {
    return new DemoChecks(-1, false, MINUTE);
  }

  static DemoChecks daily() {
    return new DemoChecks(-1, false, 15 * MINUTE);
  }

  /** A time of failed checks. */
  record Outage(long from, long to, String cause) {}

  List<CheckResult> until(long nowMillis) {
    SplittableRandom random = new SplittableRandom(20_260_103);
    List<CheckResult> results = new ArrayList<>();
    long at = nowMillis - 30 * DAY;
    while (at < nowMillis) {
      long ago = nowMillis - at;
      boolean gap = ago > 7 * DAY && ago < 7 * DAY + 120 * MINUTE;
      if (!gap) {
        results.add(result(at, random));
      }
      at += ago > FINE ? Math.max(everyMillis, 10 * MINUTE) : everyMillis;
    }
    return results;
  }

  private CheckResult result(long at, SplittableRandom random) {
    // One hour in seven: as often as to be seen, as seldom as to be believed.
    boolean down = failsHourly && at / (60 * MINUTE) % 7 == 0 && DemoSite.isCheckoutDown(at);
    double factor = 0.7 + 0.6 * random.nextDouble() + 0.3 * Math.sin(at / (4.0 * 60 * MINUTE));
    long first = Math.round(millis * 1_000 * factor);
    Phases phases =
        millis < 0 ? Phases.NONE : new Phases(40, 120 + random.nextInt(90), -1, first, first + 400);
    return down
        ? new CheckResult(at, Outcome.DOWN, FAILURE, 503, phases, null)
        : new CheckResult(at, Outcome.UP, "", millis < 0 ? 0 : 200, phases, null);
  }

  List<Outage> outages(List<CheckResult> results) {
    List<Outage> outages = new ArrayList<>();
    long began = 0;
    for (CheckResult result : results) {
      boolean down = result.outcome() == Outcome.DOWN;
      if (down && began == 0) {
        began = result.atMillis();
      } else if (!down && began > 0) {
        outages.add(new Outage(began, result.atMillis(), FAILURE));
        began = 0;
      }
    }
    return outages;
  }
}

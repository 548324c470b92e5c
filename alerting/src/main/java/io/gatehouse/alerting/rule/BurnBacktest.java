// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.rule.Backtest.Result;
import io.gatehouse.catalog.App;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule about an error budget would have fired. Windows are differences of running sums, so
 * that long ones cost no more than short ones.
 */
final class BurnBacktest {

  private static final int HOUR = 60;

  /** Minutes of durations are too many to read for two weeks. */
  private static final int LATENCY_STEP = 5;

  private final Storage storage;
  private final RuleSpec spec;
  private final SloSpec slo;
  private final App app;

  BurnBacktest(Storage storage, RuleSpec spec, SloSpec slo, App app) {
    this.storage = storage;
    this.spec = spec;
    this.slo = slo;
    this.app = app;
  }

  /** Requests and bad ones before each step. */
  private record Running(long from, int minutes, long[] all, long[] bad) {

    @Nullable Double rate(SloSpec slo, long endMinute, int windowMinutes, long least) {
      int last = (int) Math.min(all.length - 1, Math.floorDiv(endMinute - from, (long) minutes));
      int first = Math.max(0, last - (windowMinutes + minutes - 1) / minutes);
      long requests = last <= 0 ? 0 : all[last] - all[first];
      return requests < Math.max(1, least)
          ? null
          : (Double) ((double) (bad[last] - bad[first]) / requests / slo.budget());
    }
  }

  Result run(long from, long exact, long end) {
    long longest = spec.window();
    int fine = slo.needsDurations() ? LATENCY_STEP : 1;
    Running coarse = running(from - (longest + HOUR - 1) / HOUR * HOUR, exact, HOUR);
    Running exactly = running(exact - (longest + HOUR - 1) / HOUR * HOUR, end / fine * fine, fine);
    Backtest.Run run = new Backtest.Run(spec, app.apdexMs());
    for (long at = from; at < exact; at += HOUR) {
      step(run, coarse, at);
    }
    for (long at = exact; at <= end / fine * fine; at += fine) {
      step(run, exactly, at);
    }
    return new Result(
        true, from * 60_000, end * 60_000, exact * 60_000, run.firings(), run.points(from, end));
  }

  private void step(Backtest.Run run, Running running, long at) {
    Double worst = null;
    double nearest = -1;
    boolean breaks = false;
    Integer least = spec.minRequests();
    for (BurnWindow window : spec.burnWindows()) {
      Double over = running.rate(slo, at, window.longMinutes(), least == null ? 0 : least);
      Double brief = running.rate(slo, at, window.shortMinutes(), 0);
      if (over != null) {
        double both = brief == null ? 0 : Math.min(over, brief) / window.factor();
        breaks |= both >= 1;
        worst = both > nearest ? over : worst;
        nearest = Math.max(nearest, both);
      }
    }
    run.step(at, worst, worst == null ? null : (Boolean) breaks);
  }

  private Running running(long from, long to, int minutes) {
    int steps = (int) ((to - from + minutes - 1) / minutes);
    long[] all = new long[steps + 1];
    long[] bad = new long[steps + 1];
    String environment = slo.environment();
    Scope scope =
        new Scope(
            app.number(),
            environment == null ? Set.of() : Set.of(environment),
            new TimeRange(from, to),
            FilterParser.parse(slo.filterText()).filter());
    Buckets buckets = new Buckets(minutes, ZoneOffset.UTC);
    if (slo.needsDurations()) {
      for (TrafficQueries.LatencyBar bar : storage.traffic().latency(scope, buckets)) {
        Sums sums = new Sums();
        sums.durations = bar.durations();
        put(sums, index(bar.startEpochMinute(), from, minutes, steps), all, bad);
      }
    } else {
      List<TrafficQueries.Bar> bars = storage.traffic().series(scope, buckets);
      for (TrafficQueries.Bar bar : bars) {
        Sums sums = new Sums();
        sums.add(bar);
        put(sums, index(bar.startEpochMinute(), from, minutes, steps), all, bad);
      }
    }
    for (int i = 1; i <= steps; i++) {
      all[i] += all[i - 1];
      bad[i] += bad[i - 1];
    }
    return new Running(from, minutes, all, bad);
  }

  private static int index(long minute, long from, int minutes, int steps) {
    return (int) Math.max(0, Math.min(steps - 1, (minute - from) / minutes)) + 1;
  }

  private void put(Sums sums, int index, long[] all, long[] bad) {
    all[index] += slo.all(sums);
    bad[index] += slo.bad(sums);
  }
}

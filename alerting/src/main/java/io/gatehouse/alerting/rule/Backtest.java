// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.rule.RuleMachine.Phase;
import io.gatehouse.alerting.rule.RuleMachine.Standing;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Monitors;
import io.gatehouse.catalog.Monitors.Outage;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule would have fired: the machine that evaluates rules, run over what is stored. Minutes
 * are kept for two weeks; before that the steps are hours, and windows are rounded up to them.
 */
public final class Backtest {

  private static final int DAYS = 30;
  private static final int EXACT_DAYS = 13;
  private static final int HOUR = 60;
  private static final int WEEK = 7 * 1_440;
  private static final int MAX_POINTS = 300;
  private static final int LATENCY_STEP = 5;

  private final Storage storage;
  private final Monitors monitors;

  public Backtest(Storage storage, Monitors monitors) {
    this.storage = storage;
    this.monitors = monitors;
  }

  /**
   * A time in which it would have fired.
   *
   * @param label what about; empty = the rule has one thing only
   * @param toMillis 0 = it would fire now
   */
  public record Firing(long fromMillis, long toMillis, @Nullable Double peak, String label) {}

  /**
   * A point of the chart.
   *
   * @param value the worst of its time; null = there was none
   */
  public record Point(long atMillis, @Nullable Double value) {}

  /**
   * @param exactFromMillis earlier steps are hours
   * @param possible false when nothing is stored that would tell
   */
  public record Result(
      boolean possible,
      long fromMillis,
      long toMillis,
      long exactFromMillis,
      List<Firing> firings,
      List<Point> points) {}

  /** Runs a checked rule over the last 30 days. */
  public Result run(RuleSpec spec, App app, long nowMillis) {
    return run(spec, null, app, nowMillis);
  }

  /**
   * The same for a rule that may be about the error budget of an objective.
   *
   * @param slo null = it is about none
   */
  public Result run(RuleSpec spec, @Nullable SloSpec slo, App app, long nowMillis) {
    long end = nowMillis / 60_000 - 1;
    long from = end - DAYS * 1_440L;
    long exact = (end - EXACT_DAYS * 1_440L) / HOUR * HOUR;
    Metric metric = spec.kind();
    if (slo != null && metric == Metric.BURN_RATE) {
      return new BurnBacktest(storage, spec, slo, app).run(from / HOUR * HOUR, exact, end);
    }
    if (metric.isTraffic() && metric != Metric.BURN_RATE) {
      return traffic(spec, app, from / HOUR * HOUR, exact, end);
    }
    List<Firing> firings =
        switch (metric) {
          case MONITOR_DOWN -> outages(spec, app, from, end);
          case NEW_EXCEPTION -> exceptions(spec, app, from, end);
          default -> List.of();
        };
    firings = new ArrayList<>(firings);
    firings.sort(Comparator.comparingLong(Firing::fromMillis));
    boolean possible = metric == Metric.MONITOR_DOWN || metric == Metric.NEW_EXCEPTION;
    return new Result(possible, from * 60_000, end * 60_000, from * 60_000, firings, List.of());
  }

  private List<Firing> outages(RuleSpec spec, App app, long from, long end) {
    List<Firing> firings = new ArrayList<>();
    List<String> targets = spec.targets();
    for (Outage outage : monitors.outages(app.number(), "", from * 60_000, end * 60_000, 1_000)) {
      if (targets == null || targets.isEmpty() || targets.contains(outage.monitor())) {
        String name =
            monitors.find(app, outage.monitor()).map(one -> one.terms().name()).orElse("");
        firings.add(new Firing(outage.startedAt(), outage.endedAt(), null, name));
      }
    }
    return firings;
  }

  private List<Firing> exceptions(RuleSpec spec, App app, long from, long end) {
    List<Firing> firings = new ArrayList<>();
    for (ErrorGroupRow group :
        storage.errors().groups(scope(spec, app, from, end), ErrorKind.SERVER, 1_000)) {
      if (group.firstSeenEpochMinute() >= from) {
        long started = group.firstSeenEpochMinute() * 60_000;
        firings.add(
            new Firing(
                started,
                Math.min(started + spec.window() * 60_000L, end * 60_000),
                (double) group.count(),
                group.type() + " in " + group.method() + " " + group.route()));
      }
    }
    return firings;
  }

  private static Scope scope(RuleSpec spec, App app, long from, long to) {
    String environment = spec.environment();
    return new Scope(
        app.number(),
        environment == null ? Set.of() : Set.of(environment),
        new TimeRange(from, to),
        FilterParser.parse(spec.filterText()).filter());
  }

  /** Counts of equal steps from a minute on; null = nothing happened in a step. */
  private record Steps(long from, int minutes, @Nullable Sums[] sums) {

    Sums window(long endMinute, int windowMinutes) {
      Sums window = new Sums();
      int last = (int) Math.floorDiv(endMinute - from, (long) minutes);
      int count = (windowMinutes + minutes - 1) / minutes;
      for (int i = Math.max(0, last - count); i < Math.min(last, sums.length); i++) {
        Sums at = sums[i];
        if (at != null) {
          window.add(at);
        }
      }
      return window;
    }
  }

  private Steps steps(RuleSpec spec, App app, long from, long to, int minutes) {
    Sums[] sums = new Sums[(int) ((to - from + minutes - 1) / minutes)];
    Buckets buckets = new Buckets(minutes, ZoneOffset.UTC);
    Scope scope = scope(spec, app, from, to);
    for (TrafficQueries.Bar bar : storage.traffic().series(scope, buckets)) {
      at(sums, from, minutes, bar.startEpochMinute()).add(bar);
    }
    if (spec.kind().needsDurations()) {
      for (TrafficQueries.LatencyBar bar : storage.traffic().latency(scope, buckets)) {
        Sums at = at(sums, from, minutes, bar.startEpochMinute());
        at.durations = at.durations.plus(bar.durations());
      }
    }
    return new Steps(from, minutes, sums);
  }

  private static Sums at(@Nullable Sums[] sums, long from, int minutes, long minute) {
    int index = (int) Math.max(0, Math.min(sums.length - 1, (minute - from) / minutes));
    Sums at = sums[index];
    if (at == null) {
      at = new Sums();
      sums[index] = at;
    }
    return at;
  }

  private Result traffic(RuleSpec spec, App app, long from, long exact, long end) {
    int fine = spec.kind().needsDurations() && spec.window() >= LATENCY_STEP ? LATENCY_STEP : 1;
    long exactStart = exact - (long) Math.max(spec.window(), HOUR) / HOUR * HOUR;
    boolean compares = spec.comparesWithLastWeek();
    Steps coarse = steps(spec, app, from - (compares ? WEEK + HOUR : 2 * 1_440), exact, HOUR);
    Steps exactly = steps(spec, app, exactStart, end / fine * fine, fine);
    Run run = new Run(spec, app.apdexMs());
    for (long at = from; at < exact; at += HOUR) {
      Sums before = compares ? coarse.window(at - WEEK, spec.window()) : null;
      run.step(at, coarse.window(at, spec.window()), before);
    }
    for (long at = exact; at <= end / fine * fine; at += fine) {
      Sums before = compares ? lastWeek(coarse, exactly, at - WEEK, exact, spec.window()) : null;
      run.step(at, exactly.window(at, spec.window()), before);
    }
    return new Result(
        true, from * 60_000, end * 60_000, exact * 60_000, run.firings(), run.points(from, end));
  }

  private static Sums lastWeek(Steps coarse, Steps fine, long at, long exact, int window) {
    return at - window >= fine.from() && at >= exact
        ? fine.window(at, window)
        : coarse.window(at, window);
  }

  /** The machine on its way through time. */
  static final class Run {
    private final RuleSpec spec;
    private final int apdexMs;
    private final List<Firing> firings = new ArrayList<>();
    private final List<Point> all = new ArrayList<>();
    private Standing standing = new Standing(Phase.OK, 0);
    private long firingSince;
    private @Nullable Double peak;

    Run(RuleSpec spec, int apdexMs) {
      this.spec = spec;
      this.apdexMs = apdexMs;
    }

    void step(long minute, Sums window, @Nullable Sums lastWeek) {
      Double value = TrafficReadings.value(spec, spec.kind(), window, apdexMs);
      if (spec.comparesWithLastWeek()) {
        Double before =
            lastWeek == null ? null : TrafficReadings.value(spec, spec.kind(), lastWeek, apdexMs);
        value = TrafficReadings.change(value, before);
      }
      step(minute, value, value == null ? null : (Boolean) spec.breaks(value));
    }

    void step(long minute, @Nullable Double value, @Nullable Boolean breached) {
      long now = minute * 60_000;
      all.add(new Point(now, value));
      Standing after = RuleMachine.step(spec, standing, breached, now);
      boolean fired = standing.phase().fires();
      if (!fired && after.phase().fires()) {
        firingSince = now;
        peak = value;
      }
      if (after.phase().fires() && value != null && isWorse(value)) {
        peak = value;
      }
      if (fired && !after.phase().fires()) {
        firings.add(new Firing(firingSince, now, peak, ""));
      }
      standing = after;
    }

    private boolean isWorse(double value) {
      boolean low = "below".equals(spec.comparison()) || "fall".equals(spec.comparison());
      Double worst = peak;
      return worst == null || (low ? value < worst : value > worst);
    }

    List<Firing> firings() {
      if (standing.phase().fires()) {
        firings.add(new Firing(firingSince, 0, peak, ""));
      }
      return List.copyOf(firings);
    }

    /** So few that a chart can show them, each the worst of its time. */
    List<Point> points(long from, long end) {
      boolean low = "below".equals(spec.comparison()) || "fall".equals(spec.comparison());
      long each = Math.max(1, (end - from + MAX_POINTS - 1) / MAX_POINTS) * 60_000;
      List<Point> points = new ArrayList<>();
      for (Point point : all) {
        long bucket = Math.floorDiv(point.atMillis() - from * 60_000, each) * each + from * 60_000;
        Point last = points.isEmpty() ? null : points.get(points.size() - 1);
        if (last == null || last.atMillis() != bucket) {
          points.add(new Point(bucket, point.value()));
        } else {
          points.set(points.size() - 1, new Point(bucket, worse(last.value(), point.value(), low)));
        }
      }
      return points;
    }

    private static @Nullable Double worse(
        @Nullable Double one, @Nullable Double other, boolean low) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return low ? (Double) Math.min(one, other) : (Double) Math.max(one, other);
    }
  }
}

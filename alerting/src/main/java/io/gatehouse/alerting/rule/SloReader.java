// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads how an objective is kept. */
public final class SloReader {

  private static final int HOUR = 60;
  private static final int DAY = 1_440;

  /** Points of the line, at most. */
  private static final int MOST_POINTS = 120;

  private final TrafficQueries traffic;

  public SloReader(TrafficQueries traffic) {
    this.traffic = traffic;
  }

  /**
   * How it is kept.
   *
   * @param all requests of the window that count
   * @param good share of them; null = there were none
   * @param budgetLeft share of what may be bad; below 0 = more was bad
   * @param burnHour how fast the budget was spent in the last hour; 1 = it just lasts
   * @param burnSixHours likewise
   */
  public record Status(
      long all,
      long bad,
      @Nullable Double good,
      @Nullable Double budgetLeft,
      @Nullable Double burnHour,
      @Nullable Double burnSixHours,
      List<Point> points) {
    public Status {
      points = List.copyOf(points);
    }
  }

  /** What was left of the budget of the whole window at a time in it. */
  public record Point(long atMillis, double budgetLeft) {}

  /** Reads the window that ends now. */
  public Status read(SloSpec slo, int app, long nowMillis) {
    long end = nowMillis / 60_000;
    long from = Math.floorDiv(end - (long) slo.windowDays() * DAY, HOUR) * HOUR;
    NavigableMap<Long, Sums> hours = sums(slo, app, from, end, HOUR);
    Sums whole = new Sums();
    hours.values().forEach(whole::add);
    long all = slo.all(whole);
    long bad = slo.bad(whole);
    double allowed = slo.budget() * all;
    NavigableMap<Long, Sums> minutes = sums(slo, app, end - 6 * HOUR, end, 1);
    return new Status(
        all,
        bad,
        all == 0 ? null : (Double) (1 - (double) bad / all),
        all == 0 ? null : (Double) (1 - bad / allowed),
        burn(slo, minutes, end - HOUR),
        burn(slo, minutes, end - 6 * HOUR),
        all == 0 ? List.of() : points(slo, hours, allowed));
  }

  private static @Nullable Double burn(SloSpec slo, NavigableMap<Long, Sums> minutes, long from) {
    Sums sums = new Sums();
    minutes.tailMap(from).values().forEach(sums::add);
    return BurnRates.rate(slo, sums);
  }

  private static List<Point> points(SloSpec slo, NavigableMap<Long, Sums> hours, double allowed) {
    List<Point> points = new ArrayList<>();
    long each = (long) HOUR * Math.max(1, (slo.windowDays() * 24 + MOST_POINTS - 1) / MOST_POINTS);
    long bad = 0;
    for (Map.Entry<Long, Sums> hour : hours.entrySet()) {
      bad += slo.bad(hour.getValue());
      long at = Math.floorDiv(hour.getKey(), each) * each * 60_000;
      Point point = new Point(at, 1 - bad / allowed);
      if (!points.isEmpty() && points.get(points.size() - 1).atMillis() == at) {
        points.set(points.size() - 1, point);
      } else {
        points.add(point);
      }
    }
    return points;
  }

  private NavigableMap<Long, Sums> sums(SloSpec slo, int app, long from, long to, int minutes) {
    String environment = slo.environment();
    Scope scope =
        new Scope(
            app,
            environment == null ? Set.of() : Set.of(environment),
            new TimeRange(from, to),
            FilterParser.parse(slo.filterText()).filter());
    Buckets buckets = new Buckets(minutes, ZoneOffset.UTC);
    NavigableMap<Long, Sums> sums = new TreeMap<>();
    if (slo.needsDurations()) {
      for (TrafficQueries.LatencyBar bar : traffic.latency(scope, buckets)) {
        Sums at = sums.computeIfAbsent(bar.startEpochMinute(), absent -> new Sums());
        at.durations = at.durations.plus(bar.durations());
      }
    } else {
      for (TrafficQueries.Bar bar : traffic.series(scope, buckets)) {
        sums.computeIfAbsent(bar.startEpochMinute(), absent -> new Sums()).add(bar);
      }
    }
    return sums;
  }
}

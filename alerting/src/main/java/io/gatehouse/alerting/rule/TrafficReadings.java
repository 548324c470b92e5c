// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics of the traffic for many rules at once: rules that look at the same requests share
 * one query, whatever their metric and window.
 */
final class TrafficReadings {

  private static final int WEEK_MINUTES = 7 * 1_440;

  private final TrafficQueries traffic;

  TrafficReadings(TrafficQueries traffic) {
    this.traffic = traffic;
  }

  private record Key(int app, @Nullable String environment, String filter) {
    Scope scope(long from, long to) {
      return new Scope(
          app,
          environment == null ? Set.of() : Set.of(environment),
          new TimeRange(from, to),
          FilterParser.parse(filter).filter());
    }
  }

  /** What rules of one key need. */
  private static final class Need {
    private int window;
    private int windowLastWeek;
    private boolean durations;
    private boolean durationsLastWeek;
  }

  /**
   * Reads.
   *
   * @param endMinute of all windows, exclusive
   * @param apdexMs of an app
   * @return by id of the rule
   */
  Map<String, Reading> read(
      List<Rule> rules, long endMinute, java.util.function.IntUnaryOperator apdexMs) {
    Map<Key, Need> needs = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Need need = needs.computeIfAbsent(key(rule), absent -> new Need());
      need.window = Math.max(need.window, rule.spec().window());
      need.durations |= rule.metric().needsDurations();
      if (rule.spec().comparesWithLastWeek()) {
        need.windowLastWeek = Math.max(need.windowLastWeek, rule.spec().window());
        need.durationsLastWeek |= rule.metric().needsDurations();
      }
    }
    Map<Key, Map<Long, Sums>> current = new HashMap<>();
    Map<Key, Map<Long, Sums>> lastWeek = new HashMap<>();
    needs.forEach(
        (key, need) -> {
          current.put(key, minutes(key, endMinute - need.window, endMinute, need.durations));
          if (need.windowLastWeek > 0) {
            long end = endMinute - WEEK_MINUTES;
            lastWeek.put(key, minutes(key, end - need.windowLastWeek, end, need.durationsLastWeek));
          }
        });
    Map<String, Reading> readings = new HashMap<>();
    for (Rule rule : rules) {
      Key key = key(rule);
      readings.put(
          rule.id(),
          reading(
              rule,
              endMinute,
              apdexMs.applyAsInt(rule.app()),
              current.getOrDefault(key, Map.of()),
              lastWeek.getOrDefault(key, Map.of())));
    }
    return readings;
  }

  private static Key key(Rule rule) {
    return new Key(rule.app(), rule.spec().environment(), rule.spec().filterText());
  }

  private Map<Long, Sums> minutes(Key key, long from, long to, boolean durations) {
    Map<Long, Sums> sums = new HashMap<>();
    Buckets buckets = new Buckets(1, ZoneOffset.UTC);
    Scope scope = key.scope(from, to);
    for (TrafficQueries.Bar bar : traffic.series(scope, buckets)) {
      sums.computeIfAbsent(bar.startEpochMinute(), absent -> new Sums()).add(bar);
    }
    if (durations) {
      for (TrafficQueries.LatencyBar bar : traffic.latency(scope, buckets)) {
        Sums at = sums.computeIfAbsent(bar.startEpochMinute(), absent -> new Sums());
        at.durations = at.durations.plus(bar.durations());
      }
    }
    return sums;
  }

  private Reading reading(
      Rule rule, long end, int apdexMs, Map<Long, Sums> now, Map<Long, Sums> lastWeek) {
    RuleSpec spec = rule.spec();
    Sums window = sum(now, end - spec.window(), end);
    if (rule.metric() == Metric.CONSUMERS) {
      window.consumers = traffic.totals(key(rule).scope(end - spec.window(), end)).consumers();
    }
    Double value = value(spec, rule.metric(), window, apdexMs);
    String path = Links.traffic(spec, end);
    if (!spec.comparesWithLastWeek()) {
      return Reading.of(value, value != null && spec.breaks(value), "", path);
    }
    Double before =
        value(
            spec,
            rule.metric(),
            sum(lastWeek, end - WEEK_MINUTES - spec.window(), end - WEEK_MINUTES),
            apdexMs);
    Double change = change(value, before);
    String detail =
        value == null || before == null
            ? ""
            : "now "
                + plain(value)
                + rule.metric().unit()
                + ", a week ago "
                + plain(before)
                + rule.metric().unit();
    return Reading.of(change, change != null && spec.breaks(change), detail, path);
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(java.util.Locale.ROOT, "%.2f", value);
  }

  static @Nullable Double change(@Nullable Double now, @Nullable Double before) {
    return now == null || before == null || before == 0
        ? null
        : (Double) (100 * (now - before) / before);
  }

  static @Nullable Double value(RuleSpec spec, Metric metric, Sums window, int apdexMs) {
    Integer least = spec.minRequests();
    boolean few = least != null && metric.isRatio() && window.requests < least;
    return few ? null : window.value(metric, spec.window(), apdexMs);
  }

  private static Sums sum(Map<Long, Sums> minutes, long from, long to) {
    Sums sum = new Sums();
    for (long minute = from; minute < to; minute++) {
      Sums at = minutes.get(minute);
      if (at != null) {
        sum.add(at);
      }
    }
    return sum;
  }
}

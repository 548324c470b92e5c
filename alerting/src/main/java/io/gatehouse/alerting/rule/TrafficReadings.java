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
  private static final long FEWEST_FRESH = 20;

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
    private boolean quick;
  }

  /**
   * Reads.
   *
   * @param endMinute of all windows, exclusive; all of it is known
   * @param freshMinute of what is known so far, exclusive
   * @param apdexMs of an app
   * @return by id of the rule
   */
  Map<String, Reading> read(
      List<Rule> rules,
      long endMinute,
      long freshMinute,
      java.util.function.IntUnaryOperator apdexMs) {
    Map<Key, Need> needs = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Need need = needs.computeIfAbsent(key(rule), absent -> new Need());
      need.window = Math.max(need.window, rule.spec().window());
      need.durations |= rule.needsDurations();
      need.quick |= rule.isQuick();
      if (rule.spec().comparesWithLastWeek()) {
        need.windowLastWeek = Math.max(need.windowLastWeek, rule.spec().window());
        need.durationsLastWeek |= rule.metric().needsDurations();
      }
    }
    Map<Key, Map<Long, Sums>> current = new HashMap<>();
    Map<Key, Map<Long, Sums>> lastWeek = new HashMap<>();
    needs.forEach(
        (key, need) -> {
          long end = need.quick ? freshMinute : endMinute;
          current.put(key, minutes(key, endMinute - need.window, end, need.durations));
          if (need.windowLastWeek > 0) {
            long last = endMinute - WEEK_MINUTES;
            lastWeek.put(
                key, minutes(key, last - need.windowLastWeek, last, need.durationsLastWeek));
          }
        });
    Map<String, Reading> readings = new HashMap<>();
    for (Rule rule : rules) {
      Key key = key(rule);
      Map<Long, Sums> now = current.getOrDefault(key, Map.of());
      int apdex = apdexMs.applyAsInt(rule.app());
      Reading settled = reading(rule, endMinute, apdex, now, lastWeek.getOrDefault(key, Map.of()));
      readings.put(
          rule.id(),
          settled.breached() || !rule.isQuick()
              ? settled
              : fresh(rule, freshMinute, apdex, now, settled, endMinute));
    }
    return readings;
  }

  private static Key key(Rule rule) {
    return new Key(rule.app(), rule.environment(), rule.filter());
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
    if (rule.slo() != null) {
      return burn(rule, rule.slo(), end, now);
    }
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

  /**
   * What is known so far counts when it breaks the rule; that it does not says nothing yet. All
   * windows between the one that is settled and the one that ends now are looked at, so that what
   * was seen once is seen until it is settled, and nothing flaps. Of a share it has to be enough
   * not to be the accident of who reported first.
   */
  private static Reading fresh(
      Rule rule,
      long freshMinute,
      int apdexMs,
      Map<Long, Sums> minutes,
      Reading settled,
      long end) {
    RuleSpec spec = rule.spec();
    for (long last = freshMinute; last > end; last--) {
      Sums window = sum(minutes, last - spec.window(), last);
      Double value = value(spec, rule.metric(), window, apdexMs);
      boolean enough = !rule.metric().isRatio() || window.requests >= FEWEST_FRESH;
      if (value != null && enough && spec.breaks(value)) {
        return Reading.of(value, true, "", Links.traffic(spec, last));
      }
    }
    return settled;
  }

  private static Reading burn(Rule rule, SloSpec slo, long end, Map<Long, Sums> minutes) {
    Integer least = rule.spec().minRequests();
    BurnRates.Burn worst =
        BurnRates.worst(
            slo,
            rule.spec().burnWindows(),
            least == null ? 0 : least,
            window -> sum(minutes, end - window, end));
    String path = "slos/" + rule.spec().slo();
    return worst == null
        ? Reading.of(null, false, "", path)
        : Reading.of(worst.longRate(), worst.breaks(), worst.words(), path);
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

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.catalog.CheckHours;
import io.gatehouse.catalog.CheckHours.CheckHour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What checks came to. Results are collected in memory and written together, because a transaction
 * for each would be one sync of the disk for each; what was not written when the process dies is a
 * gap, which counts as unknown. Thread-safe.
 */
public final class CheckLog {

  private static final int[] UPTIME_DAYS = {1, 7, 30, 90};

  private final CheckHours stored;

  /** Hours that are written to, by monitor. Guarded by this. */
  private final Map<String, Hour> current = new HashMap<>();

  /** Monitors whose hour is not as it is stored. Guarded by this. */
  private final Set<String> changed = new HashSet<>();

  public CheckLog(CheckHours stored) {
    this.stored = stored;
  }

  private static final class Hour {
    private final long hour;
    private final CheckBlock block;
    private int up;
    private int down;
    private int maintained;
    private long latencyMicros;

    Hour(long hour, CheckBlock block) {
      this.hour = hour;
      this.block = block;
    }

    void add(CheckResult result) {
      block.add(result);
      switch (result.outcome()) {
        case UP -> {
          up++;
          latencyMicros += Math.max(0, result.phases().total());
        }
        case DOWN -> down++;
        case MAINTAINED -> maintained++;
        case NO_DATA -> throw new IllegalArgumentException("nothing to keep");
      }
    }

    CheckHour toStore(String monitor) {
      return new CheckHour(monitor, hour, up, down, maintained, latencyMicros, block.bytes());
    }
  }

  /** Takes a result that tells something. */
  public synchronized void add(String monitor, CheckResult result) {
    if (result.outcome() == Outcome.NO_DATA) {
      return;
    }
    long hour = Math.floorDiv(result.atMillis(), CheckBlock.HOUR_MILLIS);
    Hour open = current.get(monitor);
    if (open == null || open.hour != hour) {
      if (open != null && changed.remove(monitor)) {
        stored.save(List.of(open.toStore(monitor)));
      }
      open = load(monitor, hour);
      current.put(monitor, open);
    }
    open.add(result);
    changed.add(monitor);
  }

  private Hour load(String monitor, long hour) {
    List<CheckHour> before = stored.read(monitor, hour, hour + 1);
    if (before.isEmpty()) {
      return new Hour(hour, CheckBlock.empty(hour));
    }
    CheckHour known = before.get(0);
    Hour open = new Hour(hour, CheckBlock.of(hour, known.checks()));
    open.up = known.up();
    open.down = known.down();
    open.maintained = known.maintained();
    open.latencyMicros = known.latencyMicros();
    return open;
  }

  /** Writes what is not written yet, in one transaction, and forgets hours that are over. */
  public synchronized void flush(long nowMillis) {
    List<CheckHour> hours = new ArrayList<>();
    for (String monitor : changed) {
      Hour open = current.get(monitor);
      if (open != null) {
        hours.add(open.toStore(monitor));
      }
    }
    stored.save(hours);
    changed.clear();
    long hour = Math.floorDiv(nowMillis, CheckBlock.HOUR_MILLIS);
    for (Iterator<Hour> all = current.values().iterator(); all.hasNext(); ) {
      if (all.next().hour < hour - 1) {
        all.remove();
      }
    }
  }

  /** Single checks within a time, ascending, for as long as they are kept. */
  public List<CheckResult> read(String monitor, long fromMillis, long toMillis) {
    write(monitor);
    List<CheckResult> results = new ArrayList<>();
    for (CheckHour hour : stored.read(monitor, hourOf(fromMillis), hourOf(toMillis - 1) + 1)) {
      for (CheckResult result : CheckBlock.read(hour.hour(), hour.checks())) {
        if (result.atMillis() >= fromMillis && result.atMillis() < toMillis) {
          results.add(result);
        }
      }
    }
    return results;
  }

  /** Figures of hours, ascending. */
  public List<CheckHour> hours(String monitor, long fromMillis, long toMillis) {
    write(monitor);
    return stored.sums(monitor, hourOf(fromMillis), hourOf(toMillis - 1) + 1);
  }

  /**
   * What a list of monitors shows.
   *
   * @param recent checks of the last 24 hours, ascending
   * @param uptimes share that was up in the last 1, 7, 30 and 90 days; null = not known
   */
  public record Overview(List<CheckResult> recent, List<@Nullable Double> uptimes) {}

  /** Overviews of all monitors of an app that were ever checked, by their ids. */
  public Map<String, Overview> overviews(int app, long nowMillis) {
    flush(nowMillis);
    long from = nowMillis - 24 * CheckBlock.HOUR_MILLIS;
    Map<String, List<CheckResult>> recent = new HashMap<>();
    for (CheckHour hour : stored.ofApp(app, hourOf(from))) {
      List<CheckResult> ofMonitor =
          recent.computeIfAbsent(hour.monitor(), absent -> new ArrayList<>());
      for (CheckResult result : CheckBlock.read(hour.hour(), hour.checks())) {
        if (result.atMillis() >= from) {
          ofMonitor.add(result);
        }
      }
    }
    Map<String, List<@Nullable Double>> uptimes = new HashMap<>();
    for (int i = 0; i < UPTIME_DAYS.length; i++) {
      for (CheckHour sum : stored.totals(app, hourOf(nowMillis) - UPTIME_DAYS[i] * 24L)) {
        int checks = sum.up() + sum.down();
        uptimes
            .computeIfAbsent(
                sum.monitor(), absent -> new ArrayList<>(Arrays.asList(null, null, null, null)))
            .set(i, checks == 0 ? null : (Double) ((double) sum.up() / checks));
      }
    }
    Map<String, Overview> overviews = new HashMap<>();
    uptimes.forEach(
        (monitor, shares) ->
            overviews.put(monitor, new Overview(recent.getOrDefault(monitor, List.of()), shares)));
    return overviews;
  }

  private synchronized void write(String monitor) {
    Hour open = current.get(monitor);
    if (open != null && changed.remove(monitor)) {
      stored.save(List.of(open.toStore(monitor)));
    }
  }

  private static long hourOf(long millis) {
    return Math.floorDiv(millis, CheckBlock.HOUR_MILLIS);
  }

  /** Writes a past of a monitor. */
  public void fill(String monitor, List<CheckResult> results) {
    Map<Long, Hour> hours = new HashMap<>();
    for (CheckResult result : results) {
      hours
          .computeIfAbsent(
              hourOf(result.atMillis()), hour -> new Hour(hour, CheckBlock.empty(hour)))
          .add(result);
    }
    stored.save(hours.values().stream().map(hour -> hour.toStore(monitor)).toList());
  }
}

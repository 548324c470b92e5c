// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.alerting.monitor.CheckLog.Overview;
import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.monitor.MonitorSpec;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A monitor as the REST API shows it.
 *
 * @param state {@code up}, {@code down}, {@code unknown}, {@code paused} or {@code maintenance}
 * @param uptimes share that was up in the last 1, 7, 30 and 90 days; null = not known
 * @param segments the last 24 hours in 60 parts: {@code up}, {@code down}, {@code maintenance} or
 *     {@code none}
 * @param latencies mean of each of these parts in milliseconds; null = none
 */
record MonitorView(
    String id,
    String kind,
    String name,
    String group,
    int intervalSeconds,
    int retries,
    String state,
    String since,
    String cause,
    @Nullable String lastCheckAt,
    @Nullable String certificateUntil,
    @Nullable String lastSignalAt,
    List<@Nullable Double> uptimes,
    List<String> segments,
    List<@Nullable Double> latencies,
    String createdAt,
    String createdBy,
    @JsonUnwrapped MonitorSpec spec) {

  static final int SEGMENTS = 60;
  private static final long SEGMENT_MILLIS = 24 * 3_600_000L / SEGMENTS;

  static MonitorView of(
      StoredMonitor monitor,
      MonitorSpec spec,
      @Nullable Overview overview,
      List<QuietTime> quiet,
      long nowMillis) {
    List<CheckResult> recent = overview == null ? List.of() : overview.recent();
    Parts parts = Parts.of(recent, nowMillis);
    return new MonitorView(
        monitor.id(),
        monitor.terms().kind(),
        monitor.terms().name(),
        monitor.terms().group(),
        monitor.terms().intervalSeconds(),
        monitor.terms().retries(),
        state(monitor, quiet, nowMillis),
        Times.ofMillis(monitor.since()),
        monitor.cause(),
        recent.isEmpty() ? null : Times.ofMillis(recent.get(recent.size() - 1).atMillis()),
        orNone(monitor.certificateUntil()),
        orNone(monitor.lastSignalAt()),
        overview == null ? none(4) : overview.uptimes(),
        parts.segments,
        parts.latencies,
        Times.ofMillis(monitor.createdAt()),
        monitor.createdBy(),
        spec);
  }

  private static List<@Nullable Double> none(int count) {
    List<@Nullable Double> none = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      none.add(null);
    }
    return none;
  }

  private static @Nullable String orNone(long millis) {
    return millis == 0 ? null : Times.ofMillis(millis);
  }

  private static String state(StoredMonitor monitor, List<QuietTime> quiet, long nowMillis) {
    if (monitor.paused()) {
      return "paused";
    }
    boolean maintained =
        quiet.stream()
            .anyMatch(
                one -> one.kind().equals("maintenance") && one.covers(monitor.id(), nowMillis));
    return maintained ? "maintenance" : monitor.state();
  }

  /** The last day in equal parts. */
  private static final class Parts {
    private final List<String> segments = new ArrayList<>();
    private final List<@Nullable Double> latencies = none(SEGMENTS);

    static Parts of(List<CheckResult> recent, long nowMillis) {
      Parts parts = new Parts();
      for (int i = 0; i < SEGMENTS; i++) {
        parts.segments.add("none");
      }
      long from = nowMillis - SEGMENTS * SEGMENT_MILLIS;
      double[] sums = new double[SEGMENTS];
      int[] counts = new int[SEGMENTS];
      for (CheckResult result : recent) {
        int index = (int) Math.min(SEGMENTS - 1, (result.atMillis() - from) / SEGMENT_MILLIS);
        if (index < 0) {
          continue;
        }
        parts.segments.set(index, worse(parts.segments.get(index), result.outcome()));
        if (result.outcome() == Outcome.UP && result.phases().total() >= 0) {
          sums[index] += result.phases().total() / 1_000.0;
          counts[index]++;
        }
      }
      for (int i = 0; i < SEGMENTS; i++) {
        if (counts[i] > 0) {
          parts.latencies.set(i, Math.round(sums[i] / counts[i] * 10) / 10.0);
        }
      }
      return parts;
    }

    private static String worse(String before, Outcome outcome) {
      return switch (outcome) {
        case DOWN -> "down";
        case MAINTAINED -> before.equals("down") ? before : "maintenance";
        case UP -> before.equals("none") ? "up" : before;
        case NO_DATA -> before;
      };
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.TrendPoint;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small series for tables: requests per bar of a few dozen bars, zeros included. */
final class Trends {

  private static final List<Integer> STEPS = List.of(1, 5, 15, 30, 60, 120, 360, 720, 1440, 10_080);
  private static final int MAX_BARS = 48;

  private final Backend backend;

  Trends(Backend backend) {
    this.backend = backend;
  }

  Map<String, List<Long>> of(Scope scope, Dimension dimension, List<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    int step = step(scope.range().minutes());
    long first = Math.floorDiv(scope.range().fromEpochMinute(), step) * step;
    int bars = (int) ((scope.range().toEpochMinute() - first + step - 1) / step);
    Map<String, long[]> counts = new HashMap<>();
    for (TrendPoint point :
        backend
            .storage()
            .traffic()
            .trends(scope, new Buckets(step, ZoneOffset.UTC), dimension, keys)) {
      int bar = (int) ((point.startEpochMinute() - first) / step);
      if (bar >= 0 && bar < bars) {
        counts.computeIfAbsent(point.key(), key -> new long[bars])[bar] += point.requests();
      }
    }
    Map<String, List<Long>> trends = new HashMap<>();
    counts.forEach((key, values) -> trends.put(key, boxed(values)));
    return trends;
  }

  private static int step(long minutes) {
    for (int step : STEPS) {
      if (minutes / step <= MAX_BARS) {
        return step;
      }
    }
    return STEPS.get(STEPS.size() - 1);
  }

  private static List<Long> boxed(long[] values) {
    List<Long> boxed = new ArrayList<>(values.length);
    for (long value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.storage.Rollup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up rollups that have become equal in everything but their figures. */
final class RollupMerge {

  private record Key(
      long epochMinute, String method, String route, int status, @Nullable String consumer) {}

  private RollupMerge() {}

  static List<Rollup> merge(List<Rollup> rollups) {
    Map<Key, Rollup> merged = new LinkedHashMap<>();
    for (Rollup each : rollups) {
      Key key =
          new Key(each.epochMinute(), each.method(), each.route(), each.status(), each.consumer());
      merged.merge(key, each, RollupMerge::add);
    }
    return new ArrayList<>(merged.values());
  }

  private static Rollup add(Rollup left, Rollup right) {
    return new Rollup(
        left.epochMinute(),
        left.method(),
        left.route(),
        left.status(),
        left.consumer(),
        left.requests() + right.requests(),
        left.durations().plus(right.durations()),
        left.durationMicros() + right.durationMicros(),
        left.requestBytes() + right.requestBytes(),
        left.requestSizes().plus(right.requestSizes()),
        left.responseBytes() + right.responseBytes(),
        left.responseSizes().plus(right.responseSizes()));
  }
}

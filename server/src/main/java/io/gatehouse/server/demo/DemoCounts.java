// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds calls up as an SDK would; confined to a thread. */
final class DemoCounts {

  private final Map<Cell, Sums> cells = new LinkedHashMap<>();

  /** What rollups of a minute are summed by. */
  private record Cell(
      long minute,
      String method,
      String route,
      int status,
      String consumer,
      @Nullable KeyUse key) {}

  private static final class Sums {
    private final Map<Integer, Long> durations = new TreeMap<>();
    private final Map<Integer, Long> requestSizes = new TreeMap<>();
    private final Map<Integer, Long> responseSizes = new TreeMap<>();
    private long requests;
    private long micros;
    private long requestBytes;
    private long responseBytes;

    void add(Call call) {
      requests++;
      double callMicros = call.millis() * 1_000;
      micros += Math.round(callMicros);
      durations.merge(Histogram.bucketOf(callMicros), 1L, Long::sum);
      requestBytes += call.requestBytes();
      responseBytes += call.responseBytes();
      if (call.requestBytes() > 0) {
        requestSizes.merge(Histogram.bucketOf(call.requestBytes()), 1L, Long::sum);
      }
      responseSizes.merge(Histogram.bucketOf(call.responseBytes()), 1L, Long::sum);
    }
  }

  /**
   * Counts a call.
   *
   * @param key null = without one
   */
  void add(long minute, Call call, @Nullable KeyUse key) {
    String route = call.route().isEmpty() ? Rollup.UNMATCHED : call.route();
    cells
        .computeIfAbsent(
            new Cell(minute, call.method(), route, call.status(), call.consumer(), key),
            cell -> new Sums())
        .add(call);
  }

  List<Rollup> rollups() {
    List<Rollup> rollups = new ArrayList<>(cells.size());
    cells.forEach((cell, sums) -> rollups.add(rollup(cell, sums)));
    return rollups;
  }

  private static Rollup rollup(Cell cell, Sums sums) {
    return new Rollup(
        cell.minute(),
        cell.method(),
        cell.route(),
        cell.status(),
        cell.consumer().isEmpty() ? null : cell.consumer(),
        sums.requests,
        histogram(sums.durations),
        sums.micros,
        sums.requestBytes,
        histogram(sums.requestSizes),
        sums.responseBytes,
        histogram(sums.responseSizes),
        0,
        0,
        cell.key());
  }

  private static Histogram histogram(Map<Integer, Long> counts) {
    return Histogram.of(
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToLong(Long::longValue).toArray());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.Rollup;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds single requests up to rollups. A request that stands for a whole number of requests counts
 * as that; a broken number is rounded up for its share of requests, which its id decides, so that
 * sums are right on average and the same request always counts the same.
 */
final class SpanCounts {

  static final String CREATE_TABLE =
      "CREATE TABLE estimate (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute INTEGER"
          + " NOT NULL, endpoint INTEGER NOT NULL, seen BIGINT NOT NULL, requests BIGINT NOT NULL)";

  private final Map<Key, Sums> cells = new LinkedHashMap<>();

  private record Key(
      long minute, String method, String route, int status, @Nullable String consumer) {}

  private static final class Sums {
    private long requests;
    private long failed;
    private long aborted;
    private long durationMicros;
    private long requestBytes;
    private long responseBytes;
    private long seen;
    private boolean estimated;
    private final SizeCounts durations = new SizeCounts();
    private final SizeCounts requestSizes = new SizeCounts();
    private final SizeCounts responseSizes = new SizeCounts();
  }

  void add(RequestLog log) {
    long weight = wholeWeight(log.weight(), log.id());
    if (weight == 0) {
      return;
    }
    Key key =
        new Key(
            log.startEpochMicros() / 60_000_000,
            log.method(),
            log.route(),
            log.status(),
            log.consumer());
    Sums sums = cells.computeIfAbsent(key, unused -> new Sums());
    sums.requests += weight;
    sums.failed += log.ending() == Ending.FAILED ? weight : 0;
    sums.aborted += log.ending() == Ending.ABORTED ? weight : 0;
    sums.seen++;
    sums.estimated |= log.weight() != 1;
    if (log.durationMicros() >= 0) {
      sums.durationMicros += weight * log.durationMicros();
      sums.durations.add(Histogram.bucketOf((double) log.durationMicros()), weight);
    }
    if (log.requestBytes() >= 0) {
      sums.requestBytes += weight * log.requestBytes();
      sums.requestSizes.add(Histogram.bucketOf((double) log.requestBytes()), weight);
    }
    if (log.responseBytes() >= 0) {
      sums.responseBytes += weight * log.responseBytes();
      sums.responseSizes.add(Histogram.bucketOf((double) log.responseBytes()), weight);
    }
  }

  static long wholeWeight(double weight, UUID id) {
    long whole = (long) weight;
    double share = weight - whole;
    if (share == 0) {
      return whole;
    }
    long mixed = (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
    return whole + ((mixed >>> 11) * 0x1p-53 < share ? 1 : 0);
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  List<Rollup> rollups() {
    List<Rollup> rollups = new ArrayList<>(cells.size());
    cells.forEach(
        (key, sums) ->
            rollups.add(
                new Rollup(
                    key.minute,
                    key.method,
                    key.route,
                    key.status,
                    key.consumer,
                    sums.requests,
                    sums.durations.histogram(),
                    sums.durationMicros,
                    sums.requestBytes,
                    sums.requestSizes.histogram(),
                    sums.responseBytes,
                    sums.responseSizes.histogram(),
                    sums.failed,
                    sums.aborted)));
    return rollups;
  }

  /** Writes from how few requests the sums of sampled ones are known. */
  void storeEstimates(WriteSession session, int app, int environment) throws SQLException {
    Dictionaries dictionaries = session.memory().dictionaries();
    for (Map.Entry<Key, Sums> cell : cells.entrySet()) {
      Key key = cell.getKey();
      Sums sums = cell.getValue();
      if (!sums.estimated) {
        continue;
      }
      int minute = (int) key.minute;
      session
          .appender("estimate")
          .begin()
          .add(app)
          .add(environment)
          .add(minute)
          .add(dictionaries.endpoint(app, environment, key.method, key.route, minute).number)
          .add(sums.seen)
          .add(sums.requests)
          .end();
    }
  }
}

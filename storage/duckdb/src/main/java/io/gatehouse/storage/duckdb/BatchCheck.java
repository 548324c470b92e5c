// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import org.jspecify.annotations.Nullable;

/** Finds batches whose values do not fit into the tables, before anything is written. */
final class BatchCheck {

  /** Year 5772. */
  static final int MAX_MINUTE = 2_000_000_000;

  /** Half a million cells of this size still add up in 64 bits. */
  static final long MAX_VALUE = 1L << 44;

  /** Statuses have three digits; {@link StoredStatus} needs the room above. */
  private static final int MAX_STATUS = 999;

  private BatchCheck() {}

  /** What is wrong with the batch; null when nothing is. */
  static @Nullable String problem(Batch batch) {
    if (batch.receivedEpochMillis() < 0 || batch.receivedEpochMillis() / 60_000 > MAX_MINUTE) {
      return "receivedEpochMillis is out of range: " + batch.receivedEpochMillis();
    }
    for (Rollup rollup : batch.rollups()) {
      String problem = problem(rollup);
      if (problem != null) {
        return problem;
      }
    }
    for (ErrorRollup error : batch.errors()) {
      if (isOutside(error.epochMinute(), MAX_MINUTE) || isOutside(error.count(), MAX_VALUE)) {
        return "error rollup is out of range: " + error.epochMinute() + ", " + error.count();
      }
    }
    for (RequestLog log : batch.requestLogs()) {
      if (isOutside(log.startEpochMicros(), MAX_MINUTE * 60_000_000L)
          || isOutside(log.status(), MAX_STATUS)) {
        return "request log is out of range: " + log.startEpochMicros() + ", " + log.status();
      }
    }
    return null;
  }

  private static @Nullable String problem(Rollup rollup) {
    if (isOutside(rollup.epochMinute(), MAX_MINUTE)) {
      return "epochMinute is out of range: " + rollup.epochMinute();
    }
    if (isOutside(rollup.status(), MAX_STATUS)) {
      return "status is out of range: " + rollup.status();
    }
    if (isOutside(rollup.requests(), MAX_VALUE)
        || isOutside(rollup.durationMicros(), MAX_VALUE)
        || isOutside(rollup.requestBytes(), MAX_VALUE)
        || isOutside(rollup.responseBytes(), MAX_VALUE)) {
      return "a sum of the rollup is out of range: " + rollup.requests() + " requests";
    }
    if (isOutside(rollup.failed(), rollup.requests())
        || isOutside(rollup.aborted(), rollup.requests() - rollup.failed())) {
      return "more requests broke off than there were: "
          + (rollup.failed() + rollup.aborted())
          + " of "
          + rollup.requests();
    }
    boolean histogramsFit =
        fits(rollup.durations()) && fits(rollup.requestSizes()) && fits(rollup.responseSizes());
    return histogramsFit ? null : "a histogram of the rollup is out of range";
  }

  private static boolean fits(Histogram histogram) {
    int size = histogram.size();
    if (size == 0) {
      return true;
    }
    boolean bucketsFit =
        histogram.bucket(0) > Shape.NO_BUCKET && histogram.bucket(size - 1) <= Short.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (histogram.count(i) > MAX_VALUE) {
        return false;
      }
    }
    return bucketsFit;
  }

  private static boolean isOutside(long value, long max) {
    return value < 0 || value > max;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.TrafficQueries.Totals;
import org.jspecify.annotations.Nullable;

/** The figures of a range, as tiles show them. */
record Figures(
    long requests,
    long successful,
    long redirects,
    long clientErrors,
    long serverErrors,
    @Nullable Double errorRate,
    long requestBytes,
    long responseBytes,
    long consumers,
    long newConsumers,
    @Nullable Double p50Ms,
    @Nullable Double p75Ms,
    @Nullable Double p95Ms,
    @Nullable Double p99Ms,
    @Nullable Double meanMs,
    @Nullable Double apdex,
    @Nullable Double slowShare) {

  static Figures of(Totals totals, Histogram durations, int apdexMs) {
    long requests = totals.requests();
    Apdex apdex = Apdex.of(durations, apdexMs);
    return new Figures(
        requests,
        totals.successful() + totals.informational(),
        totals.redirects(),
        totals.clientErrors(),
        totals.serverErrors(),
        share(totals.clientErrors() + totals.serverErrors(), requests),
        totals.requestBytes(),
        totals.responseBytes(),
        totals.consumers(),
        totals.newConsumers(),
        Times.millis(durations.percentile(0.5)),
        Times.millis(durations.percentile(0.75)),
        Times.millis(durations.percentile(0.95)),
        Times.millis(durations.percentile(0.99)),
        requests == 0 ? null : Times.millis((double) totals.durationMicros() / requests),
        apdex.score(),
        apdex.slowShare());
  }

  static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  /**
   * Apdex, version 1.1: (satisfied + tolerating / 2) / all, with satisfied ≤ T and tolerating ≤ 4T.
   * T and 4T fall into buckets of at most 2.2 % width, which count as within.
   *
   * @param score null = no requests
   */
  record Apdex(@Nullable Double score, @Nullable Double slowShare) {

    static Apdex of(Histogram durations, int thresholdMs) {
      int satisfiedUpTo = Histogram.bucketOf(thresholdMs * 1_000.0);
      int toleratedUpTo = Histogram.bucketOf(thresholdMs * 4_000.0);
      long satisfied = 0;
      long tolerating = 0;
      for (int i = 0; i < durations.size(); i++) {
        if (durations.bucket(i) <= satisfiedUpTo) {
          satisfied += durations.count(i);
        } else if (durations.bucket(i) <= toleratedUpTo) {
          tolerating += durations.count(i);
        }
      }
      long total = durations.total();
      return total == 0
          ? new Apdex(null, null)
          : new Apdex((satisfied + tolerating / 2.0) / total, (double) (total - satisfied) / total);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.Arrays;

/** One data point of a metric: a number, or a histogram of either kind. */
final class PointData {

  private static final long[] NO_COUNTS = {};
  private static final double[] NO_BOUNDS = {};

  long startNanos;
  long timeNanos;
  double value = Double.NaN;
  long count;
  double sum = Double.NaN;
  double min = Double.NaN;
  double max = Double.NaN;
  boolean exponential;
  int scale;
  long zeroCount;
  int offset;
  long[] counts = NO_COUNTS;
  double[] bounds = NO_BOUNDS;
  int countsSize;
  int boundsSize;

  /** It has more buckets than are read. */
  boolean overLimit;

  final Attributes attributes = new Attributes();

  void addCount(long bucketCount) {
    if (countsSize >= OtlpLimits.BUCKETS) {
      overLimit = true;
      return;
    }
    if (countsSize == counts.length) {
      counts = Arrays.copyOf(counts, Math.max(16, countsSize * 2));
    }
    counts[countsSize++] = bucketCount;
  }

  void addBound(double bound) {
    if (boundsSize >= OtlpLimits.BUCKETS) {
      overLimit = true;
      return;
    }
    if (boundsSize == bounds.length) {
      bounds = Arrays.copyOf(bounds, Math.max(16, boundsSize * 2));
    }
    bounds[boundsSize++] = bound;
  }

  /** About what it takes in memory. */
  long bytes() {
    return 300 + 8L * (counts.length + bounds.length) + attributes.bytes();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.storage.Histogram;

/** Linear bins of an SDK and the buckets their midpoints fall into. Immutable. */
final class BinScale {

  /** Response times: bins of 10 ms, stored as microseconds. */
  static final BinScale RESPONSE_TIMES = new BinScale(10, 1_000, 600_000);

  /** Body sizes: bins of 1 kB, stored as bytes. */
  static final BinScale SIZES = new BinScale(1, 1_000, 1L << 30);

  /** Most values lie in the first bins: their buckets are known beforehand. */
  private static final int KNOWN_BINS = 1024;

  private final long width;
  private final long factor;
  private final long maxValue;
  private final int firstBucket;
  private final int cells;
  private final short[] knownCells = new short[KNOWN_BINS];

  /**
   * @param width of a bin, in the SDK's unit
   * @param factor stored units in one of the SDK's
   * @param maxValue larger values count as this, in the SDK's unit
   */
  private BinScale(long width, long factor, long maxValue) {
    this.width = width;
    this.factor = factor;
    this.maxValue = maxValue;
    this.firstBucket = Histogram.bucketOf((double) midpoint(0));
    this.cells = Histogram.bucketOf((double) midpoint(maxValue)) - firstBucket + 1;
    for (int bin = 0; bin < KNOWN_BINS; bin++) {
      long value = Math.min(bin * width, maxValue);
      knownCells[bin] = (short) (Histogram.bucketOf((double) midpoint(value)) - firstBucket);
    }
  }

  long maxValue() {
    return maxValue;
  }

  /** The middle of the value's bin, in stored units. */
  long midpoint(long value) {
    return value / width * width * factor + width * factor / 2;
  }

  /** How many different cells there are. */
  int cells() {
    return cells;
  }

  /** The cell of the value's bin: its histogram bucket, counted from {@link #firstBucket}. */
  int cellOf(long value) {
    long bin = value / width;
    return bin < KNOWN_BINS
        ? knownCells[(int) bin]
        : Histogram.bucketOf((double) midpoint(value)) - firstBucket;
  }

  int firstBucket() {
    return firstBucket;
  }
}

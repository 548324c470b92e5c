// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.storage.Histogram;

/**
 * Turns linear bins, which come in any order, into a histogram of their midpoints. One object is
 * used for many rows, one thread at a time: it keeps a cell for every bucket that can occur.
 */
final class BinHistogram {

  private final BinScale scale;
  private final long[] cells;
  private int low;
  private int high = -1;
  private long total;
  private long sum;

  BinHistogram(BinScale scale) {
    this.scale = scale;
    this.cells = new long[scale.cells()];
  }

  /**
   * @param value the bin's key
   * @param count positive
   * @return false when the value was over the maximum and counts as the maximum
   */
  boolean add(long value, long count) {
    long held = Math.min(Math.max(0, value), scale.maxValue());
    int cell = scale.cellOf(held);
    low = high < 0 ? cell : Math.min(low, cell);
    high = Math.max(high, cell);
    cells[cell] += count;
    total += count;
    sum += scale.midpoint(held) * count;
    return held == value;
  }

  /** How many values were added. */
  long total() {
    return total;
  }

  /** Their sum, estimated from midpoints. */
  long sum() {
    return sum;
  }

  /** The histogram of what was added; starts anew. */
  Histogram take() {
    if (high < 0) {
      clear();
      return Histogram.EMPTY;
    }
    int size = 0;
    for (int cell = low; cell <= high; cell++) {
      size += cells[cell] > 0 ? 1 : 0;
    }
    int[] buckets = new int[size];
    long[] counts = new long[size];
    int at = 0;
    for (int cell = low; cell <= high; cell++) {
      if (cells[cell] > 0) {
        buckets[at] = cell + scale.firstBucket();
        counts[at++] = cells[cell];
      }
    }
    clear();
    return Histogram.of(buckets, counts);
  }

  /** Forgets what was added. */
  void clear() {
    for (int cell = low; cell <= high; cell++) {
      cells[cell] = 0;
    }
    low = 0;
    high = -1;
    total = 0;
    sum = 0;
  }
}

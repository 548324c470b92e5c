// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import java.util.Arrays;

/** Adds up histograms in place; buckets stay in order. Used by one thread. */
final class SizeCounts {

  private int[] buckets = new int[8];
  private long[] counts = new long[8];
  private int size;

  /**
   * @param sign 1 to add, −1 to take away
   */
  void add(Histogram histogram, int sign) {
    for (int i = 0; i < histogram.size(); i++) {
      add(histogram.bucket(i), sign * histogram.count(i));
    }
  }

  void add(int bucket, long count) {
    int place = Arrays.binarySearch(buckets, 0, size, bucket);
    if (place < 0) {
      place = -place - 1;
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
      }
      System.arraycopy(buckets, place, buckets, place + 1, size - place);
      System.arraycopy(counts, place, counts, place + 1, size - place);
      buckets[place] = bucket;
      counts[place] = 0;
      size++;
    }
    counts[place] += count;
  }

  int size() {
    return size;
  }

  short bucket(int index) {
    return (short) buckets[index];
  }

  long count(int index) {
    return counts[index];
  }

  /** What was added; no count may be below one. */
  Histogram histogram() {
    return Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }
}

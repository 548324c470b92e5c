// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import java.util.Arrays;

/**
 * A base-2 exponential histogram of scale 5: bucket {@code i} holds values in {@code (2^(i/32),
 * 2^((i+1)/32)]}. Durations are in microseconds, sizes in bytes. Immutable.
 */
public final class Histogram {

  /** Bucket of the value 0 and of anything below it. */
  public static final int ZERO_BUCKET = -32_000;

  public static final Histogram EMPTY = new Histogram(new int[0], new long[0]);

  private static final double BUCKETS_PER_DOUBLING = 32;
  private static final double LOG2 = Math.log(2);

  private final int[] buckets;
  private final long[] counts;

  private Histogram(int[] buckets, long[] counts) {
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * @param buckets strictly ascending
   * @param counts positive, same length
   * @throws IllegalArgumentException when they are not
   */
  public static Histogram of(int[] buckets, long[] counts) {
    if (buckets.length != counts.length) {
      throw new IllegalArgumentException("buckets and counts differ in length");
    }
    for (int i = 0; i < buckets.length; i++) {
      if (counts[i] <= 0 || (i > 0 && buckets[i] <= buckets[i - 1])) {
        throw new IllegalArgumentException("bucket " + buckets[i] + " at place " + i);
      }
    }
    return new Histogram(buckets.clone(), counts.clone());
  }

  /** The bucket that holds {@code value}; negative and NaN count as zero. */
  public static int bucketOf(double value) {
    if (!(value > 1e-9)) {
      return ZERO_BUCKET;
    }
    return (int) Math.ceil(Math.log(value) / LOG2 * BUCKETS_PER_DOUBLING - 1e-9) - 1;
  }

  public int size() {
    return buckets.length;
  }

  public int bucket(int index) {
    return buckets[index];
  }

  public long count(int index) {
    return counts[index];
  }

  /** Sum of all counts. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram histogram
        && Arrays.equals(buckets, histogram.buckets)
        && Arrays.equals(counts, histogram.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Histogram" + Arrays.toString(buckets) + Arrays.toString(counts);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.Arrays;

/**
 * A base-2 exponential histogram of scale 5, as in OpenTelemetry's data model: bucket {@code i}
 * holds values in {@code (2^(i/32), 2^((i+1)/32)]}, so a value read back is at most 1.1 % off.
 * Durations are in microseconds, sizes in bytes. Zero has a bucket of its own, {@link
 * #ZERO_BUCKET}. Immutable: buckets ascending, counts positive.
 */
public final class Histogram {

  /** Buckets per doubling of the value: 2^5. */
  public static final int BUCKETS_PER_DOUBLING = 32;

  /** Bucket of the value 0 (and of anything below 1e-9). */
  public static final int ZERO_BUCKET = -32_000;

  public static final Histogram EMPTY = new Histogram(new int[0], new long[0]);

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
   */
  public static Histogram of(int[] buckets, long[] counts) {
    if (buckets.length != counts.length) {
      throw new IllegalArgumentException(
          "buckets and counts differ in length: " + buckets.length + ", " + counts.length);
    }
    for (int i = 0; i < buckets.length; i++) {
      if (counts[i] <= 0 || (i > 0 && buckets[i] <= buckets[i - 1])) {
        throw new IllegalArgumentException(
            "bucket " + buckets[i] + " with count " + counts[i] + " at place " + i);
      }
    }
    return new Histogram(buckets.clone(), counts.clone());
  }

  /** One value, once. */
  public static Histogram ofValue(double value) {
    return new Histogram(new int[] {bucketOf(value)}, new long[] {1});
  }

  /** The bucket that holds {@code value}; negative and NaN count as zero. */
  public static int bucketOf(double value) {
    if (!(value > 1e-9)) {
      return ZERO_BUCKET;
    }
    // A value on a boundary belongs to the bucket below it (upper bounds are inclusive).
    return (int) Math.ceil(Math.log(value) / LOG2 * BUCKETS_PER_DOUBLING - 1e-9) - 1;
  }

  /** The value a bucket stands for: the geometric middle of its bounds. */
  public static double valueOf(int bucket) {
    return bucket == ZERO_BUCKET ? 0 : Math.pow(2, (bucket + 0.5) / BUCKETS_PER_DOUBLING);
  }

  public static double lowerBound(int bucket) {
    return bucket == ZERO_BUCKET ? 0 : Math.pow(2, (double) bucket / BUCKETS_PER_DOUBLING);
  }

  public static double upperBound(int bucket) {
    return bucket == ZERO_BUCKET ? 0 : Math.pow(2, (bucket + 1.0) / BUCKETS_PER_DOUBLING);
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

  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /**
   * The value below or at which the given share of all values lies.
   *
   * @param share 0 to 1
   * @return NaN when empty
   */
  public double percentile(double share) {
    long total = total();
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return valueOf(buckets[i]);
      }
    }
    return valueOf(buckets[buckets.length - 1]);
  }

  public Histogram plus(Histogram other) {
    if (other.buckets.length == 0) {
      return this;
    }
    if (buckets.length == 0) {
      return other;
    }
    int[] mergedBuckets = new int[buckets.length + other.buckets.length];
    long[] mergedCounts = new long[mergedBuckets.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < buckets.length || j < other.buckets.length) {
      boolean takeThis =
          j == other.buckets.length || (i < buckets.length && buckets[i] <= other.buckets[j]);
      boolean takeOther =
          i == buckets.length || (j < other.buckets.length && other.buckets[j] <= buckets[i]);
      mergedBuckets[size] = takeThis ? buckets[i] : other.buckets[j];
      mergedCounts[size++] = (takeThis ? counts[i] : 0) + (takeOther ? other.counts[j] : 0);
      i += takeThis ? 1 : 0;
      j += takeOther ? 1 : 0;
    }
    return new Histogram(Arrays.copyOf(mergedBuckets, size), Arrays.copyOf(mergedCounts, size));
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
    StringBuilder text = new StringBuilder("Histogram{");
    for (int i = 0; i < buckets.length; i++) {
      text.append(i == 0 ? "" : ", ").append(buckets[i]).append('×').append(counts[i]);
    }
    return text.append('}').toString();
  }
}

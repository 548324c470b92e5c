// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.storage.Histogram;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one data point: how many, their sum, and their buckets as the sender has them. Two
 * of one series can be subtracted, which is exact: buckets are compared before they are converted.
 * Immutable.
 */
final class Distribution {

  private static final double LARGEST = 1e15;
  private static final long MAX_COUNT = 1_000_000_000_000L;
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;

  final long count;
  final double sum;
  private final boolean exponential;
  private final int scale;
  private final int offset;
  private final long zeros;
  private final double[] bounds;
  private final long[] counts;
  private final double min;
  private final double max;

  private Distribution(
      long count,
      double sum,
      boolean exponential,
      int scale,
      int offset,
      long zeros,
      double[] bounds,
      long[] counts,
      double min,
      double max) {
    this.count = count;
    this.sum = sum;
    this.exponential = exponential;
    this.scale = scale;
    this.offset = offset;
    this.zeros = zeros;
    this.bounds = bounds;
    this.counts = counts;
    this.min = min;
    this.max = max;
  }

  /** Null when the point cannot be right. */
  static @Nullable Distribution of(PointData point) {
    long[] counts = Arrays.copyOf(point.counts, point.countsSize);
    double[] bounds = Arrays.copyOf(point.bounds, point.boundsSize);
    long total = point.zeroCount;
    boolean valid = !point.overLimit && point.zeroCount >= 0 && point.count >= 0;
    for (long each : counts) {
      valid &= each >= 0 && each <= MAX_COUNT;
      total += each;
    }
    valid &= point.count <= MAX_COUNT && (counts.length == 0 || total == point.count);
    if (point.exponential) {
      valid &= point.scale >= MIN_SCALE && point.scale <= MAX_SCALE;
      valid &= Math.abs((long) point.offset) < 1L << 30;
    } else {
      valid &= counts.length == 0 || bounds.length == counts.length - 1;
      valid &= ascending(bounds);
    }
    if (!valid) {
      return null;
    }
    double sum = Double.isFinite(point.sum) && point.sum > 0 ? point.sum : 0;
    return new Distribution(
        point.count,
        sum,
        point.exponential,
        point.scale,
        point.offset,
        point.zeroCount,
        bounds,
        counts,
        point.min,
        point.max);
  }

  private static boolean ascending(double[] bounds) {
    for (int i = 1; i < bounds.length; i++) {
      if (!(bounds[i] > bounds[i - 1])) {
        return false;
      }
    }
    return true;
  }

  /** How many numbers it holds. */
  int size() {
    return counts.length + bounds.length;
  }

  /**
   * What came on top of an earlier point of the series; null when the series began anew. If the
   * sender has changed its buckets, all that came is taken for their mean.
   */
  @Nullable Distribution minus(Distribution earlier) {
    if (earlier.count > count) {
      return null;
    }
    Distribution rest =
        earlier.exponential != exponential
            ? null
            : exponential ? exponentialMinus(earlier) : explicitMinus(earlier);
    return rest != null ? rest : rest(earlier, scale, offset, 0, new long[0]);
  }

  private @Nullable Distribution explicitMinus(Distribution earlier) {
    if (!Arrays.equals(bounds, earlier.bounds) || counts.length != earlier.counts.length) {
      return null;
    }
    long[] left = new long[counts.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = counts[i] - earlier.counts[i];
      if (left[i] < 0) {
        return null;
      }
    }
    return rest(earlier, scale, offset, zeros, left);
  }

  /** Senders may have widened their buckets between the two points, never narrowed. */
  private @Nullable Distribution exponentialMinus(Distribution earlier) {
    int shift = earlier.scale - scale;
    if (shift < 0 || earlier.zeros > zeros) {
      return null;
    }
    long[] left = counts.clone();
    for (int i = 0; i < earlier.counts.length; i++) {
      if (earlier.counts[i] == 0) {
        continue;
      }
      int place = (int) ((((long) earlier.offset + i) >> shift) - offset);
      if (place < 0 || place >= left.length || left[place] < earlier.counts[i]) {
        return null;
      }
      left[place] -= earlier.counts[i];
    }
    return rest(earlier, scale, offset, zeros - earlier.zeros, left);
  }

  private Distribution rest(
      Distribution earlier, int newScale, int newOffset, long newZeros, long[] left) {
    return new Distribution(
        count - earlier.count,
        Math.max(0, sum - earlier.sum),
        exponential,
        newScale,
        newOffset,
        newZeros,
        bounds,
        left,
        Double.NaN,
        // The largest value of all bounds the open bucket, whatever came since.
        max);
  }

  /**
   * As the store keeps it.
   *
   * @param factor from the sender's unit to the store's
   */
  Histogram toHistogram(double factor) {
    Map<Integer, Long> buckets = new TreeMap<>();
    if (counts.length == 0 && zeros == 0) {
      add(buckets, count == 0 ? 0 : sum / count * factor, count);
    }
    add(buckets, 0, zeros);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double value = clamp(exponential ? exponentialMiddle(i) : explicitMiddle(i));
        add(buckets, value * factor, counts[i]);
      }
    }
    int[] indexes = buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] numbers = buckets.values().stream().mapToLong(Long::longValue).toArray();
    return Histogram.of(indexes, numbers);
  }

  private static void add(Map<Integer, Long> buckets, double value, long number) {
    if (number > 0) {
      buckets.merge(Histogram.bucketOf(Math.min(LARGEST, value)), number, Long::sum);
    }
  }

  private double clamp(double value) {
    double high = max > 0 && value > max ? max : value;
    return min > 0 && high < min ? min : high;
  }

  private double exponentialMiddle(int place) {
    return Math.min(LARGEST, Math.pow(2, ((double) offset + place + 0.5) * Math.pow(2, -scale)));
  }

  private double explicitMiddle(int place) {
    double low = place == 0 ? 0 : Math.max(0, bounds[place - 1]);
    if (place == bounds.length) {
      return bounds.length == 0 ? sum / Math.max(1, count) : max > low ? Math.sqrt(low * max) : low;
    }
    double high = Math.max(0, bounds[place]);
    return low > 0 ? Math.sqrt(low * high) : high / 2;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void bucketOf_boundary_belongsToTheBucketBelow() {
    for (int power = 0; power < 40; power++) {
      assertThat(Histogram.bucketOf(Math.pow(2, power)))
          .as("2^%d", power)
          .isEqualTo(32 * power - 1);
      assertThat(Histogram.bucketOf(Math.pow(2, power) * 1.0001)).isEqualTo(32 * power);
    }
  }

  @Test
  void bucketOf_anyValue_liesWithinItsBounds() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double value = Math.exp(random.nextDouble() * 40 - 10);
      int bucket = Histogram.bucketOf(value);
      assertThat(value)
          .isGreaterThan(Histogram.lowerBound(bucket) * (1 - 1e-9))
          .isLessThanOrEqualTo(Histogram.upperBound(bucket) * (1 + 1e-9));
    }
  }

  @Test
  void bucketOf_nothingMeasurable_isTheZeroBucket() {
    for (double value : new double[] {0, -0.0, -5, Double.NaN, 1e-12}) {
      assertThat(Histogram.bucketOf(value)).as("%s", value).isEqualTo(Histogram.ZERO_BUCKET);
    }
    assertThat(Histogram.valueOf(Histogram.ZERO_BUCKET)).isZero();
    assertThat(Histogram.ofValue(0).percentile(0.99)).isZero();
  }

  @Test
  void valueOf_bucketOfAValue_isAtMostElevenPerMilleOff() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      double value = Math.exp(random.nextDouble() * 25);
      assertThat(Histogram.valueOf(Histogram.bucketOf(value)))
          .isCloseTo(value, within(value * 0.011));
    }
  }

  @Test
  void percentile_manyValues_isAtMostElevenPerMilleOff() {
    Random random = new Random(3);
    double[] values = new double[5_000];
    Histogram histogram = Histogram.EMPTY;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(8 + 2 * random.nextGaussian());
      histogram = histogram.plus(Histogram.ofValue(values[i]));
    }
    Arrays.sort(values);

    for (double share : new double[] {0, 0.001, 0.5, 0.75, 0.95, 0.99, 0.999, 1}) {
      double exact = values[Math.max(0, (int) Math.ceil(share * values.length) - 1)];
      assertThat(histogram.percentile(share))
          .as("p%s", share)
          .isCloseTo(exact, within(exact * 0.011));
    }
  }

  @Test
  void percentile_empty_isNaN() {
    assertThat(Histogram.EMPTY.percentile(0.5)).isNaN();
  }

  @Test
  void plus_anyOrder_isTheSame() {
    Random random = new Random(4);
    Histogram forward = Histogram.EMPTY;
    Histogram backward = Histogram.EMPTY;
    Histogram[] parts = new Histogram[200];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Histogram.ofValue(random.nextInt(100)).plus(Histogram.ofValue(random.nextInt(9)));
      forward = forward.plus(parts[i]);
    }
    for (int i = parts.length - 1; i >= 0; i--) {
      backward = backward.plus(parts[i]);
    }

    assertThat(forward).isEqualTo(backward).hasSameHashCodeAs(backward);
    assertThat(forward.total()).isEqualTo(400);
  }

  @Test
  void plus_empty_changesNothing() {
    Histogram some = Histogram.ofValue(7);

    assertThat(some.plus(Histogram.EMPTY)).isEqualTo(some);
    assertThat(Histogram.EMPTY.plus(some)).isEqualTo(some);
  }

  @Test
  void of_unsortedOrWithoutCount_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.of(new int[] {2, 1}, new long[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.of(new int[] {1, 1}, new long[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.of(new int[] {1}, new long[] {0}));
    assertThatIllegalArgumentException().isThrownBy(() -> Histogram.of(new int[] {1}, new long[0]));
  }

  @Test
  void of_arraysChangedLater_doNotMatter() {
    int[] buckets = {1};
    long[] counts = {1};
    Histogram histogram = Histogram.of(buckets, counts);
    buckets[0] = 9;
    counts[0] = 9;

    assertThat(histogram.bucket(0)).isEqualTo(1);
    assertThat(histogram.count(0)).isEqualTo(1);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void bucketOf_boundary_belongsBelow() {
    assertThat(Histogram.bucketOf(1)).isEqualTo(-1);
    assertThat(Histogram.bucketOf(2)).isEqualTo(31);
    assertThat(Histogram.bucketOf(1024)).isEqualTo(319);
    assertThat(Histogram.bucketOf(1025)).isEqualTo(320);
  }

  @Test
  void h10_zeroNegativeAndHours_haveABucket() {
    assertThat(Histogram.bucketOf(0)).isEqualTo(Histogram.ZERO_BUCKET);
    assertThat(Histogram.bucketOf(-5)).isEqualTo(Histogram.ZERO_BUCKET);
    assertThat(Histogram.bucketOf(3_600_000_000.0)).isEqualTo(1015);
  }
}

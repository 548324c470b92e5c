// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRangeTest {

  private static final Instant MINUTE = Instant.ofEpochSecond(29_000_000L * 60);

  @Test
  void of_endWithinAMinute_hasThatMinute() {
    Instant from = MINUTE.minusSeconds(90);

    assertThat(TimeRange.of(from, MINUTE)).isEqualTo(new TimeRange(28_999_998, 29_000_000));
    for (Instant to :
        new Instant[] {
          MINUTE.plusNanos(1), MINUTE.plusMillis(500), MINUTE.plusSeconds(1), MINUTE.plusSeconds(60)
        }) {
      assertThat(TimeRange.of(from, to)).isEqualTo(new TimeRange(28_999_998, 29_000_001));
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.time.Instant;

/** Half-open range of minutes, {@code [fromEpochMinute, toEpochMinute)}, UTC. */
public record TimeRange(long fromEpochMinute, long toEpochMinute) {

  public TimeRange {
    if (fromEpochMinute >= toEpochMinute) {
      throw new IllegalArgumentException(
          "from must be before to: " + fromEpochMinute + ", " + toEpochMinute);
    }
  }

  public static TimeRange of(Instant from, Instant to) {
    return new TimeRange(from.getEpochSecond() / 60, -Math.floorDiv(-to.getEpochSecond(), 60L));
  }

  public long minutes() {
    return toEpochMinute - fromEpochMinute;
  }

  public boolean contains(long epochMinute) {
    return epochMinute >= fromEpochMinute && epochMinute < toEpochMinute;
  }
}

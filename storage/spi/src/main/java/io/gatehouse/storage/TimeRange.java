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
    // What happens in the first second of a minute is in that minute.
    long toSecond = to.getEpochSecond() + (to.getNano() > 0 ? 1 : 0);
    return new TimeRange(from.getEpochSecond() / 60, -Math.floorDiv(-toSecond, 60L));
  }

  public long minutes() {
    return toEpochMinute - fromEpochMinute;
  }

  public boolean contains(long epochMinute) {
    return epochMinute >= fromEpochMinute && epochMinute < toEpochMinute;
  }
}

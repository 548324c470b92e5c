// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;

/**
 * How a range is cut into bars. Bars of a day and more start at local midnight (weeks on Monday) of
 * the zone, shorter ones at multiples of their length from the UTC hour; the first and last may
 * reach beyond the range.
 *
 * @param minutes length of a bar: a divisor of 60, a divisor of 1,440 that is a multiple of 60, or
 *     a multiple of 1,440
 */
public record Buckets(int minutes, ZoneId zone) {

  public Buckets {
    requireNonNull(zone, "zone");
    boolean regular =
        minutes > 0
            && (minutes <= 60
                ? 60 % minutes == 0
                : minutes <= 1440 ? 1440 % minutes == 0 && minutes % 60 == 0 : minutes % 1440 == 0);
    if (!regular) {
      throw new IllegalArgumentException("bar length in minutes: " + minutes);
    }
  }
}

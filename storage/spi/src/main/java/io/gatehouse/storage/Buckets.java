// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * How a range is cut into bars. Bars of a day and more start at local midnight (weeks on Monday) of
 * the zone, shorter ones at multiples of their length from the UTC hour; the first and last may
 * reach beyond the range.
 *
 * @param minutes length of a bar: a divisor of 60, a divisor of 1,440 that is a multiple of 60, or
 *     a multiple of 1,440
 */
public record Buckets(int minutes, ZoneId zone) {

  private static final int MINUTES_PER_DAY = 1440;

  /** 1970-01-01 was a Thursday, three days after a Monday. */
  private static final int MONDAY_OFFSET = 3;

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

  /**
   * Start of the bar that holds the given minute. Bars of several days are counted from a Monday.
   */
  public long startOf(long epochMinute) {
    if (minutes < MINUTES_PER_DAY) {
      return Math.floorDiv(epochMinute, (long) minutes) * minutes;
    }
    LocalDate day = Instant.ofEpochSecond(epochMinute * 60).atZone(zone).toLocalDate();
    return startOfDayBar(Math.floorDiv(day.toEpochDay() + MONDAY_OFFSET, daysPerBar()));
  }

  /** Start of the bar after the one that holds the given minute. */
  public long startAfter(long epochMinute) {
    if (minutes < MINUTES_PER_DAY) {
      return startOf(epochMinute) + minutes;
    }
    LocalDate day = Instant.ofEpochSecond(epochMinute * 60).atZone(zone).toLocalDate();
    return startOfDayBar(Math.floorDiv(day.toEpochDay() + MONDAY_OFFSET, daysPerBar()) + 1);
  }

  /** Starts of all bars that touch the range, ascending. */
  public List<Long> starts(TimeRange range) {
    List<Long> starts = new ArrayList<>();
    for (long at = startOf(range.fromEpochMinute());
        at < range.toEpochMinute();
        at = startAfter(at)) {
      starts.add(at);
    }
    return List.copyOf(starts);
  }

  private long daysPerBar() {
    return minutes / MINUTES_PER_DAY;
  }

  private long startOfDayBar(long bar) {
    LocalDate day = LocalDate.ofEpochDay(bar * daysPerBar() - MONDAY_OFFSET);
    return Math.floorDiv(day.atStartOfDay(zone).toEpochSecond(), 60L);
  }
}

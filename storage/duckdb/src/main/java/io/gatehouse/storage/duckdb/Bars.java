// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars in SQL: a key that grows with time, computed from a minute. Bars of days follow the zone's
 * offset, which changes a few times a year; the changes within the range become a CASE.
 */
final class Bars {

  private static final int MINUTES_PER_DAY = 1440;

  /** From 1970-01-01 back to a Monday. */
  private static final int MONDAY_OFFSET = 3;

  private final Buckets buckets;
  private final List<Offset> offsets;

  private Bars(Buckets buckets, List<Offset> offsets) {
    this.buckets = buckets;
    this.offsets = offsets;
  }

  /**
   * Minutes to add for local time.
   *
   * @param until epoch minute, exclusive
   */
  private record Offset(long until, int minutes) {}

  static Bars of(Buckets buckets, TimeRange range) {
    List<Offset> offsets = new ArrayList<>();
    ZoneRules rules = buckets.zone().getRules();
    Instant at = Instant.ofEpochSecond(range.fromEpochMinute() * 60);
    Instant end = Instant.ofEpochSecond(range.toEpochMinute() * 60);
    for (ZoneOffsetTransition next = rules.nextTransition(at);
        next != null && next.getInstant().isBefore(end);
        next = rules.nextTransition(next.getInstant())) {
      offsets.add(
          new Offset(
              next.getInstant().getEpochSecond() / 60,
              minutes(next.getOffsetBefore().getTotalSeconds())));
    }
    offsets.add(
        new Offset(
            Long.MAX_VALUE, minutes(rules.getOffset(end.minusSeconds(1)).getTotalSeconds())));
    return new Bars(buckets, offsets);
  }

  private static int minutes(int seconds) {
    return Math.floorDiv(seconds, 60);
  }

  /** The key of the bar that a column of epoch minutes falls into. */
  String key(String minute) {
    if (buckets.minutes() < MINUTES_PER_DAY) {
      return "(%s // %d)".formatted(minute, buckets.minutes());
    }
    return "(((%s + %s) // %d + %d) // %d)"
        .formatted(minute, offset(minute), MINUTES_PER_DAY, MONDAY_OFFSET, daysPerBar());
  }

  private String offset(String minute) {
    if (offsets.size() == 1) {
      return Integer.toString(offsets.get(0).minutes);
    }
    StringBuilder cases = new StringBuilder("(CASE");
    for (Offset offset : offsets.subList(0, offsets.size() - 1)) {
      cases.append(" WHEN %s < %d THEN %d".formatted(minute, offset.until, offset.minutes));
    }
    return cases.append(" ELSE %d END)".formatted(last().minutes)).toString();
  }

  /** Start of the bar with the given key. */
  long start(long key) {
    if (buckets.minutes() < MINUTES_PER_DAY) {
      return key * buckets.minutes();
    }
    LocalDate day = LocalDate.ofEpochDay(key * daysPerBar() - MONDAY_OFFSET);
    return Math.floorDiv(day.atStartOfDay(buckets.zone()).toEpochSecond(), 60L);
  }

  /** The coarsest tier whose units lie within one bar each. */
  Tier coarsest() {
    if (buckets.minutes() < Tier.HOUR.minutes) {
      return Tier.MINUTE;
    }
    if (buckets.minutes() < MINUTES_PER_DAY) {
      return Tier.HOUR;
    }
    if (offsets.stream().allMatch(offset -> offset.minutes == 0)) {
      return Tier.DAY;
    }
    boolean wholeHours = offsets.stream().allMatch(offset -> offset.minutes % 60 == 0);
    return wholeHours ? Tier.HOUR : Tier.MINUTE;
  }

  private int daysPerBar() {
    return buckets.minutes() / MINUTES_PER_DAY;
  }

  private Offset last() {
    return offsets.get(offsets.size() - 1);
  }
}

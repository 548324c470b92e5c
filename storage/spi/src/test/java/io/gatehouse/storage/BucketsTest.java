// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long minute(String instant) {
    return Instant.parse(instant).getEpochSecond() / 60;
  }

  @Test
  void startOf_shortBars_areMultiplesFromTheUtcHour() {
    Buckets quarters = new Buckets(15, BERLIN);

    assertThat(quarters.startOf(minute("2026-03-29T00:59:00Z")))
        .isEqualTo(minute("2026-03-29T00:45:00Z"));
    assertThat(new Buckets(360, BERLIN).startOf(minute("2026-03-29T07:59:00Z")))
        .isEqualTo(minute("2026-03-29T06:00:00Z"));
  }

  @Test
  void startOf_daysOverSummerTime_startAtLocalMidnight() {
    Buckets days = new Buckets(1440, BERLIN);

    assertThat(days.startOf(minute("2026-03-29T12:00:00Z")))
        .isEqualTo(minute("2026-03-28T23:00:00Z"));
    assertThat(days.startAfter(minute("2026-03-29T12:00:00Z")))
        .isEqualTo(minute("2026-03-29T22:00:00Z"));
  }

  @Test
  void startOf_weeks_startOnMonday() {
    Buckets weeks = new Buckets(7 * 1440, ZoneOffset.UTC);

    assertThat(weeks.startOf(minute("2026-11-22T10:00:00Z")))
        .isEqualTo(minute("2026-11-16T00:00:00Z"));
    assertThat(LocalDate.parse("2026-11-16").getDayOfWeek()).hasToString("MONDAY");
  }

  @Test
  void startOf_dayWithoutMidnight_startsAtItsFirstMinute() {
    Buckets days = new Buckets(1440, ZoneId.of("Africa/Cairo"));

    // Clocks went from 00:00 to 01:00 on this day.
    assertThat(days.startOf(minute("2024-04-26T10:00:00Z")))
        .isEqualTo(minute("2024-04-25T22:00:00Z"));
  }

  @Test
  void starts_coverTheRange() {
    TimeRange range = new TimeRange(minute("2026-11-20T10:10:00Z"), minute("2026-11-20T12:01:00Z"));

    assertThat(new Buckets(60, ZoneOffset.UTC).starts(range))
        .isEqualTo(
            List.of(
                minute("2026-11-20T10:00:00Z"),
                minute("2026-11-20T11:00:00Z"),
                minute("2026-11-20T12:00:00Z")));
  }

  @Test
  void create_irregularLength_isRefused() {
    for (int minutes : new int[] {0, -5, 7, 45, 90, 420, 2_000}) {
      assertThatIllegalArgumentException()
          .as("%d", minutes)
          .isThrownBy(() -> new Buckets(minutes, ZoneOffset.UTC));
    }
  }
}

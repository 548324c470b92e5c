// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.reports.ReportPeriod.Every;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ReportPeriodTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KIRITIMATI = ZoneId.of("Pacific/Kiritimati");

  private static long at(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private static String due(Every every, String now, ZoneId zone) {
    return Instant.ofEpochMilli(ReportPeriod.nextDue(every, at(now), zone)).toString();
  }

  @Test
  void lastWeek_runsFromMondayToMondayWhereTheReaderIs() {
    // Sunday evening in UTC is Monday in Berlin already.
    ReportPeriod period = ReportPeriod.lastBefore(Every.WEEK, at("2026-03-08T23:30:00Z"), BERLIN);
    assertThat(period.first()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(period.title()).isEqualTo("Week of 2 March 2026");
    assertThat(period.range().minutes()).isEqualTo(7 * 1_440);
    assertThat(ReportPeriod.lastBefore(Every.WEEK, at("2026-03-08T22:30:00Z"), BERLIN).first())
        .isEqualTo(LocalDate.of(2026, 2, 23));
  }

  @Test
  void periods_inWhichClocksAreSet_areAnHourShorterOrLonger() {
    ReportPeriod spring = ReportPeriod.of(Every.WEEK, LocalDate.of(2026, 3, 29), BERLIN);
    assertThat(spring.range().minutes()).isEqualTo(7 * 1_440 - 60);
    ReportPeriod october = ReportPeriod.of(Every.MONTH, LocalDate.of(2026, 10, 9), BERLIN);
    assertThat(october.range().minutes()).isEqualTo(31 * 1_440 + 60);
    assertThat(october.title()).isEqualTo("October 2026");
    assertThat(october.beforeTitle()).isEqualTo("September 2026");
    assertThat(october.before().range().toEpochMinute())
        .isEqualTo(october.range().fromEpochMinute());
  }

  @Test
  void due_isTheMorningAfterWhereTheReaderIs() {
    assertThat(due(Every.WEEK, "2026-03-04T00:00:00Z", BERLIN)).isEqualTo("2026-03-09T07:00:00Z");
    assertThat(due(Every.WEEK, "2026-03-09T06:59:00Z", BERLIN)).isEqualTo("2026-03-09T07:00:00Z");
    assertThat(due(Every.WEEK, "2026-03-09T07:00:00Z", BERLIN)).isEqualTo("2026-03-16T07:00:00Z");
    assertThat(due(Every.WEEK, "2026-03-29T12:00:00Z", BERLIN)).isEqualTo("2026-03-30T06:00:00Z");
    assertThat(due(Every.MONTH, "2026-01-31T12:00:00Z", BERLIN)).isEqualTo("2026-02-01T07:00:00Z");
    assertThat(due(Every.MONTH, "2026-01-31T19:00:00Z", KIRITIMATI))
        .isEqualTo("2026-02-28T18:00:00Z");
  }
}

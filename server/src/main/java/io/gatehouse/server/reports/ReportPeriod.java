// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.storage.TimeRange;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * A week from Monday on, or a calendar month, where the reader is. It is an hour shorter or longer
 * where clocks are set.
 *
 * @param first day of it
 */
public record ReportPeriod(Every every, LocalDate first, ZoneId zone) {

  /** Reports of a period are sent at this hour of the day after it. */
  private static final int SENT_AT_HOUR = 8;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  /** How long a period is. */
  public enum Every {
    WEEK,
    MONTH;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Every of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** The period that a day lies in. */
  public static ReportPeriod of(Every every, LocalDate day, ZoneId zone) {
    LocalDate first =
        every == Every.WEEK
            ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            : day.withDayOfMonth(1);
    return new ReportPeriod(every, first, zone);
  }

  /** The last one that is over. */
  public static ReportPeriod lastBefore(Every every, long nowMillis, ZoneId zone) {
    LocalDate today = Instant.ofEpochMilli(nowMillis).atZone(zone).toLocalDate();
    return of(every, today, zone).before();
  }

  public ReportPeriod before() {
    return new ReportPeriod(
        every, every == Every.WEEK ? first.minusWeeks(1) : first.minusMonths(1), zone);
  }

  /** First day after it. */
  public LocalDate next() {
    return every == Every.WEEK ? first.plusWeeks(1) : first.plusMonths(1);
  }

  public TimeRange range() {
    return new TimeRange(minute(first), minute(next()));
  }

  private long minute(LocalDate day) {
    return day.atStartOfDay(zone).toEpochSecond() / 60;
  }

  /** When the report of it is sent. */
  private long dueAt() {
    return next().atTime(SENT_AT_HOUR, 0).atZone(zone).toInstant().toEpochMilli();
  }

  /** When the next report is due, after a time. */
  public static long nextDue(Every every, long nowMillis, ZoneId zone) {
    ReportPeriod period = lastBefore(every, nowMillis, zone);
    while (period.dueAt() <= nowMillis) {
      period = new ReportPeriod(every, period.next(), zone);
    }
    return period.dueAt();
  }

  /** For people: {@code Week of 2 March 2026} or {@code February 2026}. */
  public String title() {
    return every == Every.WEEK ? "Week of " + DAY.format(first) : MONTH.format(first);
  }

  /** For people: {@code the week before} or {@code January 2026}. */
  public String beforeTitle() {
    return every == Every.WEEK ? "the week before" : MONTH.format(before().first());
  }
}

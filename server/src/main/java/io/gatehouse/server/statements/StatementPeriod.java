// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import io.gatehouse.catalog.Statements.Subject;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.storage.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A calendar month where the books are kept. It begins with the first minute of its first day
 * there, so that it is an hour shorter or longer where clocks are set.
 *
 * @param zone as in the time zone database, or an offset
 */
public record StatementPeriod(YearMonth month, ZoneId zone, TimeRange range) {

  /** Services tell their last minute a moment after it has ended. */
  static final Duration GRACE = Duration.ofHours(1);

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2999;

  /**
   * The period of these names.
   *
   * @throws GatehouseException when one of them is none
   */
  public static StatementPeriod of(String month, String zone) {
    YearMonth known = month(month);
    ZoneId place = zone(zone);
    long from = start(known, place);
    long to = start(known.plusMonths(1), place);
    return new StatementPeriod(known, place, new TimeRange(from, to));
  }

  /**
   * The period of a statement, as it was when that was made, whatever became of the zone's rules.
   */
  static StatementPeriod kept(Subject subject) {
    return new StatementPeriod(
        YearMonth.parse(subject.month()),
        ZoneId.of(subject.zone()),
        new TimeRange(subject.fromMinute(), subject.toMinute()));
  }

  private static YearMonth month(String text) {
    YearMonth month;
    try {
      month = YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw GatehouseException.invalid(
          "month", "The month is \"" + text + "\", but must be one such as 2026-11.");
    }
    if (month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR) {
      throw GatehouseException.invalid(
          "month", "The month is " + month + ", outside the years 2000 to 2999.");
    }
    return month;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw GatehouseException.invalid(
          "zone", "The time zone \"" + text + "\" is unknown; use a name such as Europe/Berlin.");
    }
  }

  private static long start(YearMonth month, ZoneId zone) {
    long second = month.atDay(1).atStartOfDay(zone).toEpochSecond();
    if (second % 60 != 0) {
      throw GatehouseException.invalid(
          "zone",
          "In the time zone "
              + zone
              + " the month begins within a minute; usage is counted by whole minutes.");
    }
    return second / 60;
  }

  public Instant from() {
    return Instant.ofEpochSecond(range.fromEpochMinute() * 60);
  }

  public Instant to() {
    return Instant.ofEpochSecond(range.toEpochMinute() * 60);
  }

  /** From when on it can be made final. */
  public Instant closes() {
    return to().plus(GRACE);
  }
}

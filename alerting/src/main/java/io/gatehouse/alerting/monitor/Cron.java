// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.InvalidSpecException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;

/**
 * A schedule of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are
 * Sunday), each with {@code *}, lists, ranges and steps. As in cron, a day is right when either of
 * two restricted day fields is. A local time that a change of clocks leaves out comes after it.
 */
final class Cron {

  private static final int SEARCHED_DAYS = 366 * 5;

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean anyDay;
  private final boolean anyWeekday;

  private Cron(String text, String[] fields) {
    minutes = field(text, fields[0], 0, 59);
    hours = field(text, fields[1], 0, 23);
    days = field(text, fields[2], 1, 31);
    months = field(text, fields[3], 1, 12);
    weekdays = field(text, fields[4], 0, 7);
    if (weekdays.get(7)) {
      weekdays.set(0);
    }
    anyDay = fields[2].startsWith("*");
    anyWeekday = fields[4].startsWith("*");
  }

  /**
   * @throws InvalidSpecException naming {@code schedule}
   */
  static Cron parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != 5) {
      throw wrong(text);
    }
    Cron cron = new Cron(text, fields);
    if (cron.after(ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC"))) == null) {
      throw new InvalidSpecException(
          "schedule", "The field schedule is \"" + text + "\", which never comes.");
    }
    return cron;
  }

  private static BitSet field(String text, String field, int min, int max) {
    BitSet values = new BitSet(max + 1);
    for (String part : field.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      if (!part.matches("(\\*|\\d{1,2}(-\\d{1,2})?)(/\\d{1,2})?")) {
        throw wrong(text);
      }
      int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
      int from = min;
      int to = max;
      if (!stepped[0].equals("*")) {
        String[] ends = stepped[0].split("-", -1);
        from = Integer.parseInt(ends[0]);
        to = ends.length == 2 ? Integer.parseInt(ends[1]) : stepped.length == 2 ? max : from;
      }
      if (from < min || to > max || from > to || step < 1) {
        throw wrong(text);
      }
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static InvalidSpecException wrong(String text) {
    return new InvalidSpecException(
        "schedule",
        "The field schedule is \"" + text + "\", but must be five fields such as 15 3 * * 1-5.");
  }

  /** The next time after this one; null when there is none within five years. */
  @org.jspecify.annotations.Nullable
  ZonedDateTime after(ZonedDateTime time) {
    LocalDate day = time.toLocalDate();
    for (int i = 0; i < SEARCHED_DAYS; i++, day = day.plusDays(1)) {
      if (!isDay(day)) {
        continue;
      }
      for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
        for (int minute = minutes.nextSetBit(0);
            minute >= 0;
            minute = minutes.nextSetBit(minute + 1)) {
          ZonedDateTime at =
              LocalDateTime.of(day, LocalTime.of(hour, minute)).atZone(time.getZone());
          if (at.isAfter(time)) {
            return at;
          }
        }
      }
    }
    return null;
  }

  private boolean isDay(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean ofMonth = days.get(day.getDayOfMonth());
    boolean ofWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
    return (anyDay || anyWeekday) ? (ofMonth && ofWeek) : (ofMonth || ofWeek);
  }
}

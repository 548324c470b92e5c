// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures in sentences, written as the dashboard writes them. */
public final class Words {

  private Words() {}

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  /** Two decimals below 1 %, else one; whole from 100 up. */
  public static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0 || percent >= 100) {
      return Math.round(percent) + "%";
    }
    if (percent < 0.01) {
      return "<0.01%";
    }
    return format(percent < 1 ? "%.2f%%" : "%.1f%%", percent);
  }

  /** As it is below 10,000, else three digits and a unit. */
  public static String count(long value) {
    if (value < 10_000) {
      return String.format(Locale.ROOT, "%,d", value);
    }
    double shown = value;
    String unit = "";
    for (String next : new String[] {"k", "M", "B"}) {
      if (shown >= 999.5) {
        shown /= 1_000;
        unit = next;
      }
    }
    return format(shown >= 99.95 ? "%.0f" : shown >= 9.995 ? "%.1f" : "%.2f", shown) + unit;
  }

  /** Of a number of milliseconds. */
  public static String duration(double millis) {
    if (millis < 10) {
      return format("%.1f ms", millis);
    }
    return millis < 999.5
        ? Math.round(millis) + " ms"
        : millis < 60_000
            ? format("%.2f s", millis / 1_000)
            : (long) millis / 60_000 + " m " + (long) millis % 60_000 / 1_000 + " s";
  }

  static String times(double ratio) {
    return ratio >= 9.95 ? Math.round(ratio) + " ×" : format("%.1f ×", ratio);
  }

  /** The time of day, with the date when the range is longer than a day. */
  static String time(long epochMillis, ZoneId zone, boolean withDate) {
    String pattern = withDate ? "d MMM, HH:mm" : "HH:mm";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  /** {@code 1 request}, {@code 2 requests}. */
  static String of(long count, String what) {
    return count(count) + " " + what + (count == 1 ? "" : "s");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as the SDKs write them. */
final class SdkTime {

  private static final int MAX_CHARS = 64;

  /** One old helper prints a format directive where the fraction should be. */
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,]([^Zz+ -]*))?"
              + " ?([Zz]|[+-]\\d\\d:?\\d\\d)?");

  private SdkTime() {}

  /** Microseconds since 1970; null when it is no time. Without a zone it is UTC. */
  static @Nullable Long parse(@Nullable String text) {
    if (text == null || text.length() > MAX_CHARS) {
      return null;
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)),
              Math.min(59, Integer.parseInt(matcher.group(6))));
      String zone = matcher.group(8);
      ZoneOffset offset =
          zone == null || zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
      return time.toEpochSecond(offset) * 1_000_000 + micros(matcher.group(7));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static long micros(@Nullable String fraction) {
    if (fraction == null || fraction.isEmpty() || fraction.length() > 9) {
      return 0;
    }
    long micros = 0;
    for (int i = 0; i < 6; i++) {
      int digit = i < fraction.length() ? fraction.charAt(i) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return 0;
      }
      micros = micros * 10 + digit;
    }
    return micros;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times and durations as the REST API writes them. */
final class Times {

  private Times() {}

  static String ofMillis(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  static @Nullable String ofMillisOrNull(@Nullable Long epochMillis) {
    return epochMillis == null ? null : ofMillis(epochMillis);
  }

  static String ofMinute(long epochMinute) {
    return Instant.ofEpochSecond(epochMinute * 60).toString();
  }

  static @Nullable String ofMinuteOrNull(@Nullable Long epochMinute) {
    return epochMinute == null ? null : ofMinute(epochMinute);
  }

  static String ofMicros(long epochMicros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(epochMicros, 1_000_000L), Math.floorMod(epochMicros, 1_000_000L) * 1_000)
        .toString();
  }

  /** Milliseconds with three decimals; null for NaN. */
  static @Nullable Double millis(double micros) {
    return Double.isNaN(micros) ? null : Math.round(micros) / 1_000.0;
  }
}

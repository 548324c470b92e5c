// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import io.gatehouse.collector.intake.Corrections;

/**
 * Decides which minute a message belongs to: that of the client's clock, because an outage delays
 * delivery by up to an hour.
 */
public final class ClientTime {

  /** A client's clock may be this far ahead before it is held back. */
  public static final long MAX_AHEAD_MILLIS = 5 * 60_000L;

  /** Clients drop what they could not deliver within an hour; anything older is a wrong clock. */
  public static final long MAX_BEHIND_MILLIS = 65 * 60_000L;

  private ClientTime() {}

  public static boolean isTooOld(long clientMillis, long nowMillis) {
    return clientMillis < nowMillis - MAX_BEHIND_MILLIS;
  }

  /** The client's time, held back when it is too far ahead. */
  public static long clamp(long clientMillis, long nowMillis, Corrections corrections) {
    long ahead = clientMillis - nowMillis;
    if (ahead <= MAX_AHEAD_MILLIS) {
      return clientMillis;
    }
    corrections.corrected(
        "clock-ahead", "the client's clock is %d s ahead".formatted(ahead / 1000));
    return nowMillis + MAX_AHEAD_MILLIS;
  }

  public static long minuteOf(long epochMillis) {
    return Math.floorDiv(epochMillis, 60_000L);
  }
}

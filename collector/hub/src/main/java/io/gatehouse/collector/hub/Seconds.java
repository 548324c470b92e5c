// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

/** Times and durations as the SDKs write them: seconds with a fraction. */
final class Seconds {

  private static final double MAX_SECONDS = 1e10;

  private Seconds() {}

  static long toMicros(double seconds, long missing) {
    return seconds >= 0 && seconds < MAX_SECONDS ? Math.round(seconds * 1e6) : missing;
  }
}

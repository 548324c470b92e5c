// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

/** The lengths of time that rollups are kept in. */
enum Tier {
  MINUTE("minute", 1),
  HOUR("hour", 60),
  DAY("day", 1440);

  final String text;
  final int minutes;

  Tier(String text, int minutes) {
    this.text = text;
    this.minutes = minutes;
  }

  int floor(int epochMinute) {
    return epochMinute - Math.floorMod(epochMinute, minutes);
  }

  int ceil(int epochMinute) {
    return epochMinute + Math.floorMod(-epochMinute, minutes);
  }
}

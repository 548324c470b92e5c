// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.internal.redact;

/**
 * The last few names of one JSON text that were found to be no secrets, as they are written: the
 * objects of a list have the same ones over and over. Used by one thread.
 */
final class PlainNames {

  private static final int SLOTS = 16;

  private final String json;

  /** Start and end of a name in each slot. */
  private final int[] places = new int[2 * SLOTS];

  PlainNames(String json) {
    this.json = json;
  }

  /** With its quotes and its colon. */
  void add(int start, int end) {
    int slot = slot(start, end);
    places[slot] = start;
    places[slot + 1] = end;
  }

  boolean contains(int start, int end) {
    int slot = slot(start, end);
    int length = end - start;
    int known = places[slot];
    return places[slot + 1] - known == length && json.regionMatches(start, json, known, length);
  }

  private int slot(int start, int end) {
    int hash = (json.charAt(start + 1) * 31 + json.charAt(end - 3)) * 31 + end - start;
    return 2 * ((hash ^ hash >>> 4) & (SLOTS - 1));
  }
}

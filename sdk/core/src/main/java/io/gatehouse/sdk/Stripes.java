// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Spreads threads over copies of what they write to, so that they seldom meet. Counters that are
 * written all the time stand in arrays of longs with room around them: otherwise they share a cache
 * line with each other or with the length of the array, and threads wait for nothing.
 */
final class Stripes {

  /** A power of two, about as many as processors. */
  static final int COUNT = count(Runtime.getRuntime().availableProcessors());

  /** Longs that are left free before and after; two cache lines. */
  static final int ROOM = 16;

  private static final int MAX = 16;

  private Stripes() {}

  /** The same one for a thread each time. */
  static int current() {
    return (int) Thread.currentThread().getId() & (COUNT - 1);
  }

  /** An array with one counter for each stripe. */
  static AtomicLongArray counters() {
    return new AtomicLongArray((COUNT + 2) * ROOM);
  }

  /** Index of the counter of a stripe. */
  static int index(int stripe) {
    return (stripe + 1) * ROOM;
  }

  private static int count(int processors) {
    int count = 2;
    while (count < processors && count < MAX) {
      count *= 2;
    }
    return count;
  }
}

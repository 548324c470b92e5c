// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** Spreads threads over copies of what they write to, so that they seldom meet. */
final class Stripes {

  /** A power of two, about as many as processors. */
  static final int COUNT = count(Runtime.getRuntime().availableProcessors());

  /** Distance of counters in an array of longs, so that each has cache lines of its own. */
  static final int GAP = 16;

  private static final int MAX = 16;

  private Stripes() {}

  /** The same one for a thread each time. */
  static int current() {
    return (int) Thread.currentThread().getId() & (COUNT - 1);
  }

  private static int count(int processors) {
    int count = 2;
    while (count < processors && count < MAX) {
      count *= 2;
    }
    return count;
  }
}

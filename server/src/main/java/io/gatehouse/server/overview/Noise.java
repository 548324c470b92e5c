// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

/** What is too little or too uncertain to be told. */
final class Noise {

  /** With fewer requests a share says nothing. */
  static final long FEWEST_REQUESTS = 20;

  /** With fewer failures a rise of their share says nothing. */
  static final long FEWEST_ERRORS = 5;

  /** With fewer requests a percentile says nothing. */
  static final long FEWEST_TIMED = 50;

  /** With fewer requests before or now, how often somebody calls says nothing. */
  static final long FEWEST_CALLS = 100;

  /**
   * One in 15,000 by chance: an app has many endpoints, and each is looked at each time somebody
   * opens the page.
   */
  private static final double SURE = 4;

  private Noise() {}

  /**
   * Whether two shares differ by more than chance explains (test of two proportions).
   *
   * @param part of {@code all}
   */
  static boolean differ(long part, long all, long partBefore, long allBefore) {
    if (all == 0 || allBefore == 0) {
      return false;
    }
    double pooled = (double) (part + partBefore) / (all + allBefore);
    double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / all + 1.0 / allBefore));
    double difference = (double) part / all - (double) partBefore / allBefore;
    return deviation > 0 && Math.abs(difference) / deviation >= SURE;
  }
}

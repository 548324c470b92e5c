// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import java.util.List;
import java.util.OptionalLong;

/**
 * When a share of failures began to be high: where the sum of what lies above the mean is lowest (a
 * CUSUM). Pure.
 */
final class Onset {

  private Onset() {}

  /**
   * A bar.
   *
   * @param atMillis when it begins
   */
  record Bar(long atMillis, long requests, long errors) {}

  /**
   * @param bars ascending
   * @return empty when it was as high from the beginning on
   */
  static OptionalLong of(List<Bar> bars) {
    long requests = bars.stream().mapToLong(Bar::requests).sum();
    long errors = bars.stream().mapToLong(Bar::errors).sum();
    if (requests == 0 || errors == 0) {
      return OptionalLong.empty();
    }
    double mean = (double) errors / requests;
    double sum = 0;
    double lowest = 0;
    int first = 0;
    for (int i = 0; i < bars.size(); i++) {
      sum += bars.get(i).errors() - mean * bars.get(i).requests();
      if (sum < lowest) {
        lowest = sum;
        first = i + 1;
      }
    }
    if (first == 0 || first >= bars.size() || !isStep(bars, first)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(bars.get(first).atMillis());
  }

  /** Whether the share after is at least twice the one before. */
  private static boolean isStep(List<Bar> bars, int first) {
    double before = rate(bars.subList(0, first));
    double after = rate(bars.subList(first, bars.size()));
    return after >= 2 * before;
  }

  private static double rate(List<Bar> bars) {
    long requests = bars.stream().mapToLong(Bar::requests).sum();
    return requests == 0 ? 0 : (double) bars.stream().mapToLong(Bar::errors).sum() / requests;
  }
}

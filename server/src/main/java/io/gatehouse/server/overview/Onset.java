// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When failures were frequent: the run of bars that together lie furthest above the mean share.
 * Pure.
 */
public final class Onset {

  private Onset() {}

  /**
   * A bar.
   *
   * @param atMillis when it begins
   */
  record Bar(long atMillis, long requests, long errors) {}

  /**
   * A while of many failures.
   *
   * @param toMillis empty when they go on
   */
  public record Period(long fromMillis, OptionalLong toMillis) {}

  /**
   * @param bars ascending
   * @return {@code null} when the share was as high from the beginning on
   */
  static @Nullable Period of(List<Bar> bars) {
    double mean = rate(bars);
    double sum = 0;
    double most = 0;
    int start = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < bars.size(); i++) {
      sum += bars.get(i).errors() - mean * bars.get(i).requests();
      if (sum <= 0) {
        sum = 0;
        start = i + 1;
      } else if (sum > most) {
        most = sum;
        from = start;
        to = i + 1;
      }
    }
    if (from == 0) {
      return null;
    }
    List<Bar> within = bars.subList(from, to);
    List<Bar> after = bars.subList(to, bars.size());
    if (rate(within) < 2 * rate(bars.subList(0, from))) {
      return null;
    }
    return new Period(
        bars.get(from).atMillis(),
        isOver(within, after) ? OptionalLong.of(after.get(0).atMillis()) : OptionalLong.empty());
  }

  /** A few bars with fewer failures are no end yet. */
  private static boolean isOver(List<Bar> within, List<Bar> after) {
    return rate(within) >= 2 * rate(after)
        && Noise.differ(errors(within), requests(within), errors(after), requests(after));
  }

  private static long requests(List<Bar> bars) {
    return bars.stream().mapToLong(Bar::requests).sum();
  }

  private static long errors(List<Bar> bars) {
    return bars.stream().mapToLong(Bar::errors).sum();
  }

  private static double rate(List<Bar> bars) {
    long requests = requests(bars);
    return requests == 0 ? 0 : (double) errors(bars) / requests;
  }
}

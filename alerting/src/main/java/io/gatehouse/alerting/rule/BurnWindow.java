// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import java.util.List;

/**
 * How fast an error budget may be spent. Both windows have to show it: the long one that it
 * matters, the short one that it goes on.
 *
 * @param longMinutes the long window
 * @param shortMinutes the short window
 * @param factor 1 = just so fast that the budget lasts for the window of the objective
 */
public record BurnWindow(int longMinutes, int shortMinutes, double factor) {

  /** 2 % of the budget of 30 days in an hour, or 5 % in six. */
  static final List<BurnWindow> USUAL =
      List.of(new BurnWindow(60, 5, 14.4), new BurnWindow(360, 30, 6));

  String words() {
    return SloSpec.number(factor) + " × over " + span(longMinutes) + " and " + span(shortMinutes);
  }

  /** A length of time for people, e.g. {@code 6 h}. */
  static String span(int minutes) {
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
  }
}

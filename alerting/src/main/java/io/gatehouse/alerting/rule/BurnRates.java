// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How fast an error budget is spent. Pure. */
final class BurnRates {

  private BurnRates() {}

  /**
   * Rates of both windows.
   *
   * @param shortRate null = there was no request in the short window
   */
  record Burn(BurnWindow window, double longRate, @Nullable Double shortRate) {

    boolean breaks() {
      Double brief = shortRate;
      return longRate >= window.factor() && brief != null && brief >= window.factor();
    }

    /** How near it is to its limit; 1 = at it. */
    private double nearness() {
      Double brief = shortRate;
      return (brief == null ? 0 : Math.min(longRate, brief)) / window.factor();
    }

    String words() {
      Double brief = shortRate;
      return String.format(
          Locale.ROOT,
          "over %s, %s × over %s",
          BurnWindow.span(window.longMinutes()),
          brief == null ? "no" : String.format(Locale.ROOT, "%.1f", brief),
          BurnWindow.span(window.shortMinutes()));
    }
  }

  /**
   * The pair of windows that is nearest to its limit, or beyond; null without requests in any long
   * window.
   *
   * @param sums of a window that ends now, by its minutes
   * @param least requests in a long window, with fewer it has no rate
   */
  static @Nullable Burn worst(
      SloSpec slo, List<BurnWindow> windows, long least, IntFunction<Sums> sums) {
    Burn worst = null;
    for (BurnWindow window : windows) {
      Sums over = sums.apply(window.longMinutes());
      Double rate = slo.all(over) < Math.max(1, least) ? null : rate(slo, over);
      if (rate != null) {
        Burn burn = new Burn(window, rate, rate(slo, sums.apply(window.shortMinutes())));
        worst = worst == null || burn.nearness() > worst.nearness() ? burn : worst;
      }
    }
    return worst;
  }

  /** Null without requests. */
  static @Nullable Double rate(SloSpec slo, Sums sums) {
    long all = slo.all(sums);
    return all == 0 ? null : (Double) ((double) slo.bad(sums) / all / slo.budget());
  }
}

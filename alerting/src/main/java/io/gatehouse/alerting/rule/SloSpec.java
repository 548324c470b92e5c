// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.storage.Histogram;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is promised: a share of requests that are good, over a window that ends now.
 *
 * @param kind {@code availability}: good is a request without 5xx; {@code latency}: good is one
 *     that took at most {@code thresholdMs}
 * @param targetPercent of requests that have to be good
 * @param windowDays 7, 28 or 30
 * @param environment slug; null = all
 * @param filter in the language of the dashboard; null = all requests
 */
public record SloSpec(
    String kind,
    double targetPercent,
    int windowDays,
    @Nullable String environment,
    @Nullable String filter,
    @Nullable Integer thresholdMs) {

  private static final double LEAST = 50;
  private static final double MOST = 99.999;

  /**
   * @throws InvalidSpecException when a field is missing or wrong
   */
  public void check() {
    if (!List.of("availability", "latency").contains(kind)) {
      throw new InvalidSpecException(
          "kind", "The field kind is \"" + kind + "\", but must be one of availability, latency.");
    }
    if (!(targetPercent >= LEAST && targetPercent <= MOST)) {
      throw new InvalidSpecException(
          "targetPercent",
          "The field targetPercent is " + targetPercent + ", but must be from 50 to 99.999.");
    }
    if (!List.of(7, 28, 30).contains(windowDays)) {
      throw new InvalidSpecException(
          "windowDays", "The field windowDays is " + windowDays + ", but must be 7, 28 or 30.");
    }
    boolean needs = kind.equals("latency");
    boolean inRange = thresholdMs != null && thresholdMs >= 1 && thresholdMs <= 600_000;
    if (needs && !inRange) {
      throw new InvalidSpecException(
          "thresholdMs",
          "The field thresholdMs is " + thresholdMs + ", but must be from 1 to 600000.");
    }
    RuleSpec.checkFilter(filterText());
  }

  String filterText() {
    return filter == null ? "" : filter;
  }

  boolean needsDurations() {
    return kind.equals("latency");
  }

  /** Share of requests that may be bad. */
  double budget() {
    return 1 - targetPercent / 100;
  }

  /** How many of them count. */
  long all(Sums sums) {
    return needsDurations() ? sums.durations.total() : sums.requests;
  }

  /** How many were bad. A limit falls into a bucket of 2.2 % width, which counts as within. */
  long bad(Sums sums) {
    if (!needsDurations()) {
      return sums.serverErrors;
    }
    int within = Histogram.bucketOf((thresholdMs == null ? 0 : thresholdMs) * 1_000.0);
    long bad = 0;
    for (int i = 0; i < sums.durations.size(); i++) {
      if (sums.durations.bucket(i) > within) {
        bad += sums.durations.count(i);
      }
    }
    return bad;
  }

  /** The promise, for people. */
  public String words() {
    String target = number(targetPercent) + "% of requests ";
    String good = needsDurations() ? "within " + thresholdMs + " ms" : "without 5xx";
    return target + good + " over " + windowDays + " days";
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
  }
}

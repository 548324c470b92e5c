// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.server.overview.OverviewReader.Overview;
import io.gatehouse.server.overview.Words;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headline figures of a report, as text. */
final class ReportFigures {

  private static final double LEAST_CHANGE = 0.0005;

  private ReportFigures() {}

  /**
   * A figure.
   *
   * @param change against the period before; empty = not known
   * @param tone {@code bad}, {@code good} or {@code plain}
   */
  record Figure(String name, String value, String change, String tone) {}

  static List<Figure> of(Report report) {
    Overview overview = report.overview();
    Totals now = overview.now();
    Totals before = overview.before();
    boolean compared = before.requests() > 0;
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "Requests",
            Words.count(now.requests()),
            compared ? relative((double) now.requests(), (double) before.requests()) : "",
            "plain"));
    figures.add(rate("5xx", now.serverErrors(), before.serverErrors(), now, before));
    figures.add(rate("4xx", now.clientErrors(), before.clientErrors(), now, before));
    figures.add(latency(overview, compared && now.requests() > 0));
    figures.add(
        new Figure(
            "Active consumers",
            Words.count(now.consumers()),
            compared ? relative((double) now.consumers(), (double) before.consumers()) : "",
            "plain"));
    figures.add(up(overview));
    return figures;
  }

  private static String relative(double now, double before) {
    if (before == 0) {
      return now == 0 ? "unchanged" : "new";
    }
    double change = now / before - 1;
    if (Math.abs(change) < LEAST_CHANGE) {
      return "unchanged";
    }
    String sign = change > 0 ? "+" : "−";
    double percent = Math.abs(change) * 100;
    return sign + String.format(Locale.ROOT, percent < 10 ? "%.1f%%" : "%.0f%%", percent);
  }

  private static Figure rate(String name, long part, long partBefore, Totals now, Totals before) {
    double share = now.requests() == 0 ? 0 : (double) part / now.requests();
    double was = before.requests() == 0 ? 0 : (double) partBefore / before.requests();
    boolean compared = before.requests() > 0;
    return new Figure(
        name,
        now.requests() == 0 ? "–" : Words.percent(share),
        compared ? points(share - was) : "",
        tone(share - was));
  }

  private static String points(double difference) {
    double points = difference * 100;
    return Math.abs(points) < 0.005
        ? "unchanged"
        : (points > 0 ? "+" : "−") + String.format(Locale.ROOT, "%.2f pp", Math.abs(points));
  }

  private static String tone(double worse) {
    return Math.abs(worse) < LEAST_CHANGE ? "plain" : worse > 0 ? "bad" : "good";
  }

  private static Figure latency(Overview overview, boolean compared) {
    double now = overview.durations().percentile(0.95) / 1_000;
    double before = overview.durationsBefore().percentile(0.95) / 1_000;
    boolean both = compared && !Double.isNaN(now) && !Double.isNaN(before);
    return new Figure(
        "p95",
        Double.isNaN(now) ? "–" : Words.duration(now),
        both ? relative(now, before) : "",
        both ? tone(now / before - 1) : "plain");
  }

  private static Figure up(Overview overview) {
    Double now = overview.up().share();
    Double before = overview.upBefore().share();
    return new Figure(
        "Uptime",
        now == null ? "–" : share(now),
        now == null || before == null ? "" : points(now - before),
        now == null || before == null ? "plain" : tone(before - now));
  }

  /** Rounded down: what was down once was not up all the time. */
  private static String share(@Nullable Double share) {
    double percent = share == null ? 0 : Math.floor(share * 10_000) / 100;
    return percent == 100 ? "100%" : String.format(Locale.ROOT, "%.2f%%", percent);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.storage.FilterParser;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a rule. Null = what is usual for the metric.
 *
 * @param environment slug; null = all
 * @param filter in the language of the dashboard
 * @param comparison {@code above}, {@code below}; {@code rise}, {@code fall}: in percent against
 *     the same time last week
 * @param windowMinutes over which the value is read
 * @param forMinutes it has to hold before it fires
 * @param recoverMinutes it has not to hold before it is over
 * @param noData what no value means: {@code keep}, {@code ok} or {@code alert}
 * @param minRequests with fewer in the window there is no value
 * @param targets ids of monitors, or identifiers of consumers; null = all
 * @param days for what ends soon
 * @param slo id of the objective whose error budget burns
 * @param windows how fast it may burn; null = 14.4 × over 1 h and 5 min, 6 × over 6 h and 30 min
 */
public record RuleSpec(
    String metric,
    @Nullable String environment,
    @Nullable String filter,
    @Nullable String comparison,
    @Nullable Double threshold,
    @Nullable Integer windowMinutes,
    @Nullable Integer forMinutes,
    @Nullable Integer recoverMinutes,
    @Nullable String noData,
    @Nullable Integer minRequests,
    @Nullable List<String> targets,
    @Nullable Integer days,
    @Nullable String slo,
    @Nullable List<BurnWindow> windows) {

  private static final List<String> COMPARISONS = List.of("above", "below", "rise", "fall");

  public RuleSpec {
    targets = targets == null ? null : List.copyOf(targets);
    windows = windows == null ? null : List.copyOf(windows);
  }

  /** A rule that compares a metric of the traffic. */
  public static RuleSpec of(Metric metric, String comparison, double threshold, int windowMinutes) {
    return new RuleSpec(
        metric.text(),
        null,
        null,
        comparison,
        threshold,
        windowMinutes,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A rule about things. */
  public static RuleSpec of(Metric metric) {
    return new RuleSpec(
        metric.text(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A rule about the error budget of an objective, with the usual windows. */
  public static RuleSpec burn(String slo) {
    return new RuleSpec(
        Metric.BURN_RATE.text(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        slo,
        null);
  }

  /**
   * @throws InvalidSpecException when a field is missing or wrong
   */
  public void check() {
    Metric what = kind();
    if (comparison != null && !COMPARISONS.contains(comparison)) {
      throw new InvalidSpecException(
          "comparison",
          "The field comparison is \""
              + comparison
              + "\", but must be one of above, below, rise, fall.");
    }
    if (what == Metric.BURN_RATE) {
      checkBurn();
    } else if (what.isTraffic()) {
      if (comparison == null) {
        throw new InvalidSpecException("comparison", "The field comparison is missing.");
      }
      if (threshold == null) {
        throw new InvalidSpecException("threshold", "The field threshold is missing.");
      }
    }
    if (threshold != null && (threshold.isNaN() || threshold.isInfinite() || threshold < 0)) {
      throw new InvalidSpecException(
          "threshold", "The field threshold is " + threshold + ", but must be a number from 0.");
    }
    between("windowMinutes", windowMinutes, 1, 1_440);
    between("forMinutes", forMinutes, 0, 1_440);
    between("recoverMinutes", recoverMinutes, 0, 1_440);
    between("minRequests", minRequests, 0, 1_000_000);
    between("days", days, 1, 365);
    if (noData != null && !List.of("keep", "ok", "alert").contains(noData)) {
      throw new InvalidSpecException(
          "noData", "The field noData is \"" + noData + "\", but must be one of keep, ok, alert.");
    }
    if (targets != null && targets.size() > 200) {
      throw new InvalidSpecException(
          "targets", "The field targets has " + targets.size() + " entries; at most 200.");
    }
    checkFilter(filterText());
  }

  private void checkBurn() {
    if (slo == null) {
      throw new InvalidSpecException("slo", "The field slo is missing: the id of an objective.");
    }
    if (environment != null || !filterText().isEmpty()) {
      throw new InvalidSpecException(
          "filter", "The fields environment and filter are those of the objective.");
    }
    if (burnWindows().isEmpty() || burnWindows().size() > 4) {
      throw new InvalidSpecException(
          "windows", "The field windows has " + burnWindows().size() + " entries; 1 to 4 needed.");
    }
    for (BurnWindow window : burnWindows()) {
      between("windows.longMinutes", window.longMinutes(), 5, 4_320);
      between("windows.shortMinutes", window.shortMinutes(), 1, window.longMinutes());
      if (!(window.factor() > 0 && window.factor() <= 1_000)) {
        throw new InvalidSpecException(
            "windows.factor",
            "The field windows.factor is " + window.factor() + ", but must be up to 1000.");
      }
    }
  }

  /** Checks a filter that has to apply to totals. */
  static void checkFilter(String text) {
    FilterParser.Parsed parsed = FilterParser.parse(text);
    for (FilterParser.Problem problem : parsed.problems()) {
      throw new InvalidSpecException(
          "filter", "The field filter: \"" + problem.token() + "\" " + problem.reason() + ".");
    }
    parsed.filter().forRollups().leftOut().stream()
        .findFirst()
        .ifPresent(
            term -> {
              throw new InvalidSpecException(
                  "filter",
                  "The field filter: "
                      + term.field().text()
                      + " applies to single requests only, not to totals.");
            });
  }

  private static void between(String field, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new InvalidSpecException(
          field,
          "The field " + field + " is " + value + ", but must be from " + min + " to " + max + ".");
    }
  }

  /**
   * @throws InvalidSpecException when there is no such metric
   */
  public Metric kind() {
    return Metric.of(metric)
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "metric",
                    "The field metric is \""
                        + metric
                        + "\", which is none. Known are "
                        + Stream.of(Metric.values())
                            .map(Metric::text)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  String filterText() {
    return filter == null ? "" : filter;
  }

  /** The pairs of windows of a rule about an error budget. */
  List<BurnWindow> burnWindows() {
    return windows == null ? BurnWindow.USUAL : windows;
  }

  int window() {
    if (kind() == Metric.BURN_RATE) {
      return burnWindows().stream().mapToInt(BurnWindow::longMinutes).max().orElse(60);
    }
    if (windowMinutes != null) {
      return windowMinutes;
    }
    return switch (kind()) {
      case NEW_EXCEPTION, REGRESSION, CONSUMER_SPIKE, KEY_NEW_NETWORK -> 60;
      case KEY_GUESSING -> 15;
      case CONSUMER_SILENT -> 1_440;
      default -> 5;
    };
  }

  int holds() {
    return forMinutes == null ? 0 : forMinutes;
  }

  int recovers() {
    return recoverMinutes == null ? (kind().isTraffic() ? 2 : 0) : recoverMinutes;
  }

  String whenNoData() {
    return noData == null ? "keep" : noData;
  }

  double limit() {
    if (threshold != null) {
      return threshold;
    }
    return switch (kind()) {
      case CONSUMER_SPIKE -> 3;
      case KEY_REFUSALS -> 10;
      default -> 0;
    };
  }

  boolean comparesWithLastWeek() {
    return "rise".equals(comparison) || "fall".equals(comparison);
  }

  /** It fires because there is little or nothing. */
  boolean minds() {
    return "below".equals(comparison)
        || "fall".equals(comparison)
        || "alert".equals(noData)
        || kind() == Metric.CONSUMER_SILENT;
  }

  boolean breaks(double value) {
    String how = comparison == null ? "above" : comparison;
    return switch (how) {
      case "below" -> value < limit();
      case "rise" -> value > limit();
      case "fall" -> value < -limit();
      default -> value > limit();
    };
  }

  /** The condition in words, for messages. */
  public String words() {
    Metric what = kind();
    if (what.hasSubjects()) {
      return what.label();
    }
    if (what == Metric.BURN_RATE) {
      return "The error budget burns "
          + burnWindows().stream().map(BurnWindow::words).collect(Collectors.joining(", or "));
    }
    String how = comparison == null ? "above" : comparison;
    String limit = number(limit()) + (comparesWithLastWeek() ? "%" : unit());
    String against = comparesWithLastWeek() ? " against the same time last week" : "";
    String verb =
        comparesWithLastWeek()
            ? (how.equals("rise") ? " up by more than " : " down by more than ")
            : " " + how + " ";
    return what.label() + verb + limit + against + " over " + BurnWindow.span(window());
  }

  private String unit() {
    return kind().unit().isEmpty() || kind().unit().equals("%")
        ? kind().unit()
        : " " + kind().unit();
  }

  /** A value as messages show it. */
  public String shown(@Nullable Double value) {
    if (value == null) {
      return "no data";
    }
    return number(value) + (comparesWithLastWeek() ? "%" : unit());
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e12) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}

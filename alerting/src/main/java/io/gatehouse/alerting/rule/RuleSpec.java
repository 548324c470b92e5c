// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.storage.FilterParser;
import java.util.List;
import java.util.Locale;
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
    @Nullable Integer days) {

  private static final List<String> COMPARISONS = List.of("above", "below", "rise", "fall");

  public RuleSpec {
    targets = targets == null ? null : List.copyOf(targets);
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
        null);
  }

  /** A rule about things. */
  public static RuleSpec of(Metric metric) {
    return new RuleSpec(
        metric.text(), null, null, null, null, null, null, null, null, null, null, null);
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
    if (what.isTraffic()) {
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
    checkFilter();
  }

  private void checkFilter() {
    FilterParser.Parsed parsed = FilterParser.parse(filterText());
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
                        + java.util.stream.Stream.of(Metric.values())
                            .map(Metric::text)
                            .collect(java.util.stream.Collectors.joining(", "))
                        + "."));
  }

  String filterText() {
    return filter == null ? "" : filter;
  }

  int window() {
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
    String how = comparison == null ? "above" : comparison;
    String limit = number(limit()) + (comparesWithLastWeek() ? "%" : unit());
    String against = comparesWithLastWeek() ? " against the same time last week" : "";
    String verb =
        comparesWithLastWeek()
            ? (how.equals("rise") ? " up by more than " : " down by more than ")
            : " " + how + " ";
    return what.label() + verb + limit + against + " over " + window() + " min";
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

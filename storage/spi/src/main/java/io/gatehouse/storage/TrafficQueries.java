// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to the rollups. */
public interface TrafficQueries {

  Totals totals(Scope scope);

  /** One bar per bucket that has data, ascending; bars without data are left out. */
  List<Bar> series(Scope scope, Buckets buckets);

  /** Durations per bar; bars without data are left out. */
  List<LatencyBar> latency(Scope scope, Buckets buckets);

  /** Durations of the whole range. */
  Histogram durations(Scope scope);

  /** Body sizes of the whole range; consumer and status filters do not apply to sizes. */
  Sizes sizes(Scope scope);

  /** The values of a dimension with their figures, most requests first. */
  List<BreakdownRow> breakdown(Scope scope, Dimension dimension, int limit);

  /**
   * For the sparkline of each value of a dimension: requests per bar.
   *
   * @param values keys as in {@link BreakdownRow#key()}
   */
  List<TrendPoint> trends(Scope scope, Buckets buckets, Dimension dimension, List<String> values);

  /**
   * How much of the scope's requests was estimated from a sample. Terms about status and consumer
   * do not apply.
   */
  Estimate estimate(Scope scope);

  /** Minute of the first and last data of the app, whatever the range; null when there is none. */
  @Nullable TimeRange extent(int app);

  /** What rollups can be grouped by. */
  enum Dimension {
    /** Key is {@code METHOD route}. */
    ENDPOINT,
    /** First path segment of the route. */
    PREFIX,
    METHOD,
    STATUS,
    /** Key is the identifier; empty for anonymous. */
    CONSUMER,
    /** Key is the group's name; empty for none. */
    GROUP,
    ENVIRONMENT
  }

  /**
   * Figures of a range; the five classes of status add up to {@code requests}.
   *
   * @param successful 2xx, and requests whose status is unknown
   * @param serverErrors 500 and more
   * @param consumers distinct, without anonymous
   * @param newConsumers of them, seen in the app for the first time in this range
   */
  record Totals(
      long requests,
      long informational,
      long successful,
      long redirects,
      long clientErrors,
      long serverErrors,
      long requestBytes,
      long responseBytes,
      long durationMicros,
      long consumers,
      long newConsumers) {}

  /**
   * Figures of one bar; the four classes of status add up to its requests.
   *
   * @param successful everything below 300, and requests whose status is unknown
   * @param startEpochMinute start of the bar
   */
  record Bar(
      long startEpochMinute,
      long successful,
      long redirects,
      long clientErrors,
      long serverErrors,
      long requestBytes,
      long responseBytes,
      long consumers,
      long newConsumers) {

    public long requests() {
      return successful + redirects + clientErrors + serverErrors;
    }
  }

  /**
   * @param seen requests that were recorded and stood for others, too
   * @param requests what they were counted as
   */
  record Estimate(long seen, long requests) {

    /**
     * The relative standard error of the estimated part: {@code sqrt((N − 1) / (k × N))} for k
     * requests that each stood for N.
     */
    public double relativeError() {
      return requests <= seen ? 0 : Math.sqrt(((double) requests / seen - 1) / requests);
    }
  }

  record LatencyBar(long startEpochMinute, Histogram durations) {}

  record Sizes(Histogram requestBytes, Histogram responseBytes) {}

  /**
   * @param p50Micros NaN when unknown
   */
  record BreakdownRow(
      String key,
      long requests,
      long clientErrors,
      long serverErrors,
      double p50Micros,
      double p95Micros,
      double p99Micros,
      long requestBytes,
      long responseBytes,
      long consumers) {}

  record TrendPoint(String key, long startEpochMinute, long requests, long errors) {}
}

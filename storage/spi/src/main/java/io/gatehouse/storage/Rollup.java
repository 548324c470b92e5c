// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Requests of one minute that share method, route, status, consumer and API key.
 *
 * @param epochMinute minutes since 1970-01-01T00:00Z
 * @param method upper-case, or {@code _OTHER}
 * @param route template; {@link #UNMATCHED} when no route matched
 * @param status HTTP status, 0 = unknown
 * @param consumer identifier; null = anonymous
 * @param requests how many; equals the histogram's total when every duration is known
 * @param durations microseconds
 * @param durationMicros exact or estimated sum of durations
 * @param requestBytes sum of known request body sizes
 * @param requestSizes bytes; only requests whose size is known
 * @param failed of the requests: broken off by an error after the status was sent; they count as
 *     server errors
 * @param aborted of the requests: the client went away; they count as no errors
 * @param key the API key they were called with; null = none was asked for
 */
public record Rollup(
    long epochMinute,
    String method,
    String route,
    int status,
    @Nullable String consumer,
    long requests,
    Histogram durations,
    long durationMicros,
    long requestBytes,
    Histogram requestSizes,
    long responseBytes,
    Histogram responseSizes,
    long failed,
    long aborted,
    @Nullable KeyUse key) {

  /** Route of requests that no route of the app matched. */
  public static final String UNMATCHED = "(unmatched)";

  /** Route, consumer or error type that stands for everything over a limit. */
  public static final String OTHER = "(other)";

  public Rollup {
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(durations, "durations");
    requireNonNull(requestSizes, "requestSizes");
    requireNonNull(responseSizes, "responseSizes");
  }

  /** Requests without an API key. */
  public Rollup(
      long epochMinute,
      String method,
      String route,
      int status,
      @Nullable String consumer,
      long requests,
      Histogram durations,
      long durationMicros,
      long requestBytes,
      Histogram requestSizes,
      long responseBytes,
      Histogram responseSizes,
      long failed,
      long aborted) {
    this(
        epochMinute,
        method,
        route,
        status,
        consumer,
        requests,
        durations,
        durationMicros,
        requestBytes,
        requestSizes,
        responseBytes,
        responseSizes,
        failed,
        aborted,
        null);
  }

  /** Requests without an API key that all ended with their response. */
  public Rollup(
      long epochMinute,
      String method,
      String route,
      int status,
      @Nullable String consumer,
      long requests,
      Histogram durations,
      long durationMicros,
      long requestBytes,
      Histogram requestSizes,
      long responseBytes,
      Histogram responseSizes) {
    this(
        epochMinute,
        method,
        route,
        status,
        consumer,
        requests,
        durations,
        durationMicros,
        requestBytes,
        requestSizes,
        responseBytes,
        responseSizes,
        0,
        0);
  }

  /** The same requests in another minute. */
  public Rollup at(long minute) {
    return new Rollup(
        minute,
        method,
        route,
        status,
        consumer,
        requests,
        durations,
        durationMicros,
        requestBytes,
        requestSizes,
        responseBytes,
        responseSizes,
        failed,
        aborted,
        key);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about endpoints. */
public interface EndpointQueries {

  /**
   * All endpoints of the app that match the filter, called in the range or not (a never-called
   * endpoint has zero requests), unsorted, at most 2,001.
   *
   * @param apdexMicros threshold T that divides satisfied (≤ T), tolerating (≤ 4T) and frustrated
   */
  List<EndpointRow> list(Scope scope, long apdexMicros);

  /** One endpoint by its number, whatever the range; empty for an unknown or foreign one. */
  Optional<EndpointRow> find(Scope scope, int id, long apdexMicros);

  /**
   * Figures of one endpoint in the range.
   *
   * @param id number within the store, stable
   * @param declared true when a client listed it at startup
   * @param p50Micros NaN when there was no request (likewise the others)
   * @param maxMicros upper bound of the slowest bucket, NaN when none
   * @param consumers distinct, without anonymous
   * @param firstSeenEpochMinute of any request or declaration, whatever the range
   * @param lastSeenEpochMinute of any request, whatever the range; null = never called
   */
  record EndpointRow(
      int id,
      String method,
      String route,
      boolean declared,
      long requests,
      long clientErrors,
      long serverErrors,
      double p50Micros,
      double p75Micros,
      double p95Micros,
      double p99Micros,
      double maxMicros,
      long satisfied,
      long tolerating,
      long frustrated,
      long durationMicros,
      long requestBytes,
      long responseBytes,
      long consumers,
      long firstSeenEpochMinute,
      @Nullable Long lastSeenEpochMinute) {}
}

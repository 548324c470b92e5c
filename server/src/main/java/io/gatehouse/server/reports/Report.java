// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.catalog.App;
import io.gatehouse.server.overview.OverviewReader.Overview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a period was like.
 *
 * @param environment empty = all
 * @param outages times in which a monitor was down, and how long in all
 */
public record Report(
    App app,
    ReportPeriod period,
    String environment,
    Overview overview,
    List<Endpoint> endpoints,
    List<Failure> failures,
    int outages,
    long outageMillis,
    int alerts) {

  public Report {
    endpoints = List.copyOf(endpoints);
    failures = List.copyOf(failures);
  }

  /**
   * An endpoint that was called often.
   *
   * @param before requests in the period before; null = it was not called
   */
  public record Endpoint(
      String name, long requests, @Nullable Long before, long serverErrors, double p95Micros) {}

  /** An exception that was met often. */
  public record Failure(int id, String title, String endpoint, long count, boolean isNew) {}
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Monitors.Outage;
import io.gatehouse.server.overview.OverviewReader;
import io.gatehouse.server.overview.OverviewReader.Overview;
import io.gatehouse.server.reports.Report.Endpoint;
import io.gatehouse.server.reports.Report.Failure;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a report tells. */
public final class ReportReader {

  private static final int MOST_ENDPOINTS = 8;
  private static final int MOST_FAILURES = 5;
  private static final int MOST_ROWS = 1_000;

  private final Catalog catalog;
  private final Storage storage;
  private final OverviewReader overviews;

  public ReportReader(Catalog catalog, Storage storage) {
    this.catalog = catalog;
    this.storage = storage;
    this.overviews = new OverviewReader(catalog, storage);
  }

  /**
   * Reads.
   *
   * @param environment slug; empty = all
   */
  public Report read(App app, ReportPeriod period, String environment, long nowMillis) {
    Set<String> environments = environment.isEmpty() ? Set.of() : Set.of(environment);
    Scope now = new Scope(app.number(), environments, period.range(), Filter.ALL);
    Scope before = now.in(period.before().range());
    Overview overview = overviews.read(app, now, before, period.zone());
    long from = period.range().fromEpochMinute() * 60_000;
    long to = period.range().toEpochMinute() * 60_000;
    List<Outage> outages = catalog.monitors().outages(app.number(), "", from, to, MOST_ROWS);
    long outageMillis = 0;
    for (Outage outage : outages) {
      long end = outage.endedAt() == 0 ? nowMillis : outage.endedAt();
      outageMillis += Math.max(0, Math.min(to, end) - Math.max(from, outage.startedAt()));
    }
    return new Report(
        app,
        period,
        environment,
        overview,
        endpoints(now, before),
        failures(now),
        outages.size(),
        outageMillis,
        catalog.alerts().touching(app.number(), from, to, MOST_ROWS).size());
  }

  private List<Endpoint> endpoints(Scope now, Scope before) {
    Map<String, Long> was = new HashMap<>();
    for (BreakdownRow row : storage.traffic().breakdown(before, Dimension.ENDPOINT, MOST_ROWS)) {
      was.put(row.key(), row.requests());
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (BreakdownRow row : storage.traffic().breakdown(now, Dimension.ENDPOINT, MOST_ROWS)) {
      if (endpoints.size() < MOST_ENDPOINTS && !row.key().equals(Rollup.OTHER)) {
        endpoints.add(
            new Endpoint(
                row.key(),
                row.requests(),
                was.get(row.key()),
                row.serverErrors(),
                row.p95Micros()));
      }
    }
    return endpoints;
  }

  private List<Failure> failures(Scope now) {
    List<Failure> failures = new ArrayList<>();
    for (ErrorGroupRow group : storage.errors().groups(now, ErrorKind.SERVER, MOST_FAILURES)) {
      failures.add(
          new Failure(
              group.id(),
              group.type(),
              group.method() + " " + group.route(),
              group.count(),
              group.firstSeenEpochMinute() >= now.range().fromEpochMinute()));
    }
    return failures;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.EndpointQueries;
import io.gatehouse.storage.ErrorQueries;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceQueries;
import io.gatehouse.storage.Maintenance;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.SqlQueries;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TelemetryWriter;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import io.gatehouse.storage.UsageQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store whose counts of requests follow from a function of filter and minute. */
public final class FakeStorage implements Storage, TrafficQueries {

  private final Counts counts;
  private final Map<Filter, String> texts = new HashMap<>();
  private int queries;

  /** What happened in a minute. */
  @FunctionalInterface
  public interface Counts {
    /** Null = nothing. */
    @Nullable Minute of(String filter, long epochMinute);
  }

  /** Requests, and how many of them failed. */
  public record Minute(long requests, long serverErrors) {}

  public FakeStorage(Counts counts) {
    this.counts = counts;
  }

  /** How often it was asked. */
  public int queries() {
    return queries;
  }

  @Override
  public List<Bar> series(Scope scope, Buckets buckets) {
    queries++;
    List<Bar> bars = new ArrayList<>();
    String filter = texts.computeIfAbsent(scope.filter(), Filter::toText);
    for (long bar : buckets.starts(scope.range())) {
      long requests = 0;
      long errors = 0;
      for (long minute = bar; minute < bar + buckets.minutes(); minute++) {
        Minute at = scope.range().contains(minute) ? counts.of(filter, minute) : null;
        requests += at == null ? 0 : at.requests();
        errors += at == null ? 0 : at.serverErrors();
      }
      if (requests > 0) {
        bars.add(new Bar(bar, requests - errors, 0, 0, errors, 0, 0, 0, 0));
      }
    }
    return bars;
  }

  @Override
  public TrafficQueries traffic() {
    return this;
  }

  /** Rules and monitors ask for traffic; a question about anything else fails the test. */
  private static AssertionError unused() {
    return new AssertionError("only traffic was expected to be asked for");
  }

  @Override
  public Totals totals(Scope scope) {
    throw unused();
  }

  @Override
  public List<LatencyBar> latency(Scope scope, Buckets buckets) {
    throw unused();
  }

  @Override
  public Histogram durations(Scope scope) {
    throw unused();
  }

  @Override
  public Sizes sizes(Scope scope) {
    throw unused();
  }

  @Override
  public List<BreakdownRow> breakdown(Scope scope, Dimension dimension, int limit) {
    throw unused();
  }

  @Override
  public List<TrendPoint> trends(
      Scope scope, Buckets buckets, Dimension dimension, List<String> values) {
    throw unused();
  }

  @Override
  public Estimate estimate(Scope scope) {
    throw unused();
  }

  @Override
  public @Nullable TimeRange extent(int app) {
    throw unused();
  }

  @Override
  public void open() {
    throw unused();
  }

  @Override
  public void moveAside() {
    throw unused();
  }

  @Override
  public TelemetryWriter writer() {
    throw unused();
  }

  @Override
  public EndpointQueries endpoints() {
    throw unused();
  }

  @Override
  public ConsumerQueries consumers() {
    throw unused();
  }

  @Override
  public ErrorQueries errors() {
    throw unused();
  }

  @Override
  public RequestLogQueries requestLogs() {
    throw unused();
  }

  @Override
  public InstanceQueries instances() {
    throw unused();
  }

  @Override
  public UsageQueries usage() {
    throw unused();
  }

  @Override
  public SqlQueries sql() {
    throw unused();
  }

  @Override
  public Maintenance maintenance() {
    throw unused();
  }

  @Override
  public Health check() {
    return new Health(true, "");
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.LatencyBar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response times over time and as distribution. */
final class Latency {

  /** Rows of the heatmap per doubling of the time. */
  private static final int ROWS_PER_DOUBLING = 2;

  private static final int BUCKETS_PER_ROW = Histogram.BUCKETS_PER_DOUBLING / ROWS_PER_DOUBLING;

  /** Bars of the histogram per doubling. */
  private static final int BUCKETS_PER_BAR = 8;

  private final Backend backend;

  Latency(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(Route.get("/apps/{app}/latency", Policy.VIEWER, this::latency));
  }

  record Bar(
      String at,
      long requests,
      @Nullable Double p50Ms,
      @Nullable Double p75Ms,
      @Nullable Double p95Ms,
      @Nullable Double p99Ms,
      @Nullable Double apdex) {}

  record Band(double lowMs, double highMs, long count) {}

  record Row(double lowMs, double highMs) {}

  record Column(String at, List<Long> counts) {}

  record Heatmap(List<Row> rows, List<Column> columns) {}

  record LatencyView(
      String from,
      String to,
      int stepSeconds,
      int apdexMs,
      List<Bar> bars,
      @Nullable List<Bar> previous,
      @Nullable String previousFrom,
      List<Band> histogram,
      Heatmap heatmap) {}

  private Response latency(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    List<LatencyBar> current = query(view, view.scope());
    Scope previous = view.previous();
    Histogram all = Histogram.EMPTY;
    for (LatencyBar bar : current) {
      all = all.plus(bar.durations());
    }
    return Response.ok(
        new LatencyView(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            view.buckets().minutes() * 60,
            app.apdexMs(),
            bars(current, app.apdexMs()),
            previous == null ? null : bars(query(view, previous), app.apdexMs()),
            previous == null ? null : Times.ofMinute(previous.range().fromEpochMinute()),
            histogram(all),
            heatmap(current, all)));
  }

  private List<LatencyBar> query(View view, Scope scope) {
    return backend.storage().traffic().latency(scope, view.buckets()).stream()
        .filter(bar -> bar.durations().size() > 0)
        .toList();
  }

  private static List<Bar> bars(List<LatencyBar> bars, int apdexMs) {
    return bars.stream()
        .map(
            bar ->
                new Bar(
                    Times.ofMinute(bar.startEpochMinute()),
                    bar.durations().total(),
                    Times.millis(bar.durations().percentile(0.5)),
                    Times.millis(bar.durations().percentile(0.75)),
                    Times.millis(bar.durations().percentile(0.95)),
                    Times.millis(bar.durations().percentile(0.99)),
                    Figures.Apdex.of(bar.durations(), apdexMs).score()))
        .toList();
  }

  /** Joins buckets into bars that are wide enough to see; empty bars in between are kept. */
  private static List<Band> histogram(Histogram all) {
    List<Band> bands = new ArrayList<>();
    if (all.size() == 0) {
      return bands;
    }
    int first = lowest(all, BUCKETS_PER_BAR);
    long[] counts = counts(all, first, highest(all, BUCKETS_PER_BAR), BUCKETS_PER_BAR);
    for (int i = 0; i < counts.length; i++) {
      int bucket = (first + i) * BUCKETS_PER_BAR;
      bands.add(
          new Band(
              micros(Histogram.lowerBound(bucket)),
              micros(Histogram.lowerBound(bucket + BUCKETS_PER_BAR)),
              counts[i]));
    }
    return bands;
  }

  private static Heatmap heatmap(List<LatencyBar> bars, Histogram all) {
    if (all.size() == 0) {
      return new Heatmap(List.of(), List.of());
    }
    int first = lowest(all, BUCKETS_PER_ROW);
    int last = highest(all, BUCKETS_PER_ROW);
    List<Row> rows = new ArrayList<>();
    for (int row = first; row <= last; row++) {
      rows.add(
          new Row(
              micros(Histogram.lowerBound(row * BUCKETS_PER_ROW)),
              micros(Histogram.lowerBound((row + 1) * BUCKETS_PER_ROW))));
    }
    List<Column> columns = new ArrayList<>();
    for (LatencyBar bar : bars) {
      List<Long> counts = new ArrayList<>();
      for (long count : counts(bar.durations(), first, last, BUCKETS_PER_ROW)) {
        counts.add(count);
      }
      columns.add(new Column(Times.ofMinute(bar.startEpochMinute()), counts));
    }
    return new Heatmap(rows, columns);
  }

  private static int lowest(Histogram histogram, int width) {
    return Math.floorDiv(Math.max(0, histogram.bucket(0)), width);
  }

  private static int highest(Histogram histogram, int width) {
    return Math.floorDiv(Math.max(0, histogram.bucket(histogram.size() - 1)), width);
  }

  /** Counts per group of buckets; what is below a microsecond falls into the first. */
  private static long[] counts(Histogram histogram, int first, int last, int width) {
    long[] counts = new long[last - first + 1];
    for (int i = 0; i < histogram.size(); i++) {
      int group = Math.floorDiv(Math.max(0, histogram.bucket(i)), width);
      counts[Math.max(0, group - first)] += histogram.count(i);
    }
    return counts;
  }

  private static double micros(double micros) {
    return Math.round(micros) / 1_000.0;
  }
}

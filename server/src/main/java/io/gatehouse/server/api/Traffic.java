// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Consumers.NamedConsumer;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.InstanceQueries.ResourceBar;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Figures, series and breakdowns of an app's requests. */
final class Traffic {

  private static final List<String> DIMENSIONS =
      List.of("endpoint", "prefix", "method", "status", "consumer", "group", "environment");
  private static final int MAX_COMPLETIONS = 20;

  private final Backend backend;

  Traffic(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/summary", Policy.VIEWER, this::summary),
        Route.get("/apps/{app}/series", Policy.VIEWER, this::series),
        Route.get("/shares/{share}/summary", Policy.PUBLIC, this::summary),
        Route.get("/shares/{share}/series", Policy.PUBLIC, this::series),
        Route.get("/shares/{share}/breakdown", Policy.PUBLIC, this::breakdown),
        Route.get("/apps/{app}/breakdown", Policy.VIEWER, this::breakdown),
        Route.get("/apps/{app}/resources", Policy.VIEWER, this::resources),
        Route.get("/apps/{app}/values", Policy.VIEWER, this::values));
  }

  record Summary(
      String from,
      String to,
      int apdexMs,
      Figures current,
      @Nullable Figures previous,
      @Nullable String firstDataAt,
      @Nullable String lastDataAt,
      List<FilterProblem> filterProblems,
      @Nullable Double estimateError) {}

  record FilterProblem(String token, int position, String reason) {}

  record Bar(
      String at,
      long successful,
      long redirects,
      long clientErrors,
      long serverErrors,
      long requestBytes,
      long responseBytes,
      long consumers,
      long newConsumers) {

    static Bar of(TrafficQueries.Bar bar) {
      return new Bar(
          Times.ofMinute(bar.startEpochMinute()),
          bar.successful(),
          bar.redirects(),
          bar.clientErrors(),
          bar.serverErrors(),
          bar.requestBytes(),
          bar.responseBytes(),
          bar.consumers(),
          bar.newConsumers());
    }
  }

  record Series(
      String from,
      String to,
      int stepSeconds,
      List<Bar> bars,
      @Nullable List<Bar> previous,
      @Nullable String previousFrom) {}

  record BreakdownItem(
      String key,
      String label,
      long requests,
      @Nullable Long previousRequests,
      long clientErrors,
      long serverErrors,
      @Nullable Double p50Ms,
      @Nullable Double p95Ms,
      @Nullable Double p99Ms,
      long requestBytes,
      long responseBytes,
      long consumers) {}

  record ResourceBarView(
      String at,
      @Nullable Double cpuMean,
      @Nullable Double cpuMax,
      @Nullable Double memoryMean,
      @Nullable Double memoryMax) {}

  record InstanceResources(String id, List<ResourceBarView> bars) {}

  record ResourceSeries(
      String from, String to, int stepSeconds, List<InstanceResources> instances) {}

  record Value(String value, String label, long count) {}

  private Response summary(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    TimeRange extent = backend.storage().traffic().extent(app.number());
    Scope previous = view.previous();
    return Response.ok(
        new Summary(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            app.apdexMs(),
            figures(view.scope(), app.apdexMs()),
            previous == null ? null : figures(previous, app.apdexMs()),
            extent == null ? null : Times.ofMinute(extent.fromEpochMinute()),
            extent == null ? null : Times.ofMinute(extent.toEpochMinute() - 1),
            problems(view),
            estimateError(view.scope())));
  }

  /** The relative standard error of the number of requests; null when none was estimated. */
  private @Nullable Double estimateError(Scope scope) {
    TrafficQueries.Estimate estimate = backend.storage().traffic().estimate(scope);
    return estimate.requests() > estimate.seen() ? (Double) estimate.relativeError() : null;
  }

  /** Tokens of the filter that cannot be read. */
  static List<FilterProblem> unreadable(View view) {
    List<FilterProblem> problems = new ArrayList<>();
    for (FilterParser.Problem problem : view.problems()) {
      problems.add(new FilterProblem(problem.token(), problem.position(), problem.reason()));
    }
    return problems;
  }

  /** What does not count in the filter: wrong tokens, and tokens that only single requests have. */
  private static List<FilterProblem> problems(View view) {
    List<FilterProblem> problems = unreadable(view);
    view.scope().filter().forRollups().leftOut().stream()
        .map(term -> term.field().text())
        .distinct()
        .forEach(
            field ->
                problems.add(
                    new FilterProblem(
                        field, 0, field + " applies to single requests only, not to totals")));
    return problems;
  }

  Figures figures(Scope scope, int apdexMs) {
    TrafficQueries traffic = backend.storage().traffic();
    return Figures.of(traffic.totals(scope), traffic.durations(scope), apdexMs);
  }

  private Response series(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    Scope previous = view.previous();
    return Response.ok(
        new Series(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            view.buckets().minutes() * 60,
            bars(view, view.scope()),
            previous == null ? null : bars(view, previous),
            previous == null ? null : Times.ofMinute(previous.range().fromEpochMinute())));
  }

  private List<Bar> bars(View view, Scope scope) {
    return backend.storage().traffic().series(scope, view.buckets()).stream().map(Bar::of).toList();
  }

  private Response breakdown(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    Dimension dimension = dimension(request);
    int limit = ItemList.limit(request);
    List<BreakdownRow> rows = backend.storage().traffic().breakdown(view.scope(), dimension, limit);
    Map<String, Long> before = new LinkedHashMap<>();
    Scope previous = view.previous();
    if (previous != null) {
      backend
          .storage()
          .traffic()
          .breakdown(previous, dimension, ItemList.MAX_LIMIT)
          .forEach(row -> before.put(row.key(), row.requests()));
    }
    return Response.ok(
        ItemList.all(
            rows.stream()
                .map(row -> item(app, dimension, row, previous == null ? null : before))
                .toList()));
  }

  private static Dimension dimension(Request request) {
    String by = request.choice("by", DIMENSIONS);
    return Dimension.valueOf(by.toUpperCase(Locale.ROOT));
  }

  private BreakdownItem item(
      App app, Dimension dimension, BreakdownRow row, @Nullable Map<String, Long> before) {
    return new BreakdownItem(
        row.key(),
        label(app, dimension, row.key()),
        row.requests(),
        before == null ? null : before.getOrDefault(row.key(), 0L),
        row.clientErrors(),
        row.serverErrors(),
        Times.millis(row.p50Micros()),
        Times.millis(row.p95Micros()),
        Times.millis(row.p99Micros()),
        row.requestBytes(),
        row.responseBytes(),
        row.consumers());
  }

  private String label(App app, Dimension dimension, String key) {
    return switch (dimension) {
      case CONSUMER ->
          key.isEmpty()
              ? "Anonymous"
              : backend
                  .catalog()
                  .consumers()
                  .find(app.number(), key)
                  .map(NamedConsumer::name)
                  .orElse(key);
      case GROUP -> key.isEmpty() ? "No group" : key;
      case STATUS -> key.equals("0") ? "Unknown" : key;
      case ENDPOINT, PREFIX, METHOD, ENVIRONMENT -> key;
    };
  }

  private Response resources(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    Map<UUID, List<ResourceBarView>> byInstance = new LinkedHashMap<>();
    for (ResourceBar bar : backend.storage().instances().resources(view.scope(), view.buckets())) {
      byInstance
          .computeIfAbsent(bar.instance(), id -> new ArrayList<>())
          .add(
              new ResourceBarView(
                  Times.ofMinute(bar.startEpochMinute()),
                  orNull(bar.cpuMean()),
                  orNull(bar.cpuMax()),
                  orNull(bar.memoryMean()),
                  orNull(bar.memoryMax())));
    }
    return Response.ok(
        new ResourceSeries(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            view.buckets().minutes() * 60,
            byInstance.entrySet().stream()
                .map(entry -> new InstanceResources(entry.getKey().toString(), entry.getValue()))
                .toList()));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private Response values(Request request) {
    App app = backend.app(request);
    Scope scope = backend.view(request, app).scope();
    String field =
        request.choice(
            "field", List.of("status", "method", "path", "endpoint", "consumer", "consumer.group"));
    String prefix = request.parameter("prefix").orElse("").toLowerCase(Locale.ROOT);
    Dimension dimension =
        switch (field) {
          case "status" -> Dimension.STATUS;
          case "method" -> Dimension.METHOD;
          case "consumer" -> Dimension.CONSUMER;
          case "consumer.group" -> Dimension.GROUP;
          default -> Dimension.ENDPOINT;
        };
    Map<String, Value> values = new LinkedHashMap<>();
    for (BreakdownRow row :
        backend.storage().traffic().breakdown(scope, dimension, ItemList.MAX_LIMIT)) {
      String key =
          field.equals("path") ? row.key().substring(row.key().indexOf(' ') + 1) : row.key();
      String label = field.equals("path") ? key : label(app, dimension, key);
      boolean wanted =
          !key.isEmpty()
              && !key.equals(Rollup.OTHER)
              && (key.toLowerCase(Locale.ROOT).contains(prefix)
                  || label.toLowerCase(Locale.ROOT).contains(prefix));
      if (wanted) {
        values.merge(
            key,
            new Value(key, label, row.requests()),
            (old, more) -> new Value(key, label, old.count() + more.count()));
      }
    }
    return Response.ok(ItemList.all(values.values().stream().limit(MAX_COMPLETIONS).toList()));
  }
}

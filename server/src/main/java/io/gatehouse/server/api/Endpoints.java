// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.EndpointQueries.EndpointRow;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoints with their figures, and one endpoint. */
final class Endpoints {

  private static final double FAILING_SHARE = 0.05;

  private final Backend backend;
  private final Trends trends;

  Endpoints(Backend backend) {
    this.backend = backend;
    this.trends = new Trends(backend);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/endpoints", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/endpoints/{id}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/endpoints/{id}", Policy.EDITOR, this::update));
  }

  record EndpointView(
      String id,
      String method,
      String route,
      long requests,
      @Nullable Long previousRequests,
      long clientErrors,
      long serverErrors,
      @Nullable Double p50Ms,
      @Nullable Double p75Ms,
      @Nullable Double p95Ms,
      @Nullable Double p99Ms,
      @Nullable Double maxMs,
      @Nullable Double apdex,
      @Nullable Double timeShare,
      @Nullable Double previousP95Ms,
      long requestBytes,
      long responseBytes,
      long consumers,
      String firstSeen,
      @Nullable String lastSeen,
      List<String> flags,
      List<Long> trend) {

    String name() {
      return method + " " + route;
    }
  }

  record EndpointPage(List<EndpointView> items, @Nullable String nextCursor, int total) {}

  record SizeBand(double low, double high, long count) {}

  record SizeStats(
      long count,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double max,
      List<SizeBand> histogram) {}

  record EndpointDetail(
      @com.fasterxml.jackson.annotation.JsonUnwrapped EndpointView endpoint,
      int apdexMs,
      @Nullable Integer ownApdexMs,
      Figures figures,
      @Nullable Figures previous,
      SizeStats requestSizes,
      SizeStats responseSizes) {}

  record EndpointChange(@Nullable Integer apdexMs) {}

  private Response list(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    String sort =
        request.choice(
            "sort",
            List.of(
                "requests",
                "change",
                "clientErrors",
                "serverErrors",
                "p50",
                "p95",
                "p99",
                "time",
                "responseBytes",
                "consumers",
                "endpoint",
                "firstSeen",
                "lastSeen"));
    boolean descending = request.choice("dir", List.of("desc", "asc")).equals("desc");
    String state =
        request.choice("state", List.of("all", "called", "unused", "new", "failing", "slow"));
    List<EndpointView> endpoints = new ArrayList<>(views(app, view));
    endpoints.removeIf(endpoint -> !matches(endpoint, state));
    Comparator<EndpointView> order = order(sort);
    endpoints.sort(
        (descending ? order.reversed() : order)
            .thenComparing(EndpointView::route)
            .thenComparing(EndpointView::method));
    ItemList<EndpointView> page = ItemList.page(request, endpoints);
    boolean trend = request.choice("trend", List.of("false", "true")).equals("true");
    return Response.ok(
        new EndpointPage(
            trend ? withTrends(view, page.items()) : page.items(),
            page.nextCursor(),
            endpoints.size()));
  }

  private List<EndpointView> views(App app, View view) {
    List<EndpointRow> rows =
        backend.storage().endpoints().list(view.scope(), app.apdexMs() * 1_000L);
    Map<Integer, EndpointRow> before = new HashMap<>();
    Scope previous = view.previous();
    if (previous != null) {
      backend
          .storage()
          .endpoints()
          .list(previous, app.apdexMs() * 1_000L)
          .forEach(row -> before.put(row.id(), row));
    }
    long time = rows.stream().mapToLong(EndpointRow::durationMicros).sum();
    return rows.stream()
        .map(row -> view(app, view, row, previous == null ? null : before.get(row.id()), time))
        .toList();
  }

  private static EndpointView view(
      App app, View view, EndpointRow row, @Nullable EndpointRow before, long allMicros) {
    return new EndpointView(
        Integer.toString(row.id()),
        row.method(),
        row.route(),
        row.requests(),
        view.previous() == null
            ? null
            : before == null ? Long.valueOf(0) : (Long) before.requests(),
        row.clientErrors(),
        row.serverErrors(),
        Times.millis(row.p50Micros()),
        Times.millis(row.p75Micros()),
        Times.millis(row.p95Micros()),
        Times.millis(row.p99Micros()),
        Times.millis(row.maxMicros()),
        apdex(row),
        Figures.share(row.durationMicros(), allMicros),
        before == null ? null : Times.millis(before.p95Micros()),
        row.requestBytes(),
        row.responseBytes(),
        row.consumers(),
        Times.ofMinute(row.firstSeenEpochMinute()),
        Times.ofMinuteOrNull(row.lastSeenEpochMinute()),
        flags(app, view, row, before),
        List.of());
  }

  private static @Nullable Double apdex(EndpointRow row) {
    long known = row.satisfied() + row.tolerating() + row.frustrated();
    return known == 0 ? null : (row.satisfied() + row.tolerating() / 2.0) / known;
  }

  private static List<String> flags(
      App app, View view, EndpointRow row, @Nullable EndpointRow before) {
    List<String> flags = new ArrayList<>();
    if (row.lastSeenEpochMinute() == null) {
      flags.add("never-called");
    } else if (view.scope().range().contains(row.firstSeenEpochMinute())) {
      flags.add("new");
    }
    if (row.serverErrors() > 0
        && before != null
        && before.serverErrors() == 0
        && before.requests() > 0) {
      flags.add("new-5xx");
    }
    if (row.requests() > 0 && row.serverErrors() >= FAILING_SHARE * row.requests()) {
      flags.add("failing");
    }
    if (row.p95Micros() > app.apdexMs() * 4_000.0) {
      flags.add("slow");
    }
    return flags;
  }

  private static boolean matches(EndpointView endpoint, String state) {
    return switch (state) {
      case "called" -> endpoint.requests() > 0;
      case "unused" -> endpoint.requests() == 0;
      case "new", "failing", "slow" -> endpoint.flags().contains(state);
      default -> true;
    };
  }

  private static Comparator<EndpointView> order(String sort) {
    return switch (sort) {
      case "change" ->
          Comparator.comparingDouble(
              endpoint ->
                  endpoint.previousRequests() == null || endpoint.previousRequests() == 0
                      ? endpoint.requests()
                      : (double) endpoint.requests() / endpoint.previousRequests());
      case "clientErrors" -> Comparator.comparingLong(EndpointView::clientErrors);
      case "serverErrors" -> Comparator.comparingLong(EndpointView::serverErrors);
      case "p50" -> Comparator.comparingDouble(endpoint -> number(endpoint.p50Ms()));
      case "p95" -> Comparator.comparingDouble(endpoint -> number(endpoint.p95Ms()));
      case "p99" -> Comparator.comparingDouble(endpoint -> number(endpoint.p99Ms()));
      case "time" -> Comparator.comparingDouble(endpoint -> number(endpoint.timeShare()));
      case "responseBytes" -> Comparator.comparingLong(EndpointView::responseBytes);
      case "consumers" -> Comparator.comparingLong(EndpointView::consumers);
      case "endpoint" -> Comparator.comparing(EndpointView::route);
      case "firstSeen" -> Comparator.comparing(EndpointView::firstSeen);
      case "lastSeen" ->
          Comparator.comparing(endpoint -> endpoint.lastSeen() == null ? "" : endpoint.lastSeen());
      default -> Comparator.comparingLong(EndpointView::requests);
    };
  }

  private static double number(@Nullable Double value) {
    return value == null ? -1 : value;
  }

  private List<EndpointView> withTrends(View view, List<EndpointView> endpoints) {
    Map<String, List<Long>> byName =
        trends.of(
            view.scope(), Dimension.ENDPOINT, endpoints.stream().map(EndpointView::name).toList());
    return endpoints.stream()
        .map(endpoint -> withTrend(endpoint, byName.getOrDefault(endpoint.name(), List.of())))
        .toList();
  }

  private static EndpointView withTrend(EndpointView e, List<Long> trend) {
    return new EndpointView(
        e.id(),
        e.method(),
        e.route(),
        e.requests(),
        e.previousRequests(),
        e.clientErrors(),
        e.serverErrors(),
        e.p50Ms(),
        e.p75Ms(),
        e.p95Ms(),
        e.p99Ms(),
        e.maxMs(),
        e.apdex(),
        e.timeShare(),
        e.previousP95Ms(),
        e.requestBytes(),
        e.responseBytes(),
        e.consumers(),
        e.firstSeen(),
        e.lastSeen(),
        e.flags(),
        trend);
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(detail(request, app));
  }

  private EndpointDetail detail(Request request, App app) {
    View view = backend.view(request, app);
    EndpointRow row = row(request, app, view);
    Integer own =
        backend.catalog().endpointSettings().apdexMs(app, row.method(), row.route()).orElse(null);
    int apdexMs = own == null ? app.apdexMs() : own;
    Filter filter = Filter.of(Filter.Field.ENDPOINT, row.method() + " " + row.route());
    Scope scope = only(view.scope(), filter);
    Scope before = view.previous();
    EndpointRow previousRow =
        before == null
            ? null
            : backend.storage().endpoints().find(before, row.id(), apdexMs * 1_000L).orElse(null);
    long allMicros = backend.storage().traffic().totals(view.scope()).durationMicros();
    Traffic traffic = new Traffic(backend);
    var sizes = backend.storage().traffic().sizes(scope);
    return new EndpointDetail(
        view(app, view, row, previousRow, allMicros),
        apdexMs,
        own,
        traffic.figures(scope, apdexMs),
        before == null ? null : traffic.figures(only(before, filter), apdexMs),
        sizes(sizes.requestBytes()),
        sizes(sizes.responseBytes()));
  }

  private EndpointRow row(Request request, App app, View view) {
    String id = request.pathValue("id");
    try {
      return backend
          .storage()
          .endpoints()
          .find(view.scope(), Integer.parseInt(id), app.apdexMs() * 1_000L)
          .orElseThrow(() -> GatehouseException.notFound("endpoint", id));
    } catch (NumberFormatException e) {
      throw GatehouseException.notFound("endpoint", id);
    }
  }

  private static Scope only(Scope scope, Filter filter) {
    return new Scope(scope.app(), scope.environments(), scope.range(), scope.filter().and(filter));
  }

  private static SizeStats sizes(Histogram histogram) {
    List<SizeBand> bands = new ArrayList<>();
    for (int i = 0; i < histogram.size(); i++) {
      bands.add(
          new SizeBand(
              Histogram.lowerBound(histogram.bucket(i)),
              Histogram.upperBound(histogram.bucket(i)),
              histogram.count(i)));
    }
    return new SizeStats(
        histogram.total(),
        orNull(histogram.percentile(0.5)),
        orNull(histogram.percentile(0.95)),
        bands.isEmpty() ? null : bands.get(bands.size() - 1).high(),
        bands);
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private Response update(Request request) {
    App app = backend.app(request);
    EndpointRow row = row(request, app, backend.view(request, app));
    EndpointChange change = request.json(EndpointChange.class);
    Integer apdexMs = change.apdexMs();
    if (apdexMs != null) {
      Fields.between("apdexMs", apdexMs, 1, 600_000);
    }
    Map<String, Object> audit = new HashMap<>();
    audit.put("apdexMs", apdexMs);
    backend.audited(
        request,
        "endpoint.update",
        app.id() + " " + row.method() + " " + row.route(),
        audit,
        () -> {
          backend.catalog().endpointSettings().setApdexMs(app, row.method(), row.route(), apdexMs);
          return row;
        });
    return Response.ok(detail(request, app));
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.ErrorQueries.StatusRow;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Errors in groups: exceptions, refused fields, and error statuses that neither explains. A request
 * that failed with an exception is in the exception's group only.
 */
final class Errors {

  private static final int MAX_GROUPS = 1_000;
  private static final int MAX_AFFECTED = 100;

  /** How far back an error status counts as known. */
  private static final long LOOK_BACK_MINUTES = 30 * 1_440;

  private final Backend backend;

  Errors(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/errors", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/errors/{id}", Policy.VIEWER, this::get));
  }

  record ErrorGroup(
      String id,
      String kind,
      String title,
      String method,
      String route,
      @Nullable Integer status,
      String type,
      String message,
      @Nullable String field,
      long count,
      double share,
      long consumers,
      String firstSeen,
      String lastSeen,
      String state) {

    ErrorGroup withShareOf(long all) {
      return new ErrorGroup(
          id,
          kind,
          title,
          method,
          route,
          status,
          type,
          message,
          field,
          count,
          all == 0 ? 0 : (double) count / all,
          consumers,
          firstSeen,
          lastSeen,
          state);
    }
  }

  record ErrorBar(String at, long count) {}

  record Affected(String identifier, @Nullable String name, long count) {}

  record ErrorDetail(
      @com.fasterxml.jackson.annotation.JsonUnwrapped ErrorGroup group,
      @Nullable String stacktrace,
      int stepSeconds,
      List<ErrorBar> bars,
      List<Affected> affected) {}

  private Response list(Request request) {
    App app = backend.app(request);
    Scope scope = backend.view(request, app).scope();
    String tab = request.choice("tab", List.of("all", "server", "validation", "client"));
    List<ErrorGroup> groups = new ArrayList<>();
    if (tab.equals("all") || tab.equals("server")) {
      groups.addAll(server(scope));
    }
    if (tab.equals("all") || tab.equals("validation")) {
      backend
          .storage()
          .errors()
          .groups(scope, ErrorKind.VALIDATION, MAX_GROUPS)
          .forEach(row -> groups.add(group(scope, row)));
    }
    if (tab.equals("all") || tab.equals("client")) {
      Map<String, Long> seen = seenBefore(scope, 400, 499);
      backend
          .storage()
          .errors()
          .statuses(scope, 400, 499, MAX_GROUPS)
          .forEach(row -> groups.add(group(scope, row, row.count(), seen)));
    }
    groups.sort(
        Comparator.comparingLong(ErrorGroup::count).reversed().thenComparing(ErrorGroup::id));
    long all = groups.stream().mapToLong(ErrorGroup::count).sum();
    return Response.ok(
        ItemList.page(request, groups.stream().map(group -> group.withShareOf(all)).toList()));
  }

  private List<ErrorGroup> server(Scope scope) {
    ErrorQueries errors = backend.storage().errors();
    List<ErrorGroup> groups = new ArrayList<>();
    Map<String, Long> explained = new HashMap<>();
    for (ErrorGroupRow row : errors.groups(scope, ErrorKind.SERVER, MAX_GROUPS)) {
      groups.add(group(scope, row));
      explained.merge(row.method() + " " + row.route(), row.count(), Long::sum);
    }
    Map<String, Long> seen = seenBefore(scope, 500, 599);
    for (StatusRow row : errors.statuses(scope, 500, 599, MAX_GROUPS)) {
      // Clients report an exception with each status 500 that it caused.
      long byException =
          row.status() == 500 ? explained.getOrDefault(row.method() + " " + row.route(), 0L) : 0;
      if (row.count() > byException) {
        groups.add(group(scope, row, row.count() - byException, seen));
      }
    }
    return groups;
  }

  private static ErrorGroup group(Scope scope, ErrorGroupRow row) {
    boolean exception = row.kind() == ErrorKind.SERVER;
    return new ErrorGroup(
        Integer.toString(row.id()),
        exception ? "exception" : "validation",
        exception ? row.type() : Optional.ofNullable(row.field()).orElse(row.type()),
        row.method(),
        row.route(),
        null,
        row.type(),
        row.message(),
        row.field(),
        row.count(),
        0,
        row.consumers(),
        Times.ofMinute(row.firstSeenEpochMinute()),
        Times.ofMinute(row.lastSeenEpochMinute()),
        state(scope.range(), row.firstSeenEpochMinute()));
  }

  /** When each endpoint answered with each error status in the weeks before the range. */
  private Map<String, Long> seenBefore(Scope scope, int fromStatus, int toStatus) {
    long from = scope.range().fromEpochMinute();
    Map<String, Long> seen = new HashMap<>();
    Scope before = scope.in(new TimeRange(from - LOOK_BACK_MINUTES, from));
    for (StatusRow row :
        backend.storage().errors().statuses(before, fromStatus, toStatus, 10 * MAX_GROUPS)) {
      seen.put(statusId(row), row.firstSeenEpochMinute());
    }
    return seen;
  }

  private static String statusId(StatusRow row) {
    return "s" + row.status() + "-" + row.endpoint();
  }

  private static ErrorGroup group(
      Scope scope, StatusRow row, long count, Map<String, Long> seenBefore) {
    long firstSeen = seenBefore.getOrDefault(statusId(row), row.firstSeenEpochMinute());
    return new ErrorGroup(
        statusId(row),
        "status",
        row.status() + " " + HttpStatusText.of(row.status()),
        row.method(),
        row.route(),
        row.status(),
        "",
        "",
        null,
        count,
        0,
        row.consumers(),
        Times.ofMinute(firstSeen),
        Times.ofMinute(row.lastSeenEpochMinute()),
        state(scope.range(), firstSeen));
  }

  private static String state(TimeRange range, long firstSeen) {
    return range.contains(firstSeen) ? "new" : "ongoing";
  }

  private Response get(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    String id = request.pathValue("id");
    if (id.startsWith("s")) {
      return Response.ok(byStatus(view, id));
    }
    int number = number(id, id);
    ErrorQueries errors = backend.storage().errors();
    ErrorGroupRow row = errors.find(view.scope(), number).orElseThrow(() -> unknown(id));
    return Response.ok(
        new ErrorDetail(
            group(view.scope(), row).withShareOf(row.count()),
            row.sampleStacktrace(),
            view.buckets().minutes() * 60,
            errors.series(view.scope(), number, view.buckets()).stream()
                .map(bar -> new ErrorBar(Times.ofMinute(bar.startEpochMinute()), bar.count()))
                .toList(),
            errors.consumers(view.scope(), number, MAX_AFFECTED).stream()
                .map(affected -> affected(app, affected.identifier(), affected.count()))
                .toList()));
  }

  private Affected affected(App app, String identifier, long count) {
    return new Affected(
        identifier,
        backend
            .catalog()
            .consumers()
            .find(app.number(), identifier)
            .map(io.gatehouse.catalog.Consumers.NamedConsumer::name)
            .orElse(null),
        count);
  }

  private ErrorDetail byStatus(View view, String id) {
    String[] parts = id.substring(1).split("-", 2);
    if (parts.length != 2) {
      throw unknown(id);
    }
    int status = number(parts[0], id);
    int endpoint = number(parts[1], id);
    StatusRow row =
        backend.storage().errors().statuses(view.scope(), status, status, 2_001).stream()
            .filter(candidate -> candidate.endpoint() == endpoint)
            .findFirst()
            .orElseThrow(() -> unknown(id));
    Filter only =
        Filter.of(Filter.Field.ENDPOINT, row.method() + " " + row.route())
            .and(Filter.of(Filter.Field.STATUS, Integer.toString(status)));
    Scope scope =
        new Scope(
            view.scope().app(),
            view.scope().environments(),
            view.scope().range(),
            view.scope().filter().and(only));
    List<ErrorBar> bars =
        backend.storage().traffic().series(scope, view.buckets()).stream()
            .map(bar -> new ErrorBar(Times.ofMinute(bar.startEpochMinute()), bar.requests()))
            .toList();
    List<Affected> consumers = new ArrayList<>();
    for (BreakdownRow consumer :
        backend.storage().traffic().breakdown(scope, Dimension.CONSUMER, MAX_AFFECTED)) {
      if (!consumer.key().isEmpty()) {
        consumers.add(new Affected(consumer.key(), null, consumer.requests()));
      }
    }
    return new ErrorDetail(
        group(view.scope(), row, row.count(), seenBefore(view.scope(), status, status))
            .withShareOf(row.count()),
        null,
        view.buckets().minutes() * 60,
        bars,
        consumers);
  }

  private static int number(String text, String id) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unknown(id);
    }
  }

  private static GatehouseException unknown(String id) {
    return GatehouseException.notFound("error group", id);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Apps;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Environments.Environment;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Apps, their environments and client ids. */
final class AppPages {

  private static final Duration SHOWN = Duration.ofDays(1);

  private final Backend backend;
  private final Consumer<App> forget;

  /**
   * @param forget removes an app's telemetry
   */
  AppPages(Backend backend, Consumer<App> forget) {
    this.backend = backend;
    this.forget = forget;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps", Policy.VIEWER, this::list),
        Route.post("/apps", Policy.ADMIN, this::create),
        Route.get("/apps/{app}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}", Policy.ADMIN, this::update),
        Route.delete("/apps/{app}", Policy.OWNER, this::delete).whenProven(),
        Route.get("/apps/{app}/environments", Policy.VIEWER, this::environments),
        Route.patch("/apps/{app}/environments/{env}", Policy.ADMIN, this::updateEnvironment),
        Route.get("/apps/{app}/client-ids", Policy.EDITOR, this::clientIds),
        Route.post("/apps/{app}/client-ids", Policy.ADMIN, this::rotateClientId),
        Route.delete("/apps/{app}/client-ids/{id}", Policy.ADMIN, this::revokeClientId));
  }

  record AppView(
      String id,
      String name,
      String clientId,
      int apdexMs,
      String color,
      boolean paused,
      boolean demo,
      String createdAt) {}

  record EnvironmentDot(String name, boolean online) {}

  record AppListItem(
      @JsonUnwrapped AppView app,
      List<EnvironmentDot> environments,
      long requests,
      @Nullable Double errorRate,
      @Nullable Double p95Ms,
      @Nullable Double apdex,
      long consumers,
      List<Long> trend,
      @Nullable String lastRequestAt) {}

  record AppRequest(@Nullable String name) {}

  record AppChange(
      @Nullable String name,
      @Nullable Integer apdexMs,
      @Nullable String color,
      @Nullable Boolean paused) {}

  record EnvironmentView(
      String name,
      String displayName,
      boolean hidden,
      long requests,
      @Nullable String lastSyncAt,
      boolean online) {}

  record EnvironmentChange(@Nullable String displayName, @Nullable Boolean hidden) {}

  record ClientIdView(String id, String clientId, String createdAt, @Nullable String lastUsedAt) {}

  private Response list(Request request) {
    List<AppListItem> items = new ArrayList<>();
    for (App app :
        backend.catalog().apps().list(request.requirePrincipal().member().workspaceId())) {
      items.add(item(app));
    }
    items.sort(Comparator.comparingLong(AppListItem::requests).reversed());
    return Response.ok(ItemList.page(request, items));
  }

  private AppListItem item(App app) {
    Scope day = lastDay(app);
    TrafficQueries traffic = backend.storage().traffic();
    Figures figures = new Traffic(backend).figures(day, app.apdexMs());
    long[] trend = new long[24];
    long first = Math.floorDiv(day.range().toEpochMinute() - 1, 60L) - 23;
    for (TrafficQueries.Bar bar : traffic.series(day, new Buckets(60, ZoneOffset.UTC))) {
      int hour = (int) (Math.floorDiv(bar.startEpochMinute(), 60L) - first);
      if (hour >= 0 && hour < 24) {
        trend[hour] += bar.requests();
      }
    }
    TimeRange extent = traffic.extent(app.number());
    return new AppListItem(
        view(app),
        environmentViews(app).stream()
            .filter(environment -> !environment.hidden())
            .map(environment -> new EnvironmentDot(environment.name(), environment.online()))
            .toList(),
        figures.requests(),
        figures.errorRate(),
        figures.p95Ms(),
        figures.apdex(),
        figures.consumers(),
        java.util.Arrays.stream(trend).boxed().toList(),
        extent == null ? null : Times.ofMinute(extent.toEpochMinute() - 1));
  }

  private Scope lastDay(App app) {
    Instant now = backend.clock().instant();
    return new Scope(app.number(), Set.of(), TimeRange.of(now.minus(SHOWN), now), Filter.ALL);
  }

  private AppView view(App app) {
    return new AppView(
        app.id(),
        app.name(),
        backend.catalog().apps().clientIds(app).stream()
            .findFirst()
            .map(Apps.ClientId::clientId)
            .orElse(""),
        app.apdexMs(),
        app.color(),
        app.paused(),
        app.demo(),
        Times.ofMillis(app.createdAt()));
  }

  private Response create(Request request) {
    String name = Fields.name("name", request.json(AppRequest.class).name());
    App app =
        backend.audited(
            request,
            "app.create",
            name,
            Map.of("name", name),
            () ->
                backend
                    .catalog()
                    .apps()
                    .create(request.requirePrincipal().member().workspaceId(), name, false));
    return Response.created(view(app));
  }

  private Response get(Request request) {
    return Response.ok(view(backend.app(request)));
  }

  private Response update(Request request) {
    App before = backend.app(request);
    AppChange change = request.json(AppChange.class);
    Integer apdexMs = change.apdexMs();
    String color = change.color();
    if (color != null && !color.matches("#[0-9a-f]{6}")) {
      throw GatehouseException.invalid(
          "color", "The field color is \"" + color + "\", but must be like #2e4597.");
    }
    App after =
        new App(
            before.number(),
            before.workspaceId(),
            before.id(),
            change.name() == null ? before.name() : Fields.name("name", change.name()),
            apdexMs == null ? before.apdexMs() : Fields.between("apdexMs", apdexMs, 1, 600_000),
            Fields.or(color, before.color()),
            Fields.or(change.paused(), before.paused()),
            before.demo(),
            before.createdAt());
    backend.audited(
        request,
        "app.update",
        before.id(),
        Map.of("before", before, "after", after),
        () -> {
          backend.catalog().apps().update(after);
          return after;
        });
    return Response.ok(view(after));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    backend.audited(
        request,
        "app.delete",
        app.id(),
        Map.of("name", app.name()),
        () -> {
          backend.catalog().apps().delete(app);
          return app;
        });
    forget.accept(app);
    return Response.noContent();
  }

  private Response environments(Request request) {
    return Response.ok(ItemList.all(environmentViews(backend.app(request))));
  }

  private List<EnvironmentView> environmentViews(App app) {
    Map<String, Long> requests = new HashMap<>();
    for (BreakdownRow row :
        backend.storage().traffic().breakdown(lastDay(app), Dimension.ENVIRONMENT, 100)) {
      requests.put(row.key(), row.requests());
    }
    Map<String, Long> lastSync = new HashMap<>();
    for (InstanceRow row : backend.storage().instances().list(app.number(), Set.of(), 0)) {
      lastSync.merge(row.environment(), row.lastSeenEpochMillis(), Math::max);
    }
    IngestionHealth health = new IngestionHealth(backend);
    List<EnvironmentView> views = new ArrayList<>();
    for (Environment environment : backend.catalog().environments().list(app)) {
      Long last = lastSync.get(environment.name());
      views.add(
          new EnvironmentView(
              environment.name(),
              environment.displayName(),
              environment.hidden(),
              requests.getOrDefault(environment.name(), 0L),
              Times.ofMillisOrNull(last),
              last != null && health.isOnline(last)));
    }
    views.sort(
        Comparator.comparingLong(EnvironmentView::requests)
            .reversed()
            .thenComparing(EnvironmentView::name));
    return views;
  }

  private Response updateEnvironment(Request request) {
    App app = backend.app(request);
    String name = request.pathValue("env");
    Environment before =
        backend
            .catalog()
            .environments()
            .find(app, name)
            .orElseThrow(() -> GatehouseException.notFound("environment", name));
    EnvironmentChange change = request.json(EnvironmentChange.class);
    Environment after =
        new Environment(
            name,
            change.displayName() == null
                ? before.displayName()
                : Fields.text("displayName", change.displayName(), 32),
            Fields.or(change.hidden(), before.hidden()),
            before.firstSeenAt());
    backend.audited(
        request,
        "environment.update",
        app.id() + " " + name,
        Map.of("before", before, "after", after),
        () -> {
          backend.catalog().environments().update(app, after);
          return after;
        });
    return Response.ok(
        environmentViews(app).stream()
            .filter(environment -> environment.name().equals(name))
            .findFirst()
            .orElseThrow(() -> GatehouseException.notFound("environment", name)));
  }

  private Response clientIds(Request request) {
    return Response.ok(
        ItemList.all(
            backend.catalog().apps().clientIds(backend.app(request)).stream()
                .map(AppPages::view)
                .toList()));
  }

  private static ClientIdView view(Apps.ClientId clientId) {
    return new ClientIdView(
        clientId.id(),
        clientId.clientId(),
        Times.ofMillis(clientId.createdAt()),
        Times.ofMillisOrNull(clientId.lastUsedAt()));
  }

  private Response rotateClientId(Request request) {
    App app = backend.app(request);
    try {
      return Response.created(
          view(
              backend.audited(
                  request,
                  "client-id.create",
                  app.id(),
                  Map.of(),
                  () -> backend.catalog().apps().rotateClientId(app))));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new client id: " + e.getMessage() + ".", e);
    }
  }

  private Response revokeClientId(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    boolean revoked =
        backend.audited(
            request,
            "client-id.revoke",
            app.id() + " " + id,
            Map.of(),
            () -> backend.catalog().apps().revokeClientId(app, id));
    if (!revoked) {
      throw GatehouseException.notFound("client id", id);
    }
    return Response.noContent();
  }
}

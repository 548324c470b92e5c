// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.EndpointQueries.EndpointRow;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceQueries.CountSourceRow;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import io.gatehouse.storage.InstanceQueries.OutcomeRow;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which processes report, how far onboarding has come, and what could not be taken as it came. */
final class IngestionHealth {

  /** SDKs report every 10 s at first and every 60 s later, without telling when they change. */
  static final Duration ONLINE = Duration.ofMinutes(3);

  private static final Duration OUTCOMES_SHOWN = Duration.ofDays(7);

  private final Backend backend;
  private final Reasons reasons = new Reasons();

  IngestionHealth(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/instances", Policy.VIEWER, this::instances),
        Route.get("/apps/{app}/ingestion", Policy.VIEWER, this::ingestion),
        Route.get("/apps/{app}/start", Policy.VIEWER, this::start));
  }

  record InstanceView(
      String id,
      String environment,
      @Nullable String client,
      Map<String, String> versions,
      String firstSeen,
      String lastSync,
      @Nullable String startedAt,
      @Nullable Long clockSkewMs,
      @Nullable Double cpuPercent,
      @Nullable Long memoryBytes,
      long messages,
      long rejected,
      long corrected,
      long missingBatches,
      boolean online) {}

  record OutcomeView(
      String environment,
      @Nullable String instance,
      String kind,
      String reason,
      String explanation,
      String hint,
      long count,
      String lastAt) {}

  /**
   * What counts come from.
   *
   * @param notCounted requests that it told, and that a better source of the same service counted
   */
  record SourceView(
      String environment,
      @Nullable String instance,
      String source,
      String firstAt,
      String lastAt,
      long notCounted) {}

  record Ingestion(
      List<OutcomeView> outcomes, List<InstanceView> instances, List<SourceView> sources) {}

  record FirstRequest(String method, String route, int status, String environment, String at) {}

  record Start(
      String serverUrl,
      String clientId,
      List<InstanceView> instances,
      @Nullable FirstRequest firstRequest,
      int endpoints,
      @Nullable OutcomeView lastRejection) {}

  private Response instances(Request request) {
    App app = backend.app(request);
    Scope scope = backend.view(request, app).scope();
    long since = scope.range().fromEpochMinute() * 60_000;
    return Response.ok(
        ItemList.page(
            request,
            backend.storage().instances().list(app.number(), scope.environments(), since).stream()
                .map(this::view)
                .toList()));
  }

  private InstanceView view(InstanceRow row) {
    return new InstanceView(
        row.id().toString(),
        row.environment(),
        row.client(),
        row.versions(),
        Times.ofMillis(row.firstSeenEpochMillis()),
        Times.ofMillis(row.lastSeenEpochMillis()),
        row.lastStartupEpochMillis() == 0 ? null : Times.ofMillis(row.lastStartupEpochMillis()),
        row.skewMillis(),
        row.cpuPercent(),
        row.memoryBytes(),
        row.messages(),
        row.rejected(),
        row.corrected(),
        row.missingBatches(),
        isOnline(row.lastSeenEpochMillis()));
  }

  boolean isOnline(long lastSeenEpochMillis) {
    return backend.clock().millis() - lastSeenEpochMillis < ONLINE.toMillis();
  }

  private Response ingestion(Request request) {
    App app = backend.app(request);
    long since = backend.clock().millis() - OUTCOMES_SHOWN.toMillis();
    return Response.ok(
        new Ingestion(
            outcomes(app).stream().map(this::view).toList(),
            backend.storage().instances().list(app.number(), Set.of(), since).stream()
                .map(this::view)
                .toList(),
            backend.storage().instances().countSources(app.number()).stream()
                .map(IngestionHealth::view)
                .toList()));
  }

  private static SourceView view(CountSourceRow row) {
    UUID instance = row.instance();
    return new SourceView(
        row.environment(),
        instance == null ? null : instance.toString(),
        row.source().name().toLowerCase(Locale.ROOT),
        Times.ofMinute(row.firstEpochMinute()),
        Times.ofMinute(row.lastEpochMinute()),
        row.leftOut());
  }

  private List<OutcomeRow> outcomes(App app) {
    long since = backend.clock().millis() - OUTCOMES_SHOWN.toMillis();
    return backend.storage().instances().outcomes(app.number(), since).stream()
        .sorted(Comparator.comparingLong(OutcomeRow::lastEpochMillis).reversed())
        .toList();
  }

  private OutcomeView view(OutcomeRow row) {
    UUID instance = row.instance();
    return new OutcomeView(
        row.environment(),
        instance == null ? null : instance.toString(),
        row.kind().name().toLowerCase(Locale.ROOT),
        row.reason(),
        reasons.explain(row.reason()),
        row.lastHint(),
        row.count(),
        Times.ofMillis(row.lastEpochMillis()));
  }

  private Response start(Request request) {
    App app = backend.app(request);
    TimeRange extent = backend.storage().traffic().extent(app.number());
    List<EndpointRow> endpoints =
        backend
            .storage()
            .endpoints()
            .list(backend.view(request, app).scope(), app.apdexMs() * 1_000L);
    return Response.ok(
        new Start(
            request.baseUrl(),
            backend.catalog().apps().clientIds(app).stream()
                .findFirst()
                .map(io.gatehouse.catalog.Apps.ClientId::clientId)
                .orElse(""),
            backend.storage().instances().list(app.number(), Set.of(), 0).stream()
                .limit(20)
                .map(this::view)
                .toList(),
            extent == null ? null : firstRequest(app, extent),
            endpoints.size(),
            outcomes(app).stream()
                .filter(row -> row.kind() == IngestOutcome.Kind.REJECTED)
                .findFirst()
                .map(this::view)
                .orElse(null)));
  }

  private @Nullable FirstRequest firstRequest(App app, TimeRange extent) {
    TimeRange first = new TimeRange(extent.fromEpochMinute(), extent.fromEpochMinute() + 1);
    Scope scope = new Scope(app.number(), Set.of(), first, Filter.ALL);
    BreakdownRow endpoint = top(scope, Dimension.ENDPOINT);
    if (endpoint == null) {
      return null;
    }
    Scope one =
        new Scope(app.number(), Set.of(), first, Filter.of(Filter.Field.ENDPOINT, endpoint.key()));
    BreakdownRow status = top(one, Dimension.STATUS);
    BreakdownRow environment = top(one, Dimension.ENVIRONMENT);
    int space = endpoint.key().indexOf(' ');
    return new FirstRequest(
        endpoint.key().substring(0, space),
        endpoint.key().substring(space + 1),
        status == null ? 0 : number(status.key()),
        environment == null ? "" : environment.key(),
        Times.ofMinute(first.fromEpochMinute()));
  }

  /** Requests that broke off have a word in place of a status. */
  private static int number(String status) {
    return status.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(status) : 0;
  }

  private @Nullable BreakdownRow top(Scope scope, Dimension dimension) {
    return backend.storage().traffic().breakdown(scope, dimension, 1).stream()
        .findFirst()
        .orElse(null);
  }
}

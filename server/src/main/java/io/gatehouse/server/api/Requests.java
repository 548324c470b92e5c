// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recorded requests: a list, and one with everything. */
final class Requests {

  /** How far from the given time a trace is looked for, on both sides. */
  private static final Duration TRACE_REACH = Duration.ofHours(12);

  private final Backend backend;
  private final LiveTail tail;

  Requests(Backend backend, LiveTail tail) {
    this.backend = backend;
    this.tail = tail;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/requests", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/requests/strip", Policy.VIEWER, this::strip),
        Route.get("/apps/{app}/requests/stream", Policy.VIEWER, tail::stream),
        Route.get("/shares/{share}/requests", Policy.PUBLIC, this::list),
        Route.get("/shares/{share}/requests/strip", Policy.PUBLIC, this::strip),
        Route.get("/traces/{trace}", Policy.VIEWER, this::trace),
        Route.get("/apps/{app}/requests/{id}", Policy.VIEWER, this::get));
  }

  /**
   * @param searchedTo how far back the search came when it ended early; null = all of the range
   * @param filterProblems tokens of the filter that do not count
   */
  record RequestList(
      List<RequestView> items,
      @Nullable String nextCursor,
      @Nullable String searchedTo,
      List<Traffic.FilterProblem> filterProblems) {}

  record StripBar(
      String at, long successful, long redirects, long clientErrors, long serverErrors) {}

  record Strip(
      String from, String to, int stepSeconds, List<StripBar> bars, @Nullable String searchedTo) {}

  /** A request of a trace, which may belong to any app. */
  record TraceRequest(String app, String appName, @JsonUnwrapped RequestView request) {}

  record HeaderView(String name, String value) {}

  record BodyView(String state, @Nullable String text, boolean base64) {

    static final BodyView HIDDEN = new BodyView("hidden", null, false);

    static BodyView of(RequestLog.Body body) {
      return new BodyView(
          body.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          body.text(),
          body.base64());
    }
  }

  record LogLineView(
      String at,
      String level,
      String message,
      @Nullable String logger,
      @Nullable String file,
      @Nullable Integer line) {}

  record SpanView(
      String id,
      @Nullable String parentId,
      String name,
      String kind,
      double startOffsetMs,
      double durationMs,
      String status,
      @JsonRawValue String attributes) {}

  /**
   * What readers without the right to see contents get of it: facts and the shape of the trace.
   *
   * @param requestHeaders null = not for this reader; other lists likewise
   */
  record RequestDetail(
      @JsonUnwrapped RequestView request,
      @Nullable List<HeaderView> requestHeaders,
      @Nullable List<HeaderView> responseHeaders,
      BodyView requestBody,
      BodyView responseBody,
      @Nullable List<LogLineView> logs,
      List<SpanView> spans,
      @JsonRawValue String attributes) {}

  private Response list(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    RequestLogQueries.Page page =
        backend
            .storage()
            .requestLogs()
            .list(view.scope(), request.parameter("cursor").orElse(null), ItemList.limit(request));
    Long searchedTo = page.searchedToEpochMicros();
    return Response.ok(
        new RequestList(
            shown(request, app, page.items()),
            page.next(),
            searchedTo == null ? null : Times.ofMicros(searchedTo),
            Traffic.unreadable(view)));
  }

  private List<RequestView> shown(Request request, App app, List<StoredRequest> found) {
    return SharedScope.isShared(request)
        ? found.stream().map(RequestView::shared).toList()
        : shownTo(request.requirePrincipal(), backend, app, found);
  }

  /** Requests as somebody sees them: what an exception said is as private as a body. */
  static List<RequestView> shownTo(
      Principal principal, Backend backend, App app, List<StoredRequest> found) {
    Map<String, StoredKey> keys = keys(backend, app, found);
    return found.stream()
        .map(stored -> RequestView.of(stored, keys))
        .map(view -> principal.seesBodies() ? view : view.withoutTexts())
        .toList();
  }

  /** The keys that requests were called with, by the ids of their secrets. */
  private static Map<String, StoredKey> keys(Backend backend, App app, List<StoredRequest> found) {
    Set<String> secrets = new HashSet<>();
    for (StoredRequest stored : found) {
      KeyUse key = stored.log().key();
      if (key != null && !key.id().isEmpty()) {
        secrets.add(key.id());
      }
    }
    return secrets.isEmpty() ? Map.of() : backend.catalog().apiKeys().bySecret(app, secrets);
  }

  private Response strip(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    RequestLogQueries.Strip strip =
        backend.storage().requestLogs().strip(view.scope(), view.buckets());
    Long searchedTo = strip.searchedToEpochMicros();
    return Response.ok(
        new Strip(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            view.buckets().minutes() * 60,
            strip.bars().stream()
                .map(
                    bar ->
                        new StripBar(
                            Times.ofMinute(bar.startEpochMinute()),
                            bar.successful(),
                            bar.redirects(),
                            bar.clientErrors(),
                            bar.serverErrors()))
                .toList(),
            searchedTo == null ? null : Times.ofMicros(searchedTo)));
  }

  /** Requests of the workspace's apps that belong to a trace, oldest first. */
  private Response trace(Request request) {
    String trace = request.pathValue("trace").toLowerCase(Locale.ROOT);
    Instant at = request.parameter("at").map(Requests::instant).orElse(backend.clock().instant());
    TimeRange around = TimeRange.of(at.minus(TRACE_REACH), at.plus(TRACE_REACH));
    List<App> apps =
        backend.catalog().apps().list(request.requirePrincipal().member().workspaceId());
    List<TraceRequest> found = new ArrayList<>();
    for (App app : apps) {
      List<StoredRequest> ofApp =
          backend.storage().requestLogs().ofTrace(app.number(), trace, around);
      for (RequestView view : shown(request, app, ofApp)) {
        found.add(new TraceRequest(app.id(), app.name(), view));
      }
    }
    found.sort(Comparator.comparing((TraceRequest each) -> each.request.at()));
    return Response.ok(ItemList.all(found));
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw GatehouseException.invalid(
          "at",
          "The parameter at is \"" + text + "\", but must be a time such as 2026-03-01T10:00:00Z.");
    }
  }

  private Response get(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    StoredRequest stored =
        backend
            .storage()
            .requestLogs()
            .find(app.number(), uuid(id), at(request))
            .orElseThrow(() -> GatehouseException.notFound("request", id));
    RequestLog log = stored.log();
    boolean visible = request.requirePrincipal().seesBodies();
    return Response.ok(
        new RequestDetail(
            shown(request, app, List.of(stored)).get(0),
            visible ? headers(log.requestHeaders()) : null,
            visible ? headers(log.responseHeaders()) : null,
            visible ? BodyView.of(log.requestBody()) : BodyView.HIDDEN,
            visible ? BodyView.of(log.responseBody()) : BodyView.HIDDEN,
            visible ? log.logs().stream().map(Requests::view).toList() : null,
            spans(log, visible),
            visible ? log.attributesJson() : "{}"));
  }

  /** When the request began, as lists tell it; null = not told. */
  private static @Nullable Long at(Request request) {
    return request.parameter("at").map(Requests::instant).map(Requests::micros).orElse(null);
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw GatehouseException.notFound("request", id);
    }
  }

  private static List<HeaderView> headers(List<RequestLog.Header> headers) {
    return headers.stream().map(header -> new HeaderView(header.name(), header.value())).toList();
  }

  private static LogLineView view(RequestLog.LogLine line) {
    return new LogLineView(
        Times.ofMicros(line.epochMicros()),
        line.level(),
        line.message(),
        line.logger(),
        line.file(),
        line.line());
  }

  private static List<SpanView> spans(RequestLog log, boolean visible) {
    long start = log.spans().stream().mapToLong(RequestLog.Span::startEpochNanos).min().orElse(0);
    return log.spans().stream()
        .map(
            span ->
                new SpanView(
                    span.spanId(),
                    span.parentSpanId(),
                    span.name(),
                    span.kind(),
                    (span.startEpochNanos() - start) / 1_000_000.0,
                    (span.endEpochNanos() - span.startEpochNanos()) / 1_000_000.0,
                    span.status(),
                    visible ? span.attributesJson() : "{}"))
        .toList();
  }
}

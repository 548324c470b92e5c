// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recorded requests: a list, and one with everything. */
final class Requests {

  private final Backend backend;

  Requests(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/requests", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/requests/{id}", Policy.VIEWER, this::get));
  }

  record ExceptionView(String type, String message, @Nullable String stacktrace) {}

  record RequestView(
      String id,
      String environment,
      String at,
      String method,
      String route,
      String url,
      int status,
      @Nullable String consumer,
      @Nullable String consumerName,
      @Nullable String consumerGroup,
      @Nullable Double durationMs,
      @Nullable Long requestBytes,
      @Nullable Long responseBytes,
      @Nullable String clientAddress,
      @Nullable String traceId,
      @Nullable String instance,
      @Nullable ExceptionView exception,
      boolean hasLogs,
      boolean hasTrace,
      boolean hasBody,
      String corrected) {}

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

  record RequestDetail(
      @JsonUnwrapped RequestView request,
      @Nullable List<HeaderView> requestHeaders,
      @Nullable List<HeaderView> responseHeaders,
      BodyView requestBody,
      BodyView responseBody,
      List<LogLineView> logs,
      List<SpanView> spans) {}

  private Response list(Request request) {
    App app = backend.app(request);
    RequestLogQueries.Page page =
        backend
            .storage()
            .requestLogs()
            .list(
                backend.view(request, app).scope(),
                request.parameter("cursor").orElse(null),
                ItemList.limit(request));
    return Response.ok(
        new ItemList<>(page.items().stream().map(Requests::view).toList(), page.next()));
  }

  private static RequestView view(StoredRequest stored) {
    RequestLog log = stored.log();
    RequestLog.ExceptionInfo exception = log.exception();
    UUID instance = log.instance();
    return new RequestView(
        log.id().toString(),
        stored.environment(),
        Times.ofMicros(log.startEpochMicros()),
        log.method(),
        log.route(),
        log.url(),
        log.status(),
        log.consumer(),
        stored.consumerName(),
        stored.consumerGroup(),
        log.durationMicros() < 0 ? null : Times.millis((double) log.durationMicros()),
        log.requestBytes() < 0 ? null : (Long) log.requestBytes(),
        log.responseBytes() < 0 ? null : (Long) log.responseBytes(),
        log.clientAddress(),
        log.traceId(),
        instance == null ? null : instance.toString(),
        exception == null
            ? null
            : new ExceptionView(exception.type(), exception.message(), exception.stacktrace()),
        stored.hasLogs(),
        stored.hasSpans(),
        stored.hasBodies(),
        log.corrected());
  }

  private Response get(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    StoredRequest stored =
        backend
            .storage()
            .requestLogs()
            .find(app.number(), uuid(id), null)
            .orElseThrow(() -> GatehouseException.notFound("request", id));
    RequestLog log = stored.log();
    boolean visible = request.requirePrincipal().seesBodies();
    return Response.ok(
        new RequestDetail(
            view(stored),
            visible ? headers(log.requestHeaders()) : null,
            visible ? headers(log.responseHeaders()) : null,
            visible ? BodyView.of(log.requestBody()) : BodyView.HIDDEN,
            visible ? BodyView.of(log.responseBody()) : BodyView.HIDDEN,
            log.logs().stream().map(Requests::view).toList(),
            spans(log)));
  }

  private static UUID uuid(String id) {
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

  private static List<SpanView> spans(RequestLog log) {
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
                    span.attributesJson()))
        .toList();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One recorded request, after redaction.
 *
 * @param id identity; a second log of the same app with this id is ignored
 * @param startEpochMicros when it began, as the client tells it
 * @param route template; {@link Rollup#UNMATCHED} when none matched
 * @param url as the client shows it, secrets masked
 * @param durationMicros −1 = unknown
 * @param requestBytes body size, −1 = unknown
 * @param responseBytes body size, −1 = unknown
 * @param clientAddress derived from headers; null = unknown
 * @param traceId 32 hex digits; null = none
 * @param corrected what the server mended in it; empty = nothing
 */
public record RequestLog(
    UUID id,
    long startEpochMicros,
    String method,
    String route,
    String url,
    int status,
    @Nullable String consumer,
    long durationMicros,
    long requestBytes,
    long responseBytes,
    @Nullable String clientAddress,
    @Nullable String traceId,
    @Nullable UUID instance,
    List<Header> requestHeaders,
    List<Header> responseHeaders,
    Body requestBody,
    Body responseBody,
    @Nullable ExceptionInfo exception,
    List<LogLine> logs,
    List<Span> spans,
    String corrected) {

  public RequestLog {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(url, "url");
    requestHeaders = List.copyOf(requestHeaders);
    responseHeaders = List.copyOf(responseHeaders);
    requireNonNull(requestBody, "requestBody");
    requireNonNull(responseBody, "responseBody");
    logs = List.copyOf(logs);
    spans = List.copyOf(spans);
    requireNonNull(corrected, "corrected");
  }

  /** One header field; names keep the case they came in, repeats stay. */
  public record Header(String name, String value) {}

  /**
   * A captured body.
   *
   * @param text null unless {@link State#CAPTURED}; bytes that are no UTF-8 text are kept as base64
   * @param base64 true when {@code text} is base64
   */
  public record Body(State state, @Nullable String text, boolean base64) {

    public static final Body NONE = new Body(State.NONE, null, false);

    /** Whether a body is there, and why not. */
    public enum State {
      NONE,
      CAPTURED,
      TOO_LARGE,
      MASKED
    }

    public static Body ofText(String text) {
      return new Body(State.CAPTURED, text, false);
    }
  }

  /** The exception that ended the request or was reported with it. */
  public record ExceptionInfo(
      String type, String message, @Nullable String stacktrace, @Nullable String sentryEventId) {}

  /**
   * One application log line.
   *
   * @param level trace, debug, info, warn, error or fatal
   */
  public record LogLine(
      long epochMicros,
      String level,
      String message,
      @Nullable String logger,
      @Nullable String file,
      @Nullable Integer line) {}

  /**
   * One span of the request's trace.
   *
   * @param status OK, ERROR or UNSET
   * @param attributesJson a JSON object
   */
  public record Span(
      String spanId,
      @Nullable String parentSpanId,
      String name,
      String kind,
      long startEpochNanos,
      long endEpochNanos,
      String status,
      String attributesJson) {}
}

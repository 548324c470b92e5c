// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a batch after its header. Routes are templates; an empty route = none matched. */
public sealed interface WireRecord {

  /**
   * Requests of one minute that share method, route, status and consumer.
   *
   * @param epochMinute minutes since 1970-01-01T00:00Z, by the start of the request
   * @param status 0 = none was sent
   * @param consumer null = anonymous
   * @param key id of the API key it was called with; null = none, or not known
   * @param refusal why its API key was refused, as {@link
   *     io.gatehouse.protocol.key.Refusal#text()}; null = it was not
   * @param failed of them: broken off by an error after the status was sent
   * @param aborted of them: the client went away
   * @param durationMicros sum
   */
  record Rollup(
      long epochMinute,
      String method,
      String route,
      int status,
      @Nullable String consumer,
      @Nullable String key,
      @Nullable String refusal,
      long requests,
      long failed,
      long aborted,
      long durationMicros,
      Histogram durations,
      long requestBytes,
      Histogram requestSizes,
      long responseBytes,
      Histogram responseSizes)
      implements WireRecord {

    public Rollup {
      requireNonNull(method, "method");
      requireNonNull(route, "route");
      requireNonNull(durations, "durations");
      requireNonNull(requestSizes, "requestSizes");
      requireNonNull(responseSizes, "responseSizes");
    }
  }

  /**
   * Equal errors of one minute.
   *
   * @param handled true when the application answered it itself
   * @param fingerprint equal for equal causes
   */
  record ErrorRollup(
      long epochMinute,
      String method,
      String route,
      @Nullable String consumer,
      boolean handled,
      long fingerprint,
      String errorType,
      String message,
      @Nullable String stacktrace,
      long count)
      implements WireRecord {

    public ErrorRollup {
      requireNonNull(method, "method");
      requireNonNull(route, "route");
      requireNonNull(errorType, "errorType");
      requireNonNull(message, "message");
    }
  }

  /**
   * One request, redacted.
   *
   * @param url path and query as the application sees them
   * @param key id of the API key it was called with; null = none, or not known
   * @param refusal why its API key was refused, as {@link
   *     io.gatehouse.protocol.key.Refusal#text()}; null = it was not
   * @param failed broken off by an error after the status was sent
   * @param aborted the client went away
   * @param durationMicros −1 = unknown, sizes likewise
   */
  record Request(
      UUID id,
      long startEpochMicros,
      String method,
      String route,
      String url,
      int status,
      @Nullable String consumer,
      @Nullable String key,
      @Nullable String refusal,
      boolean failed,
      boolean aborted,
      long durationMicros,
      long requestBytes,
      long responseBytes,
      @Nullable String clientAddress,
      @Nullable String traceId,
      List<Header> requestHeaders,
      List<Header> responseHeaders,
      Body requestBody,
      Body responseBody,
      @Nullable Failure exception,
      List<LogLine> logs)
      implements WireRecord {

    public Request {
      requireNonNull(id, "id");
      requireNonNull(method, "method");
      requireNonNull(route, "route");
      requireNonNull(url, "url");
      requestHeaders = List.copyOf(requestHeaders);
      responseHeaders = List.copyOf(responseHeaders);
      requireNonNull(requestBody, "requestBody");
      requireNonNull(responseBody, "responseBody");
      logs = List.copyOf(logs);
    }
  }

  /**
   * What is known of a consumer; the newest wins.
   *
   * @param id 1–128 characters
   * @param name at most 64 characters
   * @param group at most 64 characters
   */
  record Consumer(
      String id, @Nullable String name, @Nullable String group, Map<String, String> attributes)
      implements WireRecord {

    public Consumer {
      requireNonNull(id, "id");
      attributes = Map.copyOf(attributes);
    }
  }

  /** A route the application offers. */
  record Endpoint(String method, String route) implements WireRecord {

    public Endpoint {
      requireNonNull(method, "method");
      requireNonNull(route, "route");
    }
  }

  /** One header field. */
  record Header(String name, String value) {}

  /**
   * A captured body.
   *
   * @param text null unless {@link BodyState#CAPTURED}
   */
  record Body(BodyState state, @Nullable String text) {

    public static final Body NONE = new Body(BodyState.NONE, null);

    public Body {
      requireNonNull(state, "state");
    }
  }

  /** Whether a body is there, and why not. On the wire in lower case. */
  enum BodyState {
    NONE,
    CAPTURED,
    TRUNCATED,
    REDACTED
  }

  /** An exception of a request. */
  record Failure(String type, String message, @Nullable String stacktrace) {}

  /**
   * One log line of the application.
   *
   * @param level trace, debug, info, warn, error or fatal
   */
  record LogLine(long epochMicros, String level, String message, @Nullable String logger) {}
}

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
 * @param key with which API key it was called; null = with none, or not known
 * @param durationMicros −1 = unknown
 * @param requestBytes body size, −1 = unknown
 * @param responseBytes body size, −1 = unknown
 * @param clientAddress derived from headers; null = unknown
 * @param traceId 32 hex digits; null = none
 * @param version of the app; null = the one that its instance tells, when it is stored, and not
 *     known when it is read
 * @param corrected what the server mended in it; empty = nothing
 * @param ending how it ended
 * @param weight how many requests it stands for and adds to the counts when it is stored; 0 = none,
 *     because they are counted by themselves
 * @param attributesJson what else the application told about it: a JSON object
 */
public record RequestLog(
    UUID id,
    long startEpochMicros,
    String method,
    String route,
    String url,
    int status,
    @Nullable String consumer,
    @Nullable KeyUse key,
    long durationMicros,
    long requestBytes,
    long responseBytes,
    @Nullable String clientAddress,
    @Nullable String traceId,
    @Nullable UUID instance,
    @Nullable String version,
    List<Header> requestHeaders,
    List<Header> responseHeaders,
    Body requestBody,
    Body responseBody,
    @Nullable ExceptionInfo exception,
    List<LogLine> logs,
    List<Span> spans,
    String corrected,
    Ending ending,
    double weight,
    String attributesJson) {

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
    requireNonNull(ending, "ending");
    if (!(weight >= 0) || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight " + weight);
    }
    requireNonNull(attributesJson, "attributesJson");
  }

  /** More requests than this no record stands for. */
  public static final double MAX_WEIGHT = 1_000_000;

  /** A request about which nothing else is known. */
  public static Builder builder(
      UUID id, long startEpochMicros, String method, String route, String url) {
    return new Builder(id, startEpochMicros, method, route, url);
  }

  /** Starts with all parts of this log. */
  public Builder toBuilder() {
    return new Builder(id, startEpochMicros, method, route, url)
        .status(status)
        .consumer(consumer)
        .key(key)
        .durationMicros(durationMicros)
        .requestBytes(requestBytes)
        .responseBytes(responseBytes)
        .clientAddress(clientAddress)
        .traceId(traceId)
        .instance(instance)
        .version(version)
        .requestHeaders(requestHeaders)
        .responseHeaders(responseHeaders)
        .requestBody(requestBody)
        .responseBody(responseBody)
        .exception(exception)
        .logs(logs)
        .spans(spans)
        .corrected(corrected)
        .ending(ending)
        .weight(weight)
        .attributesJson(attributesJson);
  }

  /** How a request ended. */
  public enum Ending {
    /** With the response that the status tells. */
    COMPLETE,
    /** By an error after the status was sent; counts as a server error. */
    FAILED,
    /** The client went away; counts as no error. */
    ABORTED
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

  /** Collects the parts of a log; what is not told is unknown or absent. Not thread-safe. */
  public static final class Builder {
    private final UUID id;
    private final long startEpochMicros;
    private final String method;
    private final String route;
    private String url;
    private int status;
    private @Nullable String consumer;
    private @Nullable KeyUse key;
    private long durationMicros = -1;
    private long requestBytes = -1;
    private long responseBytes = -1;
    private @Nullable String clientAddress;
    private @Nullable String traceId;
    private @Nullable UUID instance;
    private @Nullable String version;
    private List<Header> requestHeaders = List.of();
    private List<Header> responseHeaders = List.of();
    private Body requestBody = Body.NONE;
    private Body responseBody = Body.NONE;
    private @Nullable ExceptionInfo exception;
    private List<LogLine> logs = List.of();
    private List<Span> spans = List.of();
    private String corrected = "";
    private Ending ending = Ending.COMPLETE;
    private double weight;
    private String attributesJson = "{}";

    private Builder(UUID id, long startEpochMicros, String method, String route, String url) {
      this.id = id;
      this.startEpochMicros = startEpochMicros;
      this.method = method;
      this.route = route;
      this.url = url;
    }

    public Builder url(String value) {
      url = value;
      return this;
    }

    public Builder status(int value) {
      status = value;
      return this;
    }

    public Builder consumer(@Nullable String value) {
      consumer = value;
      return this;
    }

    public Builder key(@Nullable KeyUse value) {
      key = value;
      return this;
    }

    public Builder durationMicros(long value) {
      durationMicros = value;
      return this;
    }

    public Builder requestBytes(long value) {
      requestBytes = value;
      return this;
    }

    public Builder responseBytes(long value) {
      responseBytes = value;
      return this;
    }

    public Builder clientAddress(@Nullable String value) {
      clientAddress = value;
      return this;
    }

    public Builder traceId(@Nullable String value) {
      traceId = value;
      return this;
    }

    public Builder instance(@Nullable UUID value) {
      instance = value;
      return this;
    }

    public Builder version(@Nullable String value) {
      version = value;
      return this;
    }

    public Builder requestHeaders(List<Header> value) {
      requestHeaders = value;
      return this;
    }

    public Builder responseHeaders(List<Header> value) {
      responseHeaders = value;
      return this;
    }

    public Builder requestBody(Body value) {
      requestBody = value;
      return this;
    }

    public Builder responseBody(Body value) {
      responseBody = value;
      return this;
    }

    public Builder exception(@Nullable ExceptionInfo value) {
      exception = value;
      return this;
    }

    public Builder logs(List<LogLine> value) {
      logs = value;
      return this;
    }

    public Builder spans(List<Span> value) {
      spans = value;
      return this;
    }

    public Builder corrected(String value) {
      corrected = value;
      return this;
    }

    public Builder ending(Ending value) {
      ending = value;
      return this;
    }

    public Builder weight(double value) {
      weight = value;
      return this;
    }

    public Builder attributesJson(String value) {
      attributesJson = value;
      return this;
    }

    public RequestLog build() {
      return new RequestLog(
          id,
          startEpochMicros,
          method,
          route,
          url,
          status,
          consumer,
          key,
          durationMicros,
          requestBytes,
          responseBytes,
          clientAddress,
          traceId,
          instance,
          version,
          requestHeaders,
          responseHeaders,
          requestBody,
          responseBody,
          exception,
          logs,
          spans,
          corrected,
          ending,
          weight,
          attributesJson);
    }
  }
}

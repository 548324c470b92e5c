// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import io.gatehouse.collector.decode.ClientTime;
import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.collector.decode.InferredRoute;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes rows of messages, mending what each SDK is known to tell wrongly. Used by one thread. */
public final class MessageRows {

  /** Stands for requests with which browsers ask what they may send. */
  static final String PREFLIGHT = "(preflight)";

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MAX_AGE_MILLIS = 7 * 86_400_000L;
  private static final long MAX_AHEAD_MILLIS = 5 * 60_000L;
  private static final double MAX_DURATION_NANOS = 86_400e9;
  private static final int MAX_VERSION = 128;
  private static final long STALE_ERROR_MICROS = 1_000_000;

  private final Corrections corrections;
  private final long nowMillis;

  public MessageRows(Corrections corrections, long nowMillis) {
    this.corrections = corrections;
    this.nowMillis = nowMillis;
  }

  /** When and for how long; a duration of −1 is unknown. */
  private record Timing(long startMicros, long durationMicros, boolean mended) {}

  /**
   * The request that a message tells of, as one that counts.
   *
   * @param id its identity
   * @param traceId 32 hex digits
   */
  public RequestLog request(SdkMessage message, UUID id, String traceId) {
    Timing timing = timing(message);
    RequestTarget target = RequestTarget.of(message, Templates.of(orEmpty(message.urlPath)));
    List<String> marks = new ArrayList<>();
    if (timing.mended) {
      marks.add("time-of-arrival");
    }
    int status = status(message, marks);
    String route = route(message, target.path(), status);
    String sdk = message.sdkType;
    return RequestLog.builder(
            id,
            timing.startMicros,
            method(message),
            corrections.cut(route, Limits.ROUTE, "route-cut"),
            corrections.cut(target.url(), Limits.URL, "url-cut"))
        .status(status)
        .ending(
            status != 0
                ? Ending.COMPLETE
                : message.errors.isEmpty() ? Ending.ABORTED : Ending.FAILED)
        .weight(1)
        .durationMicros(timing.durationMicros)
        .traceId(traceId)
        .requestHeaders(message.requestHeaders)
        .responseHeaders(message.responseHeaders)
        .requestBytes(SdkBodies.size(message.requestHeaders))
        .responseBytes(SdkBodies.size(message.responseHeaders))
        .requestBody(SdkBodies.of(message.requestBody, message.requestHeaders, sdk, corrections))
        .responseBody(SdkBodies.of(message.responseBody, message.responseHeaders, sdk, corrections))
        .exception(exception(message, timing.startMicros))
        .version(Normalise.label(message.serviceVersion, MAX_VERSION, corrections))
        .corrected(String.join(",", marks))
        .attributesJson(SdkAttributes.ofRequest(message))
        .build();
  }

  /** The request of a published message: it is a trace of its own, named as the message is. */
  RequestLog request(SdkMessage message) {
    UUID id = message.identity();
    RequestLog request = request(message, id, traceOf(id));
    Span root =
        new Span(
            spanOf(id),
            null,
            request.method() + " " + request.route(),
            "SERVER",
            request.startEpochMicros() * 1_000,
            (request.startEpochMicros() + Math.max(0, request.durationMicros())) * 1_000,
            request.status() >= 500 ? "ERROR" : "UNSET",
            "{}");
    return request.toBuilder().spans(List.of(root)).build();
  }

  /** The outgoing call of a published message, in the trace of the request that made it. */
  TraceSpan outgoing(SdkMessage message) {
    UUID id = message.identity();
    UUID parent = message.parentMessageId();
    UUID trace = parent == null ? id : parent;
    return outgoing(message, traceOf(trace), spanOf(id), parent == null ? null : spanOf(parent));
  }

  /** An outgoing call as a span of kind CLIENT. */
  public TraceSpan outgoing(
      SdkMessage message, String traceId, String spanId, @Nullable String parentSpanId) {
    Timing timing = timing(message);
    RequestTarget target = RequestTarget.of(message, Templates.of(orEmpty(message.urlPath)));
    int status = status(message, new ArrayList<>());
    String host = message.isFrom("JavaApache") && message.host == null ? "" : target.host();
    String route = outgoingRoute(message, target);
    String place = host.isEmpty() ? "(unknown)" : host + route;
    return new TraceSpan(
        traceId,
        new Span(
            spanId,
            parentSpanId,
            corrections.cut(method(message) + " " + place, Limits.ROUTE, "route-cut"),
            "CLIENT",
            timing.startMicros * 1_000,
            (timing.startMicros + Math.max(0, timing.durationMicros)) * 1_000,
            status >= 400 || status == 0 ? "ERROR" : "UNSET",
            SdkAttributes.ofOutgoing(message, target, route, status, corrections)));
  }

  private static String outgoingRoute(SdkMessage message, RequestTarget target) {
    String route = Templates.of(orEmpty(message.urlPath));
    boolean concrete = route.isEmpty() || route.equals(target.path());
    return concrete && !target.path().isEmpty() ? InferredRoute.ofPath(target.path()) : route;
  }

  /** What the message reports, for the request that was made of it. */
  public List<ErrorRollup> errors(SdkMessage message, RequestLog request) {
    List<ErrorRollup> rollups = new ArrayList<>(message.errors.size());
    for (SdkError error : ownErrors(message, request.startEpochMicros())) {
      rollups.add(
          new ErrorRollup(
              ClientTime.minuteOf(request.startEpochMicros() / MICROS_PER_MILLI),
              ErrorKind.SERVER,
              request.method(),
              request.route(),
              request.consumer(),
              ErrorFingerprint.of(error.rootType(), request.route(), error.stacktrace()),
              error.rootType(),
              error.rootMessage(),
              error.stacktrace(),
              null,
              1,
              request.id()));
    }
    return rollups;
  }

  /** PHP workers that live on keep adding to one list. */
  private static List<SdkError> ownErrors(SdkMessage message, long startMicros) {
    if (!message.isFrom("Php")) {
      return message.errors;
    }
    return message.errors.stream()
        .filter(
            error ->
                error.whenMicros() == null
                    || error.whenMicros() >= startMicros - STALE_ERROR_MICROS)
        .toList();
  }

  /** The last one is told at the end, but by one SDK at the beginning. */
  private static @Nullable ExceptionInfo exception(SdkMessage message, long startMicros) {
    List<SdkError> errors = ownErrors(message, startMicros);
    if (errors.isEmpty()) {
      return null;
    }
    SdkError last = errors.get(message.isFrom("Elixir") ? 0 : errors.size() - 1);
    return new ExceptionInfo(last.type(), last.message(), last.stacktrace(), null);
  }

  private static String method(SdkMessage message) {
    return Normalise.method(message.method);
  }

  private int status(SdkMessage message, List<String> marks) {
    boolean crash =
        message.isFrom("PythonFastApi")
            && message.status == 200
            && !message.errors.isEmpty()
            && message.responseHeaders.isEmpty()
            && orEmpty(message.responseBody).isEmpty();
    if (crash) {
      marks.add("status-inferred");
      corrections.corrected("status-inferred", "a crash that was told as status 200");
      return 500;
    }
    boolean invented =
        message.isOutgoing()
            && message.responseHeaders.isEmpty()
            && orEmpty(message.responseBody).isEmpty()
            && ((message.isFrom("Js") && message.status == 404)
                || (message.isFrom("Go") && message.status == 503));
    return invented ? 0 : message.status;
  }

  private Timing timing(SdkMessage message) {
    double told = message.durationNanos;
    long duration =
        Double.isNaN(told) ? -1 : (long) (Math.min(MAX_DURATION_NANOS, Math.max(0, told)) / 1_000);
    if (message.startMicros != null) {
      return new Timing(message.startMicros, duration, false);
    }
    Long end = SdkTime.parse(message.timestamp);
    long nowMicros = nowMillis * MICROS_PER_MILLI;
    boolean plausible =
        end != null
            && end >= nowMicros - MAX_AGE_MILLIS * MICROS_PER_MILLI
            && end <= nowMicros + MAX_AHEAD_MILLIS * MICROS_PER_MILLI;
    if (!plausible && !corrections.again("timestamp-mended")) {
      corrections.corrected("timestamp-mended", "the time of arrival is used");
    }
    long known = plausible && end != null ? end : nowMicros;
    return new Timing(known - Math.max(0, duration), duration, !plausible);
  }

  private String route(SdkMessage message, String path, int status) {
    String told = orEmpty(message.urlPath).strip();
    if (message.isFrom("PhpSymfony") && !told.isEmpty() && told.indexOf('/') < 0) {
      return Templates.withParams(path, message.pathParams);
    }
    String template = Templates.of(told);
    if ((template.isEmpty() || template.equals(path)) && (status == 404 || status == 405)) {
      return Rollup.UNMATCHED;
    }
    if (template.isEmpty() && method(message).equals("OPTIONS")) {
      return PREFLIGHT;
    }
    boolean concrete = message.isFrom("JsNext") && template.equals(path);
    if (template.isEmpty() || concrete) {
      if (!corrections.again("route-inferred")) {
        corrections.corrected("route-inferred", "requests without a route");
      }
      return InferredRoute.ofPath(path);
    }
    boolean query = message.sdkType.endsWith("AxiosOutgoing");
    return query ? template : Templates.withParams(template, message.pathParams);
  }

  /** A route template in the one form of all frameworks. */
  public static String template(String route) {
    return Templates.of(route);
  }

  /** Whether a path can be one of a template in that form. */
  public static boolean matches(String template, String path) {
    return Templates.matches(template, path);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The trace of a request that came by itself. */
  static String traceOf(UUID message) {
    return hex(message.getMostSignificantBits()) + hex(message.getLeastSignificantBits());
  }

  private static String spanOf(UUID message) {
    return hex(message.getMostSignificantBits());
  }

  private static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }
}

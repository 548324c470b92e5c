// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.ClientTime;
import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.collector.decode.InferredRoute;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes requests of server spans, and keeps the others to show with their requests. */
final class SpanSink extends SignalSink {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MAX_AGE_MILLIS = 7 * 86_400_000L;
  private static final long MAX_AHEAD_MILLIS = 5 * 60_000L;
  private static final int PARENT_KNOWN = 0x100;
  private static final int PARENT_REMOTE = 0x200;
  private static final int RECORD_BYTES = 400;

  private static final List<String> KINDS =
      List.of("INTERNAL", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

  /** A request, unless its parent turns out to be one of the same process. */
  private record Candidate(
      Staging.Parts parts,
      RequestLog request,
      List<ErrorRollup> errors,
      @Nullable ConsumerReport consumer,
      @Nullable UUID localParent) {}

  private record Server(Staging.Parts parts, UUID id) {}

  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<Server> servers = new HashSet<>();
  private final SdkSpans sdkSpans;

  SpanSink(Sender sender, Corrections corrections) {
    super(Signal.TRACES, sender, corrections);
    sdkSpans = new SdkSpans(corrections, sender.nowMillis());
  }

  @Override
  CountSource source(Staging.Parts parts) {
    return CountSource.SPANS;
  }

  @Override
  public void span(SpanData span) throws TooLargeException {
    String traceId = Ids.trace(span.traceId);
    String spanId = Ids.span(span.spanId);
    if (traceId == null || spanId == null || span.startNanos <= 0) {
      reject("span-invalid", "span without a valid trace id, span id and start");
      return;
    }
    if (span.endNanos < span.startNanos) {
      if (span.startNanos - span.endNanos > NANOS_PER_SECOND) {
        reject("span-ends-early", "span that ends before it starts");
        return;
      }
      span.endNanos = span.startNanos;
    }
    if (!mendStart(span)) {
      return;
    }
    sdkSpans.place(traceId, spanId, Ids.span(span.parentSpanId));
    if (SdkSpans.isOne(span)) {
      Span own = toSpan(span, spanId, JsonText.of(SdkSpans.others(span.attributes)));
      staging.charge(RECORD_BYTES * 2L + span.attributes.bytes());
      sdkSpans.add(parts(), span, own, traceId);
    } else if (span.kind == SpanData.SERVER && HttpFacts.isHttp(span.attributes)) {
      request(span, traceId, spanId);
    } else if (!isChatter(span)) {
      Span kept = toSpan(span, spanId, JsonText.of(span.attributes.asMap()));
      staging.charge(RECORD_BYTES + kept.attributesJson().length());
      TraceSpan traced = new TraceSpan(traceId, kept);
      parts().spans.add(traced);
      if (span.kind == SpanData.CLIENT) {
        staging.charge(span.attributes.bytes());
        sdkSpans.client(parts(), traced, span.attributes);
      }
    }
  }

  /** False when the span is too old. */
  private boolean mendStart(SpanData span) {
    long startMillis = span.startNanos / NANOS_PER_MILLI;
    if (startMillis < sender.nowMillis() - MAX_AGE_MILLIS) {
      reject("span-too-old", "span older than 7 days");
      return false;
    }
    if (startMillis > sender.nowMillis() + MAX_AHEAD_MILLIS) {
      long duration = span.endNanos - span.startNanos;
      span.startNanos = sender.nowMillis() * NANOS_PER_MILLI;
      span.endNanos = span.startNanos + duration;
      if (!corrections.again("clock-ahead")) {
        corrections.corrected("clock-ahead", "a span starts more than 5 minutes in the future");
      }
    }
    return true;
  }

  /** Single messages of an ASGI server: many, and they say nothing. */
  private static boolean isChatter(SpanData span) {
    String name = span.name;
    return span.kind <= 1
        && (name.endsWith(" http send")
            || name.endsWith(" http receive")
            || name.endsWith(" websocket send")
            || name.endsWith(" websocket receive"));
  }

  private static Span toSpan(SpanData span, String spanId, String attributesJson) {
    return new Span(
        spanId,
        Ids.span(span.parentSpanId),
        span.name,
        KINDS.get(span.kind >= 0 && span.kind < KINDS.size() ? span.kind : 0),
        span.startNanos,
        span.endNanos,
        span.statusCode == SpanData.STATUS_ERROR ? "ERROR" : span.statusCode == 1 ? "OK" : "UNSET",
        attributesJson);
  }

  private void request(SpanData span, String traceId, String spanId) throws TooLargeException {
    byte[] trace = span.traceId;
    byte[] id = span.spanId;
    if (trace == null || id == null) {
      return;
    }
    HttpFacts facts = new HttpFacts(span.attributes, corrections);
    RequestLog request = requestLog(span, facts, Ids.request(trace, id), traceId, spanId);
    long exceptions = 0;
    for (Exceptions.Found found : span.exceptions) {
      exceptions += RECORD_BYTES + found.bytes();
    }
    staging.charge(size(request) + exceptions);
    Candidate candidate =
        new Candidate(
            parts(),
            request,
            errors(span, request),
            consumer(span.attributes, request.consumer()),
            localParent(span, trace));
    candidates.add(candidate);
    servers.add(new Server(parts(), request.id()));
  }

  private RequestLog requestLog(
      SpanData span, HttpFacts facts, UUID id, String traceId, String spanId) {
    Attributes attributes = span.attributes;
    int status = facts.status();
    List<Header> requestHeaders = facts.requestHeaders();
    List<Header> responseHeaders = facts.responseHeaders();
    Exceptions.Found exception =
        span.exceptions.isEmpty() ? null : span.exceptions.get(span.exceptions.size() - 1);
    return RequestLog.builder(
            id, span.startNanos / 1000, facts.method(), route(span, facts, status), facts.url())
        .status(status)
        .ending(ending(span, status))
        .weight(Sampling.weight(span.traceState, attributes))
        .durationMicros((span.endNanos - span.startNanos) / 1000)
        .consumer(Normalise.consumer(consumerId(attributes), corrections))
        .clientAddress(facts.clientAddress())
        .traceId(traceId)
        .instance(origin().instance())
        .requestHeaders(requestHeaders)
        .responseHeaders(responseHeaders)
        .requestBytes(facts.requestBytes(requestHeaders))
        .responseBytes(facts.responseBytes(responseHeaders))
        .requestBody(body(attributes, "request"))
        .responseBody(body(attributes, "response"))
        .exception(
            exception == null
                ? null
                : exception.info(attributes.text("apitally.exception.sentry_event_id")))
        .attributesJson(facts.otherAttributes())
        .spans(List.of(toSpan(span, spanId, "{}")))
        .build();
  }

  private RequestLog.Body body(Attributes attributes, String which) {
    Object body =
        attributes.first("http." + which + ".body.content", "apitally." + which + ".body");
    return CapturedBody.of(body, corrections);
  }

  static @Nullable String consumerId(Attributes attributes) {
    return attributes.text(
        "gatehouse.consumer.id",
        "apitally.consumer.identifier",
        "enduser.id",
        "user.id",
        "enduser.pseudo.id");
  }

  private @Nullable ConsumerReport consumer(Attributes attributes, @Nullable String identifier) {
    String name = attributes.text("gatehouse.consumer.name", "apitally.consumer.name");
    String group = attributes.text("gatehouse.consumer.group", "apitally.consumer.group");
    if (identifier == null || (name == null && group == null)) {
      return null;
    }
    return new ConsumerReport(
        identifier,
        Normalise.label(name, Limits.CONSUMER_NAME, corrections),
        Normalise.label(group, Limits.CONSUMER_GROUP, corrections));
  }

  private static Ending ending(SpanData span, int status) {
    if (status != 0) {
      return Ending.COMPLETE;
    }
    boolean error = span.statusCode == SpanData.STATUS_ERROR || span.attributes.has("error.type");
    return error ? Ending.FAILED : Ending.ABORTED;
  }

  private String route(SpanData span, HttpFacts facts, int status) {
    String route = facts.route();
    if (route == null && !origin().apitally()) {
      route = InferredRoute.ofName(span.name);
      if (route.isEmpty() && status != 404 && status != 405) {
        route = InferredRoute.ofPath(facts.path());
        if (!corrections.again("route-inferred")) {
          corrections.corrected(
              "route-inferred", "spans without http.route: guessed from the path");
        }
      }
    }
    return route == null || route.isEmpty()
        ? Rollup.UNMATCHED
        : corrections.cut(route, Limits.ROUTE, "route-cut");
  }

  /** Errors of Apitally's SDKs come counted; those on its spans would count them twice. */
  private List<ErrorRollup> errors(SpanData span, RequestLog request) {
    boolean serverError = request.status() >= 500 || request.ending() == Ending.FAILED;
    if (span.exceptions.isEmpty() || !serverError || origin().apitally()) {
      return List.of();
    }
    return errors(span.exceptions, request);
  }

  /** The exceptions of a request, as often as it counts. */
  static List<ErrorRollup> errors(List<Exceptions.Found> exceptions, RequestLog request) {
    List<ErrorRollup> errors = new ArrayList<>(exceptions.size());
    for (Exceptions.Found found : exceptions) {
      errors.add(
          new ErrorRollup(
              ClientTime.minuteOf(request.startEpochMicros() / 1000),
              ErrorKind.SERVER,
              request.method(),
              request.route(),
              request.consumer(),
              ErrorFingerprint.of(found.type(), request.route(), found.stacktrace()),
              found.type(),
              found.message(),
              found.stacktrace(),
              null,
              Math.max(1, Math.round(request.weight())),
              request.id()));
    }
    return errors;
  }

  /** The error at the place of a request that came to be known better. */
  static ErrorRollup placed(ErrorRollup error, RequestLog request) {
    return new ErrorRollup(
        error.epochMinute(),
        error.kind(),
        request.method(),
        request.route(),
        request.consumer(),
        ErrorFingerprint.of(error.type(), request.route(), error.stacktrace()),
        error.type(),
        error.message(),
        error.stacktrace(),
        null,
        error.count(),
        request.id());
  }

  /** The request that the span's parent would be, if it is a server span of this process. */
  private static @Nullable UUID localParent(SpanData span, byte[] trace) {
    byte[] parent = span.parentSpanId;
    long flags = span.flags & (PARENT_KNOWN | PARENT_REMOTE);
    if (parent == null || Ids.span(parent) == null || flags == (PARENT_KNOWN | PARENT_REMOTE)) {
      return null;
    }
    return Ids.request(trace, parent);
  }

  private static long size(RequestLog request) {
    long size = RECORD_BYTES * 2L + request.url().length() + request.attributesJson().length();
    for (Header header : request.requestHeaders()) {
      size += 80 + header.value().length();
    }
    for (Header header : request.responseHeaders()) {
      size += 80 + header.value().length();
    }
    String sent = request.requestBody().text();
    String answered = request.responseBody().text();
    size += (sent == null ? 0 : sent.length()) + (answered == null ? 0 : answered.length());
    return size;
  }

  @Override
  void finish() {
    for (Candidate candidate : candidates) {
      Staging.Parts parts = candidate.parts;
      UUID parent = candidate.localParent;
      RequestLog request = candidate.request;
      if (parent != null && servers.contains(new Server(parts, parent))) {
        String traceId = String.valueOf(request.traceId()).toLowerCase(Locale.ROOT);
        parts.spans.add(new TraceSpan(traceId, request.spans().get(0)));
        continue;
      }
      SdkSpans.Merged merged = sdkSpans.merge(parts, request, candidate.errors);
      parts.requestLogs.add(merged == null ? request : merged.request());
      parts.errors.addAll(merged == null ? candidate.errors : merged.errors());
      if (candidate.consumer != null) {
        parts.consumer(candidate.consumer);
      }
    }
    sdkSpans.finish();
  }
}

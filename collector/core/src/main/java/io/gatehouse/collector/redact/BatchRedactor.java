// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.redact.Redactor;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestEdit;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of a batch before it is written anywhere: by built-in names, by the rules of
 * its app, and by what values look like. What cannot be understood is dropped: nobody can say what
 * is in it. Linear in the size of the batch. Immutable.
 */
public final class BatchRedactor implements RequestEdit {

  private static final int MAX_BODY_CHARS = 50_000;

  private final Redactor redactor;

  /**
   * @param rules besides the built-in ones
   * @param secretNames of headers, parameters and fields, besides the built-in ones
   * @param keepClientAddress false: addresses are shortened so that they name a network
   */
  public BatchRedactor(
      List<RedactionRule> rules, Set<String> secretNames, boolean keepClientAddress) {
    this(rules, secretNames, keepClientAddress, rule -> {});
  }

  /** With somebody who is told of a rule each time it hides something. */
  public BatchRedactor(
      List<RedactionRule> rules,
      Set<String> secretNames,
      boolean keepClientAddress,
      Consumer<RedactionRule> hits) {
    redactor = new Redactor(rules, secretNames, keepClientAddress, hits);
  }

  /** With the built-in rules alone. */
  public static BatchRedactor builtIn() {
    return new BatchRedactor(List.of(), Set.of(), false);
  }

  /**
   * The batch without secrets. Clients that sent credentials in clear are told of in its outcomes.
   */
  public Batch redact(Batch batch) {
    if (batch.errors().isEmpty()
        && batch.requestLogs().isEmpty()
        && batch.spans().isEmpty()
        && batch.logs().isEmpty()) {
      return batch;
    }
    List<ErrorRollup> errors = new ArrayList<>(batch.errors().size());
    for (ErrorRollup error : batch.errors()) {
      errors.add(redact(error));
    }
    ClearCredentials clear = new ClearCredentials();
    List<RequestLog> logs = new ArrayList<>(batch.requestLogs().size());
    for (RequestLog log : batch.requestLogs()) {
      clear.look(log);
      logs.add(redact(log));
    }
    List<TraceSpan> spans = new ArrayList<>(batch.spans().size());
    for (TraceSpan span : batch.spans()) {
      spans.add(span(span));
    }
    List<TraceLog> lines = new ArrayList<>(batch.logs().size());
    for (TraceLog log : batch.logs()) {
      lines.add(line(log));
    }
    List<IngestOutcome> outcomes = new ArrayList<>(batch.outcomes());
    outcomes.addAll(clear.outcomes());
    return batch.toBuilder()
        .errors(errors)
        .requestLogs(logs)
        .spans(spans)
        .logs(lines)
        .outcomes(outcomes)
        .build();
  }

  private ErrorRollup redact(ErrorRollup error) {
    String endpoint = error.method() + ' ' + error.route();
    return new ErrorRollup(
        error.epochMinute(),
        error.kind(),
        error.method(),
        error.route(),
        error.consumer(),
        error.fingerprint(),
        error.type(),
        redactor.text(endpoint, error.message()),
        optional(endpoint, error.stacktrace()),
        error.field(),
        error.count(),
        error.request());
  }

  /** One request without secrets; the same object when there is nothing to hide. */
  public RequestLog redact(RequestLog log) {
    String endpoint = log.method() + ' ' + log.route();
    return log.toBuilder()
        .url(redactor.url(endpoint, log.url()))
        .clientAddress(redactor.address(log.clientAddress()))
        .requestHeaders(headers(Target.REQUEST_HEADER, endpoint, log.requestHeaders()))
        .responseHeaders(headers(Target.RESPONSE_HEADER, endpoint, log.responseHeaders()))
        .requestBody(body(Target.REQUEST_BODY, endpoint, log.requestBody(), log.requestHeaders()))
        .responseBody(
            body(Target.RESPONSE_BODY, endpoint, log.responseBody(), log.responseHeaders()))
        .exception(exception(endpoint, log.exception()))
        .logs(log.logs().stream().map(line -> logLine(endpoint, line)).toList())
        .spans(log.spans().stream().map(span -> span(endpoint, span)).toList())
        .attributesJson(attributes(endpoint, log.attributesJson()))
        .build();
  }

  @Override
  public RequestLog request(RequestLog request) {
    return redact(request);
  }

  /** Its request is not known yet: rules of any endpoint may be meant. */
  @Override
  public TraceSpan span(TraceSpan span) {
    return new TraceSpan(span.traceId(), span(null, span.span()));
  }

  /** Its request is not known yet: rules of any endpoint may be meant. */
  @Override
  public TraceLog line(TraceLog log) {
    return new TraceLog(
        log.id(),
        log.traceId(),
        log.spanId(),
        logLine(null, log.line()),
        exception(null, log.exception()));
  }

  private List<Header> headers(Target target, String endpoint, List<Header> headers) {
    List<Header> masked = new ArrayList<>(headers.size());
    for (Header header : headers) {
      String value = redactor.header(target, endpoint, header.name(), header.value());
      if (value != null) {
        masked.add(value.equals(header.value()) ? header : new Header(header.name(), value));
      }
    }
    return masked;
  }

  private Body body(Target target, String endpoint, Body body, List<Header> headers) {
    String text = body.text();
    if (body.state() != Body.State.CAPTURED || text == null) {
      return body;
    }
    if (text.length() > MAX_BODY_CHARS) {
      return new Body(Body.State.TOO_LARGE, null, false);
    }
    String masked =
        body.base64() ? null : redactor.body(target, endpoint, text, contentType(headers));
    if (masked == null) {
      return new Body(Body.State.MASKED, null, false);
    }
    return masked.equals(text) ? body : Body.ofText(masked);
  }

  private static String contentType(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("content-type")) {
        return header.value().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private @Nullable ExceptionInfo exception(
      @Nullable String endpoint, @Nullable ExceptionInfo exception) {
    if (exception == null) {
      return null;
    }
    return new ExceptionInfo(
        exception.type(),
        redactor.text(endpoint, exception.message()),
        optional(endpoint, exception.stacktrace()),
        exception.sentryEventId());
  }

  private LogLine logLine(@Nullable String endpoint, LogLine line) {
    return new LogLine(
        line.epochMicros(),
        line.level(),
        redactor.text(endpoint, line.message()),
        line.logger(),
        line.file(),
        line.line());
  }

  private Span span(@Nullable String endpoint, Span span) {
    return new Span(
        span.spanId(),
        span.parentSpanId(),
        redactor.text(endpoint, span.name()),
        span.kind(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        span.status(),
        attributes(endpoint, span.attributesJson()));
  }

  private String attributes(@Nullable String endpoint, String attributesJson) {
    String masked = redactor.attributes(endpoint, attributesJson);
    return masked == null ? "{}" : masked;
  }

  private @Nullable String optional(@Nullable String endpoint, @Nullable String text) {
    return text == null ? null : redactor.text(endpoint, text);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import io.gatehouse.protocol.redact.ClientAddress;
import io.gatehouse.protocol.redact.SecretNames;
import io.gatehouse.protocol.redact.UrlMasker;
import io.gatehouse.protocol.redact.UrlMasker.FieldRules;
import io.gatehouse.protocol.redact.ValueDetector;
import io.gatehouse.protocol.redact.ValueHash;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in everything a batch carries, whatever protocol it came by. Immutable.
 *
 * <pre>{@code
 * Batch clean = new Redactor(RedactionRules.DEFAULT).redact(batch);
 * }</pre>
 */
public final class Redactor {

  private final SecretNames names;
  private final ValueDetector values;
  private final UrlMasker urls;
  private final JsonMasker json;
  private final BodyMasker bodies;
  private final boolean keepClientAddress;

  public Redactor(RedactionRules rules) {
    names = new SecretNames(rules.names());
    values = new ValueDetector(names);
    urls = new UrlMasker(names, values, new ValueHash());
    json = new JsonMasker(names, values);
    bodies = new BodyMasker(json, urls, values);
    keepClientAddress = rules.keepClientAddress();
  }

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
    List<RequestLog> logs = new ArrayList<>(batch.requestLogs().size());
    for (RequestLog log : batch.requestLogs()) {
      logs.add(redact(log));
    }
    List<TraceSpan> spans = new ArrayList<>(batch.spans().size());
    for (TraceSpan span : batch.spans()) {
      spans.add(new TraceSpan(span.traceId(), span(span.span())));
    }
    List<TraceLog> lines = new ArrayList<>(batch.logs().size());
    for (TraceLog log : batch.logs()) {
      lines.add(redact(log));
    }
    return batch.toBuilder().errors(errors).requestLogs(logs).spans(spans).logs(lines).build();
  }

  private ErrorRollup redact(ErrorRollup error) {
    return new ErrorRollup(
        error.epochMinute(),
        error.kind(),
        error.method(),
        error.route(),
        error.consumer(),
        error.fingerprint(),
        error.type(),
        values.mask(error.message()),
        maskOptional(error.stacktrace()),
        error.field(),
        error.count(),
        error.request());
  }

  private TraceLog redact(TraceLog log) {
    return new TraceLog(
        log.id(), log.traceId(), log.spanId(), logLine(log.line()), exception(log.exception()));
  }

  private RequestLog redact(RequestLog log) {
    return log.toBuilder()
        .url(urls.maskUrl(log.url(), FieldRules.NONE))
        .clientAddress(address(log.clientAddress()))
        .requestHeaders(headers(log.requestHeaders()))
        .responseHeaders(headers(log.responseHeaders()))
        .requestBody(bodies.mask(log.requestBody(), log.requestHeaders()))
        .responseBody(bodies.mask(log.responseBody(), log.responseHeaders()))
        .exception(exception(log.exception()))
        .logs(logLines(log.logs()))
        .spans(spans(log.spans()))
        .attributesJson(attributes(log.attributesJson()))
        .build();
  }

  private @Nullable String address(@Nullable String address) {
    return address == null || keepClientAddress ? address : ClientAddress.truncate(address);
  }

  private List<Header> headers(List<Header> headers) {
    List<Header> masked = new ArrayList<>(headers.size());
    for (Header header : headers) {
      masked.add(new Header(header.name(), headerValue(header)));
    }
    return masked;
  }

  private String headerValue(Header header) {
    if (names.matches(header.name())) {
      return ValueDetector.MASK;
    }
    if (!keepClientAddress && ClientAddress.isForwarding(header.name())) {
      return ClientAddress.truncateAll(header.value());
    }
    return header.value().indexOf('?') >= 0
        ? urls.maskUrl(header.value(), FieldRules.NONE)
        : values.mask(header.value());
  }

  private @Nullable ExceptionInfo exception(@Nullable ExceptionInfo exception) {
    if (exception == null) {
      return null;
    }
    return new ExceptionInfo(
        exception.type(),
        values.mask(exception.message()),
        maskOptional(exception.stacktrace()),
        exception.sentryEventId());
  }

  private List<LogLine> logLines(List<LogLine> lines) {
    List<LogLine> masked = new ArrayList<>(lines.size());
    for (LogLine line : lines) {
      masked.add(logLine(line));
    }
    return masked;
  }

  private LogLine logLine(LogLine line) {
    return new LogLine(
        line.epochMicros(),
        line.level(),
        values.mask(line.message()),
        line.logger(),
        line.file(),
        line.line());
  }

  private List<Span> spans(List<Span> spans) {
    List<Span> masked = new ArrayList<>(spans.size());
    for (Span span : spans) {
      masked.add(span(span));
    }
    return masked;
  }

  private Span span(Span span) {
    return new Span(
        span.spanId(),
        span.parentSpanId(),
        values.mask(span.name()),
        span.kind(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        span.status(),
        attributes(span.attributesJson()));
  }

  private String attributes(String attributesJson) {
    String masked = json.mask(attributesJson);
    return masked == null ? "{}" : masked;
  }

  private @Nullable String maskOptional(@Nullable String text) {
    return text == null ? null : values.mask(text);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a batch; {@link BatchReader} reads them in the same order. */
final class BatchWriter {

  private final RecordWriter out;

  /** Minutes are written as the difference to the one before, which is mostly none. */
  private long lastMinute;

  BatchWriter(RecordWriter out) {
    this.out = out;
  }

  void write(Batch batch) {
    out.number(batch.app());
    out.name(batch.environment());
    out.name(batch.environmentSpelling());
    out.number(batch.receivedEpochMillis());
    messageId(batch.messageId());
    number(batch.number());
    instance(batch.instance());
    out.octet(Codes.of(batch.source()));
    list(batch.rollups(), this::rollup);
    list(batch.errors(), this::error);
    list(batch.requestLogs(), this::requestLog);
    list(batch.spans(), this::traceSpan);
    list(batch.logs(), this::traceLog);
    list(batch.consumers(), this::consumer);
    list(batch.endpoints(), this::endpoint);
    list(batch.outcomes(), this::outcome);
  }

  private void number(@Nullable BatchNumber number) {
    out.flag(number != null);
    if (number != null) {
      out.uuid(number.instance());
      out.number(number.epoch());
      out.number(number.sequence());
      out.number(number.sealed());
    }
  }

  private void messageId(@Nullable MessageId id) {
    out.flag(id != null);
    if (id != null) {
      out.fixed64(id.high());
      out.fixed64(id.low());
    }
  }

  private void instance(@Nullable InstanceReport report) {
    out.flag(report != null);
    if (report == null) {
      return;
    }
    out.uuid(report.id());
    out.flag(report.startup());
    out.name(report.client());
    out.count(report.versions().size());
    // Sorted, so that equal batches have equal bytes.
    new TreeMap<>(report.versions())
        .forEach(
            (name, version) -> {
              out.text(name);
              out.text(version);
            });
    optionalNumber(report.clientEpochMillis());
    Double cpu = report.cpuPercent();
    out.flag(cpu != null);
    if (cpu != null) {
      out.fixed64(Double.doubleToLongBits(cpu));
    }
    optionalNumber(report.memoryBytes());
    out.flag(report.monitored());
  }

  private void rollup(Rollup rollup) {
    minute(rollup.epochMinute());
    out.name(rollup.method());
    out.name(rollup.route());
    out.number(rollup.status());
    out.name(rollup.consumer());
    out.number(rollup.requests());
    histogram(rollup.durations());
    out.number(rollup.durationMicros());
    out.number(rollup.requestBytes());
    histogram(rollup.requestSizes());
    out.number(rollup.responseBytes());
    histogram(rollup.responseSizes());
    out.number(rollup.failed());
    out.number(rollup.aborted());
    keyUse(rollup.key());
  }

  private void keyUse(@Nullable KeyUse key) {
    out.flag(key != null);
    if (key != null) {
      out.name(key.id());
      out.name(key.refusal());
    }
  }

  private void histogram(Histogram histogram) {
    int size = histogram.size();
    out.count(size);
    int last = 0;
    for (int i = 0; i < size; i++) {
      out.number(histogram.bucket(i) - last);
      out.count(histogram.count(i));
      last = histogram.bucket(i);
    }
  }

  private void error(ErrorRollup error) {
    minute(error.epochMinute());
    out.octet(Codes.of(error.kind()));
    out.name(error.method());
    out.name(error.route());
    out.name(error.consumer());
    out.fixed64(error.fingerprint());
    out.name(error.type());
    out.text(error.message());
    out.optionalText(error.stacktrace());
    out.name(error.field());
    out.number(error.count());
    optionalUuid(error.request());
  }

  private void requestLog(RequestLog log) {
    out.uuid(log.id());
    out.number(log.startEpochMicros());
    out.name(log.method());
    out.name(log.route());
    out.text(log.url());
    out.number(log.status());
    out.name(log.consumer());
    out.number(log.durationMicros());
    out.number(log.requestBytes());
    out.number(log.responseBytes());
    out.optionalText(log.clientAddress());
    out.optionalText(log.traceId());
    optionalUuid(log.instance());
    list(log.requestHeaders(), this::header);
    list(log.responseHeaders(), this::header);
    body(log.requestBody());
    body(log.responseBody());
    exception(log.exception());
    list(log.logs(), this::logLine);
    list(log.spans(), this::span);
    out.name(log.corrected());
    out.octet(Codes.of(log.ending()));
    out.fixed64(Double.doubleToLongBits(log.weight()));
    out.text(log.attributesJson());
    keyUse(log.key());
    out.name(log.version());
  }

  private void traceSpan(TraceSpan span) {
    out.name(span.traceId());
    span(span.span());
  }

  private void traceLog(TraceLog log) {
    messageId(log.id());
    out.name(log.traceId());
    out.optionalText(log.spanId());
    logLine(log.line());
    exception(log.exception());
  }

  private void header(RequestLog.Header header) {
    out.name(header.name());
    out.name(header.value());
  }

  private void body(RequestLog.Body body) {
    out.octet(Codes.of(body.state()));
    out.optionalText(body.text());
    out.flag(body.base64());
  }

  private void exception(RequestLog.@Nullable ExceptionInfo exception) {
    out.flag(exception != null);
    if (exception != null) {
      out.name(exception.type());
      out.text(exception.message());
      out.optionalText(exception.stacktrace());
      out.optionalText(exception.sentryEventId());
    }
  }

  private void logLine(RequestLog.LogLine line) {
    out.number(line.epochMicros());
    out.name(line.level());
    out.text(line.message());
    out.name(line.logger());
    out.name(line.file());
    Integer number = line.line();
    optionalNumber(number == null ? null : number.longValue());
  }

  private void span(RequestLog.Span span) {
    out.text(span.spanId());
    out.optionalText(span.parentSpanId());
    out.name(span.name());
    out.name(span.kind());
    out.number(span.startEpochNanos());
    out.number(span.endEpochNanos());
    out.name(span.status());
    out.text(span.attributesJson());
  }

  private void consumer(ConsumerReport consumer) {
    out.name(consumer.identifier());
    out.name(consumer.name());
    out.name(consumer.group());
  }

  private void endpoint(EndpointReport endpoint) {
    out.name(endpoint.method());
    out.name(endpoint.route());
  }

  private void outcome(IngestOutcome outcome) {
    out.octet(Codes.of(outcome.kind()));
    out.name(outcome.reason());
    out.text(outcome.hint());
    out.number(outcome.count());
  }

  private void minute(long epochMinute) {
    out.number(epochMinute - lastMinute);
    lastMinute = epochMinute;
  }

  private void optionalUuid(@Nullable UUID value) {
    out.flag(value != null);
    if (value != null) {
      out.uuid(value);
    }
  }

  private void optionalNumber(@Nullable Long value) {
    out.flag(value != null);
    if (value != null) {
      out.number(value);
    }
  }

  private <T> void list(List<T> elements, Consumer<T> element) {
    out.count(elements.size());
    for (T each : elements) {
      element.accept(each);
    }
  }
}

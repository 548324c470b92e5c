// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.CountSource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a batch in the order in which {@link BatchWriter} wrote them. */
final class BatchReader {

  private final RecordReader in;
  private final int version;
  private long lastMinute;

  /**
   * @param version of the record
   */
  BatchReader(RecordReader in, int version) {
    this.in = in;
    this.version = version;
  }

  Batch read() {
    int app = in.smallNumber();
    String environment = in.requiredName();
    String spelling = version >= BatchCodec.WITH_SPELLING ? in.requiredName() : environment;
    return Batch.builder(app, environment, in.number())
        .environmentSpelling(spelling)
        .messageId(messageId())
        .number(version >= BatchCodec.WITH_NUMBER ? number() : null)
        .instance(instance())
        .source(hasSources() ? Codes.countSource(in.octet()) : CountSource.COUNTERS)
        .rollups(in.list(this::rollup))
        .errors(in.list(this::error))
        .requestLogs(in.list(this::requestLog))
        .spans(hasSources() ? in.list(this::traceSpan) : List.of())
        .logs(hasSources() ? in.list(this::traceLog) : List.of())
        .consumers(in.list(this::consumer))
        .endpoints(in.list(this::endpoint))
        .outcomes(in.list(this::outcome))
        .build();
  }

  private boolean hasSources() {
    return version >= BatchCodec.WITH_SOURCES;
  }

  private @Nullable BatchNumber number() {
    return in.flag() ? new BatchNumber(in.uuid(), in.number(), in.number(), in.number()) : null;
  }

  private @Nullable MessageId messageId() {
    return in.flag() ? new MessageId(in.fixed64(), in.fixed64()) : null;
  }

  private @Nullable InstanceReport instance() {
    if (!in.flag()) {
      return null;
    }
    return new InstanceReport(
        in.uuid(),
        in.flag(),
        in.name(),
        versions(),
        optionalNumber(),
        in.flag() ? Double.longBitsToDouble(in.fixed64()) : null,
        optionalNumber(),
        in.flag());
  }

  private Map<String, String> versions() {
    int size = in.size();
    Map<String, String> versions = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String name = in.text();
      versions.put(name, in.text());
    }
    return versions;
  }

  private Rollup rollup() {
    return new Rollup(
        minute(),
        in.requiredName(),
        in.requiredName(),
        in.smallNumber(),
        in.name(),
        in.number(),
        histogram(),
        in.number(),
        in.number(),
        histogram(),
        in.number(),
        histogram(),
        hasSources() ? in.number() : 0,
        hasSources() ? in.number() : 0,
        version >= BatchCodec.WITH_KEYS ? keyUse() : null);
  }

  private @Nullable KeyUse keyUse() {
    return in.flag() ? new KeyUse(in.requiredName(), in.requiredName()) : null;
  }

  private Histogram histogram() {
    int size = in.size();
    if (size == 0) {
      return Histogram.EMPTY;
    }
    int[] buckets = new int[size];
    long[] counts = new long[size];
    int last = 0;
    for (int i = 0; i < size; i++) {
      last += in.smallNumber();
      buckets[i] = last;
      counts[i] = in.count();
    }
    return Histogram.of(buckets, counts);
  }

  private ErrorRollup error() {
    return new ErrorRollup(
        minute(),
        Codes.errorKind(in.octet()),
        in.requiredName(),
        in.requiredName(),
        in.name(),
        in.fixed64(),
        in.requiredName(),
        in.text(),
        in.optionalText(),
        in.name(),
        in.number(),
        hasSources() && in.flag() ? in.uuid() : null);
  }

  private RequestLog requestLog() {
    return RequestLog.builder(
            in.uuid(), in.number(), in.requiredName(), in.requiredName(), in.text())
        .status(in.smallNumber())
        .consumer(in.name())
        .durationMicros(in.number())
        .requestBytes(in.number())
        .responseBytes(in.number())
        .clientAddress(in.optionalText())
        .traceId(in.optionalText())
        .instance(in.flag() ? in.uuid() : null)
        .requestHeaders(in.list(this::header))
        .responseHeaders(in.list(this::header))
        .requestBody(body())
        .responseBody(body())
        .exception(exception())
        .logs(in.list(this::logLine))
        .spans(in.list(this::span))
        .corrected(in.requiredName())
        .ending(hasSources() ? Codes.ending(in.octet()) : RequestLog.Ending.COMPLETE)
        .weight(hasSources() ? Double.longBitsToDouble(in.fixed64()) : 0)
        .attributesJson(hasSources() ? in.text() : "{}")
        .key(version >= BatchCodec.WITH_KEYS_OF_REQUESTS ? keyUse() : null)
        .version(version >= BatchCodec.WITH_VERSIONS_OF_REQUESTS ? in.name() : null)
        .build();
  }

  private TraceSpan traceSpan() {
    return new TraceSpan(in.requiredName(), span());
  }

  private TraceLog traceLog() {
    MessageId id = messageId();
    if (id == null) {
      throw new CodecException("a log line without identity");
    }
    return new TraceLog(id, in.requiredName(), in.optionalText(), logLine(), exception());
  }

  private RequestLog.Header header() {
    return new RequestLog.Header(in.requiredName(), in.requiredName());
  }

  private RequestLog.Body body() {
    return new RequestLog.Body(Codes.bodyState(in.octet()), in.optionalText(), in.flag());
  }

  private RequestLog.@Nullable ExceptionInfo exception() {
    if (!in.flag()) {
      return null;
    }
    return new RequestLog.ExceptionInfo(
        in.requiredName(), in.text(), in.optionalText(), in.optionalText());
  }

  private RequestLog.LogLine logLine() {
    return new RequestLog.LogLine(
        in.number(),
        in.requiredName(),
        in.text(),
        in.name(),
        in.name(),
        in.flag() ? in.smallNumber() : null);
  }

  private RequestLog.Span span() {
    return new RequestLog.Span(
        in.text(),
        in.optionalText(),
        in.requiredName(),
        in.requiredName(),
        in.number(),
        in.number(),
        in.requiredName(),
        in.text());
  }

  private ConsumerReport consumer() {
    return new ConsumerReport(in.requiredName(), in.name(), in.name());
  }

  private EndpointReport endpoint() {
    return new EndpointReport(in.requiredName(), in.requiredName());
  }

  private IngestOutcome outcome() {
    return new IngestOutcome(
        Codes.outcomeKind(in.octet()), in.requiredName(), in.text(), in.number());
  }

  private long minute() {
    lastMinute += in.number();
    return lastMinute;
  }

  private @Nullable Long optionalNumber() {
    return in.flag() ? in.number() : null;
  }
}

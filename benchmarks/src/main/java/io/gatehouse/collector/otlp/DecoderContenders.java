// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gatehouse.collector.intake.Corrections;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Three ways to read a traces request in protobuf. Each looks at every id, name, time and attribute
 * and gives a sum of what it saw, which must be the same for all.
 */
public final class DecoderContenders {

  private DecoderContenders() {}

  /** Our decoder with a sink that adds up. */
  public static long ours(byte[] body) throws IOException {
    Corrections corrections = new Corrections();
    Adding sink = new Adding();
    OtlpDecoder.read(Signal.TRACES, new ProtobufCursor(body, corrections), corrections, sink);
    return sink.sum;
  }

  /** The same from a stream, as a compressed body is read. */
  public static long oursFromStream(byte[] body) throws IOException {
    Corrections corrections = new Corrections();
    Adding sink = new Adding();
    OtlpDecoder.read(
        Signal.TRACES,
        new ProtobufCursor(new ByteArrayInputStream(body), corrections),
        corrections,
        sink);
    return sink.sum;
  }

  private static final class Adding implements OtlpSink {
    private long sum;

    @Override
    public void resource(Attributes resource) {}

    @Override
    public void scope(String name) {}

    @Override
    public void span(SpanData span) {
      byte[] trace = span.traceId;
      byte[] id = span.spanId;
      sum += span.startNanos ^ span.endNanos;
      sum += span.name.length() + (trace == null ? 0 : trace[0]) + (id == null ? 0 : id[0]);
      for (var attribute : span.attributes.asMap().entrySet()) {
        sum += attribute.getKey().length();
        if (attribute.getValue() instanceof String text) {
          sum += text.length();
        } else if (attribute.getValue() instanceof Long number) {
          sum += number;
        }
      }
    }

    @Override
    public void log(LogData log) {}

    @Override
    public void metric(MetricData metric) {}

    @Override
    public boolean wants(String metric) {
      return false;
    }

    @Override
    public void overLimit(long items) {}
  }

  /** The generated classes, which hold the whole request. */
  public static long generated(byte[] body) throws IOException {
    long sum = 0;
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          sum += span.getStartTimeUnixNano() ^ span.getEndTimeUnixNano();
          sum += span.getName().length() + span.getTraceId().byteAt(0) + span.getSpanId().byteAt(0);
          for (KeyValue attribute : span.getAttributesList()) {
            AnyValue value = attribute.getValue();
            sum += attribute.getKey().length();
            sum += value.hasStringValue() ? value.getStringValue().length() : value.getIntValue();
          }
        }
      }
    }
    return sum;
  }

  /** A walk written by hand for just these fields, without limits, that keeps nothing. */
  public static long bare(byte[] body) throws IOException {
    return walk(CodedInputStream.newInstance(body), 0);
  }

  /**
   * @param level 0 = request, 1 = resource spans, 2 = scope spans
   */
  private static long walk(CodedInputStream in, int level) throws IOException {
    long sum = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != (level == 0 ? 1 : 2)) {
        in.skipField(tag);
        continue;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      sum += level == 2 ? span(in) : walk(in, level + 1);
      in.popLimit(outer);
    }
    return sum;
  }

  private static long span(CodedInputStream in) throws IOException {
    long sum = 0;
    long start = 0;
    long end = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1, 2 -> sum += in.readByteArray()[0];
        case 5 -> sum += in.readString().length();
        case 7 -> start = in.readFixed64();
        case 8 -> end = in.readFixed64();
        case 9 -> {
          int outer = in.pushLimit(in.readRawVarint32());
          sum += attribute(in);
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    return sum + (start ^ end);
  }

  private static long attribute(CodedInputStream in) throws IOException {
    long sum = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        sum += in.readString().length();
        continue;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(inner)) {
          case 1 -> sum += in.readString().length();
          case 3 -> sum += in.readInt64();
          default -> in.skipField(inner);
        }
      }
      in.popLimit(outer);
    }
    return sum;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gatehouse.collector.intake.Corrections;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever the generated classes can read, our decoder reads alike; nothing else breaks it. */
class OtlpDecoderFuzzTest {

  private static final int SEEDS = 4_000;

  /** Notes what identifies each span. */
  private static final class Noting implements OtlpSink {
    private final List<String> spans = new ArrayList<>();

    @Override
    public void resource(Attributes resource) {}

    @Override
    public void scope(String name) {}

    @Override
    public void span(SpanData span) {
      spans.add(
          describe(
              span.traceId == null ? ByteString.EMPTY : ByteString.copyFrom(span.traceId),
              span.startNanos,
              span.kind,
              span.name));
    }

    @Override
    public void log(LogData log) {}

    @Override
    public void metric(MetricData metric) {}

    @Override
    public boolean wants(String metric) {
      return true;
    }

    @Override
    public void overLimit(long items) {}
  }

  private static String describe(ByteString trace, long start, int kind, String name) {
    // Longer ids are none to us.
    ByteString id = trace.size() > 16 ? ByteString.EMPTY : trace;
    return String.join(
        " ", id.size() + "/" + id.hashCode(), Long.toString(start), Integer.toString(kind), name);
  }

  @Test
  void changedBytes_readableByTheGeneratedClasses_giveTheSameSpans() throws IOException {
    Map<String, Object> attributes = new HashMap<>(Payloads.get("/users/{id}", 200));
    attributes.put("list", List.of("a", 2, 0.5, true, Map.of("k", "v")));
    byte[] valid =
        Wire.protobuf(
            Signal.TRACES,
            Payloads.traces(
                Payloads.server(attributes),
                Payloads.server(Payloads.TRACE, "00000000000000aa", attributes)));
    int compared = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] changed = change(valid, new Random(seed));
      List<String> expected = expected(changed);
      Noting noting = new Noting();
      try {
        decode(changed, noting);
      } catch (IOException e) {
        if (expected != null) {
          fail("seed " + seed + ": refused what the generated classes read", e);
        }
        continue;
      }
      if (expected != null) {
        compared++;
        assertThat(noting.spans).as("seed %d", seed).isEqualTo(expected);
      }
    }
    assertThat(compared).isGreaterThan(SEEDS / 10);
  }

  private static byte[] change(byte[] valid, Random random) {
    byte[] changed = valid.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
  }

  /** From memory and from a stream, which must give the same. */
  private static void decode(byte[] body, Noting noting) throws IOException {
    Noting other = new Noting();
    IOException failure = null;
    try {
      decode(() -> new ProtobufCursor(new ByteArrayInputStream(body), new Corrections()), other);
    } catch (IOException e) {
      failure = e;
    }
    try {
      decode(() -> new ProtobufCursor(body, new Corrections()), noting);
    } catch (IOException e) {
      assertThat(failure).as("refused from memory only").isNotNull();
      throw e;
    }
    assertThat(failure).as("refused from a stream only").isNull();
    assertThat(noting.spans).isEqualTo(other.spans);
  }

  private static void decode(Supplier<ProtobufCursor> body, Noting noting) throws IOException {
    Corrections corrections = new Corrections();
    try {
      OtlpDecoder.read(Signal.TRACES, body.get(), corrections, noting);
    } catch (OtlpDecoder.LateEnvelopeException e) {
      noting.spans.clear();
      OtlpDecoder.Envelopes envelopes = new OtlpDecoder.Envelopes();
      OtlpDecoder.scan(Signal.TRACES, body.get(), noting, envelopes);
      OtlpDecoder.read(Signal.TRACES, body.get(), corrections, noting, envelopes);
    }
  }

  /** Null when the generated classes cannot read it. */
  private static @org.jspecify.annotations.Nullable List<String> expected(byte[] body) {
    ExportTraceServiceRequest request;
    try {
      request = ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
    List<String> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(
              describe(
                  span.getTraceId(),
                  span.getStartTimeUnixNano(),
                  span.getKindValue(),
                  span.getName()));
        }
      }
    }
    return spans;
  }
}

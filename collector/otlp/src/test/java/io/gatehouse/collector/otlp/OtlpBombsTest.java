// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Small requests that would grow large are refused for good, and leave nothing behind. */
class OtlpBombsTest {

  private final OtlpFixture otlp = new OtlpFixture();

  private void assertTooLarge(Signal signal, byte[] body, String why) {
    byte[] sent = body.length > OtlpLimits.WIRE_BYTES ? Wire.gzip(body) : body;
    Reply reply = otlp.sendBytes(Encoding.PROTOBUF, signal, sent);
    assertThat(reply.code()).isEqualTo(Reply.RESOURCE_EXHAUSTED);
    assertThat(reply.message()).contains(why);
    assertThat(reply.retryable()).isFalse();
    assertThat(otlp.intake.batches()).isEmpty();
  }

  private static byte[] repeated(int times, byte[] message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < times; i++) {
      out.writeByteArray(1, message);
    }
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void millionsOfEmptyResources_areRefused() throws IOException {
    assertTooLarge(Signal.TRACES, repeated(4_000_000, new byte[0]), "resources and scopes");
  }

  @Test
  void resourcesAfterTheirScopes_areRefusedAsWell() throws IOException {
    // An empty scope_spans, then an empty resource.
    assertTooLarge(
        Signal.TRACES, repeated(1_000_000, new byte[] {0x12, 0, 0x0A, 0}), "resources and scopes");
  }

  @Test
  void requestOfThousandsOfProcesses_isRefused() {
    ObjectNode request = Payloads.traces();
    ArrayNode resources = (ArrayNode) request.get("resourceSpans");
    for (int i = 0; i < 2_100; i++) {
      ObjectNode one =
          Payloads.request(
              "resourceSpans",
              "scopeSpans",
              "spans",
              Map.of("service.instance.id", "i" + i),
              "",
              Payloads.server(Payloads.get("/a", 200)));
      resources.add(one.get("resourceSpans").get(0));
    }
    assertTooLarge(Signal.TRACES, Wire.protobuf(Signal.TRACES, request), "processes");
  }

  @Test
  void manyPointsOfManyBuckets_areRefused() {
    ObjectNode[] points = new ObjectNode[3_000];
    long[] counts = new Random(7).longs(1_900, 0, 200).toArray();
    for (int i = 0; i < points.length; i++) {
      points[i] = Payloads.point(1, Payloads.NOW_NANOS, Map.of("n", i), counts);
    }
    ObjectNode request =
        Payloads.metrics(Payloads.histogram("http.server.request.duration", 1, points));
    assertTooLarge(Signal.METRICS, Wire.protobuf(Signal.METRICS, request), "points");
  }

  @Test
  void manyExceptionsOfManySpans_areRefused() {
    ObjectNode[] spans = new ObjectNode[20];
    String message = new BigInteger(20_000 * 4, new Random(7)).toString(36);
    for (int i = 0; i < spans.length; i++) {
      spans[i] = Payloads.server(Payloads.TRACE, "%016x".formatted(i + 1), Payloads.get("/a", 500));
      for (int j = 0; j < 100; j++) {
        Payloads.exception(spans[i], "E" + j, message);
      }
    }
    assertTooLarge(
        Signal.TRACES, Wire.protobuf(Signal.TRACES, Payloads.traces(spans)), "bytes to keep");
  }

  @Test
  void deepAndWideValues_areCutAndTheSpanIsKept() {
    Object deep = "end";
    for (int i = 0; i < 90; i++) {
      deep = Map.of("k", deep);
    }
    Map<String, Object> attributes = new HashMap<>(Payloads.get("/a", 200));
    attributes.put("deep", deep);
    attributes.put("wide", java.util.Collections.nCopies(5_000, true));
    byte[] body = Wire.protobuf(Signal.TRACES, Payloads.traces(Payloads.server(attributes)));
    assertThat(otlp.sendBytes(Encoding.PROTOBUF, Signal.TRACES, body).code()).isZero();
    assertThat(otlp.intake.batch().requestLogs().get(0).attributesJson())
        .contains("\"deep\":{\"k\":{")
        .hasSizeLessThan(12_000);
  }
}

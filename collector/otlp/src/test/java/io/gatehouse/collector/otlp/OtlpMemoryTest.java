// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a request of usual spans costs in memory while its batches are held. */
class OtlpMemoryTest {

  private static final int SPANS = 8_192;

  @Test
  void batches_takeLessThanFourTimesTheirBytesOnTheWire() {
    ObjectNode request = Payloads.traces();
    ArrayNode spans = (ArrayNode) request.at("/resourceSpans/0/scopeSpans/0/spans");
    for (int i = 0; i < SPANS; i++) {
      Map<String, Object> attributes = new HashMap<>(Payloads.get("/users/{id}", 200));
      attributes.put("server.address", "api.example.com");
      attributes.put("url.scheme", "https");
      attributes.put("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) number " + i);
      attributes.put("thread.name", "http-nio-8080-exec-" + i);
      attributes.put("network.protocol.version", "1.1");
      spans.add(Payloads.server(Payloads.TRACE, "%016x".formatted(i + 1), attributes));
    }
    byte[] body = Wire.write(Encoding.PROTOBUF, Signal.TRACES, request);
    request.removeAll();
    OtlpFixture otlp = new OtlpFixture();
    otlp.sendBytes(Encoding.PROTOBUF, Signal.TRACES, new byte[0]);
    long before = used();
    assertThat(otlp.sendBytes(Encoding.PROTOBUF, Signal.TRACES, body).code()).isZero();
    long held = used() - before;
    assertThat(otlp.intake.batch().requestLogs()).hasSize(SPANS);
    assertThat(held).as("%d bytes on the wire", body.length).isLessThan(4L * body.length);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

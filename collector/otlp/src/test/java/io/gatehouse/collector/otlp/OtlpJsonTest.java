// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract over JSON, and what only JSON can get wrong. */
class OtlpJsonTest extends OtlpContract {

  @Override
  Encoding encoding() {
    return Encoding.JSON;
  }

  private Reply send(String json) {
    return otlp.sendBytes(Encoding.JSON, Signal.TRACES, json.getBytes(UTF_8));
  }

  @Test
  void o8_namesOfProtobuf_areRefusedWithTheRightOnes() {
    Reply reply = send("{\"resource_spans\":[]}");
    assertThat(reply.code()).isEqualTo(Reply.INVALID_ARGUMENT);
    assertThat(reply.message()).contains("resourceSpans");
    assertThat(send("[]").code()).isEqualTo(Reply.INVALID_ARGUMENT);
  }

  @Test
  void o10_unknownNamesAndNulls_arePassedOver() {
    ObjectNode span = Payloads.server(Payloads.get("/users/{id}", 200));
    span.putObject("madeUp").putArray("a").add(1).addNull();
    span.putNull("traceState");
    span.putNull("events");
    ObjectNode request = Payloads.traces(span);
    request.put("made_up", "x");
    assertThat(otlp.send(Encoding.JSON, Signal.TRACES, request).code()).isZero();
    assertThat(request().status()).isEqualTo(200);
  }

  @Test
  void o11_idsEnumsAndNumbers_areReadInAllTheirSpellings() {
    String json =
        Payloads.traces(Payloads.server(Map.of("http.request.method", "GET", "x", 0.5)))
            .toString()
            .replace(Payloads.TRACE, "0AF7651916CD43DD8448EB211C80319C")
            .replace("\"kind\":2", "\"kind\":\"SPAN_KIND_SERVER\"")
            .replace("0.5", "\"NaN\"")
            .replace("\"" + Payloads.NOW_NANOS + "\"", Long.toString(Payloads.NOW_NANOS));
    assertThat(send(json).rejected()).isZero();
    assertThat(request().traceId()).isEqualTo(Payloads.TRACE);
    assertThat(request().attributesJson()).contains("NaN");
  }
}

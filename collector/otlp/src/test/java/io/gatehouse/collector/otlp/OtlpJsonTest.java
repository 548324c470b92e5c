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

  @Test
  void o10_listThatComesTwice_countsAsItCameLast() {
    String one = Payloads.traces(Payloads.server(Payloads.get("/first", 200))).toString();
    String other = Payloads.traces(Payloads.server(Payloads.get("/last", 200))).toString();
    String both = one.substring(0, one.length() - 1) + "," + other.substring(1);
    assertThat(send(both).code()).isZero();
    assertThat(request().route()).isEqualTo("/last");
    assertThat(otlp.intake.batch().outcomes())
        .extracting(outcome -> outcome.reason() + " " + outcome.count())
        .contains("list-repeated 1");
  }

  @Test
  void o10_attributesThatComeTwiceAfterAResource_countAsTheyCameLast() {
    ObjectNode request = Payloads.traces(Payloads.server(Payloads.get("/last", 200)));
    String attributes = Payloads.attributes(Payloads.get("/first", 404)).toString();
    String body =
        request.toString().replace("\"kind\":2", "\"kind\":2,\"attributes\":" + attributes);
    assertThat(send(body).code()).isZero();
    assertThat(request().status()).isEqualTo(200);
    assertThat(request().route()).isEqualTo("/last");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second generation of APIToolkit's and Monoscope's SDKs. */
class ApitoolkitSpansTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KEY = "at-project-key";

  /** A little after the recorded spans. */
  private final OtlpFixture otlp = new OtlpFixture(new ManualClock(1_795_380_000_000L));

  private final BatchRedactor redactor = BatchRedactor.builtIn();

  private static ObjectNode fixture(String name) {
    String path = "/apitoolkit/" + name + ".json";
    try (InputStream in = ApitoolkitSpansTest.class.getResourceAsStream(path)) {
      ObjectNode request = (ObjectNode) MAPPER.readTree(Objects.requireNonNull(in, name));
      for (JsonNode resource : request.get("resourceSpans")) {
        set(resource.at("/resource/attributes"), KEY, FakeApps.TOKEN);
      }
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(JsonNode attributes, String key, String value) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).get("key").asText().equals(key)) {
        ((ArrayNode) attributes).remove(i);
      }
    }
    ((ArrayNode) attributes)
        .addObject()
        .put("key", key)
        .putObject("value")
        .put("stringValue", value);
  }

  private static List<ObjectNode> spans(ObjectNode request) {
    List<ObjectNode> spans = new ArrayList<>();
    for (JsonNode resource : request.get("resourceSpans")) {
      for (JsonNode scope : resource.get("scopeSpans")) {
        scope.get("spans").forEach(span -> spans.add((ObjectNode) span));
      }
    }
    return spans;
  }

  /** The same spans, a request for each part of them. */
  private static ObjectNode with(ObjectNode request, List<ObjectNode> spans) {
    ObjectNode part = request.deepCopy();
    ArrayNode resources = (ArrayNode) part.get("resourceSpans");
    while (resources.size() > 1) {
      resources.remove(1);
    }
    ArrayNode scopes = ((ObjectNode) resources.get(0)).putArray("scopeSpans");
    scopes.addObject().putArray("spans").addAll(spans);
    return part;
  }

  private static ObjectNode sdkSpan(ObjectNode request) {
    return spans(request).stream()
        .filter(span -> span.toString().contains("JsExpress") || span.toString().contains("Python"))
        .findFirst()
        .orElseThrow();
  }

  private IngestAnswer post(Encoding encoding, ObjectNode request, Map<String, String> headers) {
    return otlp.answer(
        OtlpFixture.head(encoding, Signal.TRACES, headers),
        Wire.write(encoding, Signal.TRACES, request));
  }

  /** Sent as these SDKs send: the key is in the payload. */
  private Batch send(ObjectNode request) {
    IngestAnswer answer = post(Encoding.PROTOBUF, request, Map.of("Authorization", ""));
    assertThat(answer.status()).isEqualTo(200);
    return otlp.intake.batches().get(otlp.intake.batches().size() - 1);
  }

  private Batch send(String name) {
    return send(fixture(name));
  }

  private static ObjectNode changed(String name, Consumer<ObjectNode> change) {
    ObjectNode request = fixture(name);
    change.accept(sdkSpan(request));
    return request;
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void at21_keyInThePayload_isFoundAndNotStored(Encoding encoding) {
    ObjectNode request = fixture("express-3.6.2/get-user");
    post(encoding, request, Map.of("Authorization", ""));
    Batch batch = otlp.intake.batch();
    assertThat(batch.app()).isEqualTo(FakeApps.APP);
    assertThat(batch.requestLogs()).hasSize(1);
    assertThat(batch.toString()).doesNotContain(FakeApps.TOKEN);
  }

  @Test
  void at21_withoutAKey_littleIsRead() {
    ObjectNode request = fixture("express-3.6.2/get-user");
    set(request.at("/resourceSpans/0/resource/attributes"), KEY, "ghi_other");
    for (int i = 0; i < 20; i++) {
      assertThat(post(Encoding.PROTOBUF, request, Map.of("Authorization", "")).status())
          .isEqualTo(401);
    }
    assertThat(post(Encoding.PROTOBUF, request, Map.of("Authorization", "")).status())
        .isEqualTo(429);
    otlp.clock.advance(java.time.Duration.ofSeconds(1));
    IngestHead head =
        OtlpFixture.head(Encoding.PROTOBUF, Signal.TRACES, Map.of("Authorization", ""));
    assertThat(otlp.answer(head, new byte[OtlpLimits.UNKNOWN_WIRE_BYTES + 1]).status())
        .isEqualTo(413);
    send("express-3.6.2/get-user");
    for (int i = 0; i < 30; i++) {
      assertThat(post(Encoding.PROTOBUF, request, Map.of("Authorization", "")).status())
          .isEqualTo(401);
    }
  }

  @Test
  void at22_allEncodings_giveTheSameRows() {
    ObjectNode request = fixture("express-3.6.2/outgoing-post");
    for (Encoding encoding : Encoding.values()) {
      post(encoding, request, Map.of("Authorization", ""));
    }
    List<Batch> batches = otlp.intake.batches();
    assertThat(batches).hasSize(3);
    for (Batch batch : batches) {
      assertThat(batch.requestLogs()).isEqualTo(batches.get(0).requestLogs());
      assertThat(batch.spans()).isEqualTo(batches.get(0).spans());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ghi_known\"", " ghi_known ", "ghi%5Fknown", "'ghi_known'"})
  void at23_keyAsGuidesShowIt_isUnderstood(String spelling) {
    ObjectNode request = fixture("express-3.6.2/get-user");
    set(request.at("/resourceSpans/0/resource/attributes"), KEY, spelling);
    assertThat(send(request).requestLogs()).hasSize(1);
  }

  @Test
  void at23_keyInOtherPlaces_isFound() {
    ObjectNode request = fixture("express-3.6.2/get-user");
    ArrayNode attributes = (ArrayNode) request.at("/resourceSpans/0/resource/attributes");
    attributes.remove(attributes.size() - 1);
    assertThat(post(Encoding.JSON, request, Map.of("Authorization", FakeApps.TOKEN)).status())
        .isEqualTo(200);
    ObjectNode list = attributes.addObject().put("key", "http.headers").putObject("value");
    list.putObject("kvlistValue")
        .putArray("values")
        .addObject()
        .put("key", "x-api-key")
        .putObject("value")
        .put("stringValue", FakeApps.TOKEN);
    assertThat(send(request).requestLogs()).hasSize(1);
    attributes.remove(attributes.size() - 1);
    set(attributes, "x-api-key", FakeApps.TOKEN);
    assertThat(send(request).requestLogs()).hasSize(1);
  }

  @Test
  void at23_oneBadKeyAmongGoodOnes_refusesItsResourceOnly() {
    ObjectNode request = fixture("express-3.6.2/get-user");
    ObjectNode other = fixture("express-3.6.2/post-json");
    set(other.at("/resourceSpans/0/resource/attributes"), KEY, "ghi_other");
    ((ArrayNode) request.get("resourceSpans")).add(other.at("/resourceSpans/0"));
    Reply reply =
        Reply.of(Encoding.PROTOBUF, post(Encoding.PROTOBUF, request, Map.of("Authorization", "")));
    assertThat(reply.code()).isZero();
    assertThat(reply.rejected()).isEqualTo(spans(other).size());
    assertThat(otlp.intake.batch().requestLogs()).hasSize(1);
  }

  @Test
  void at24_span_isKnownByNameOrAttribute() {
    assertThat(
            send(changed("flask-1.0.3-otel/get-user", span -> span.put("name", "x"))).requestLogs())
        .hasSize(1);
    ObjectNode monoscope = fixture("express-3.6.2/get-user");
    for (ObjectNode span : spans(monoscope)) {
      if (span.get("name").asText().equals("apitoolkit-http-span")) {
        span.put("name", "monoscope.http").put("kind", 2);
        for (JsonNode attribute : span.get("attributes")) {
          String key = attribute.get("key").asText();
          ((ObjectNode) attribute).put("key", key.replace("apitoolkit.", "monoscope."));
        }
      }
    }
    Batch batch = send(monoscope);
    assertThat(batch.requestLogs()).hasSize(1);
    assertThat(batch.requestLogs().get(0).attributesJson()).contains("JsExpress");
  }

  @Test
  void at25_attributes_becomeTheRequest() {
    RequestLog request = send("express-3.6.2/get-user").requestLogs().get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.route()).isEqualTo("/users/{id}");
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.weight()).isEqualTo(1);
    assertThat(request.responseBody().text()).startsWith("{\"id\":\"42\"");
    assertThat(request.requestHeaders()).extracting(Header::name).contains("user-agent", "host");
    assertThat(request.attributesJson())
        .contains("\"tags\":[\"env:test\",\"region:eu-1\"]", "\"service_version\":\"v2.3.1\"");
    ObjectNode java =
        changed(
            "flask-1.0.3-otel/get-user",
            span -> set(span.get("attributes"), "apitoolkit.tags", "\"a, b\""));
    assertThat(send(java).requestLogs().get(0).attributesJson()).contains("\"tags\":[\"a\",\"b\"]");
  }

  @Test
  void at25_valueUndefined_isAbsent() {
    assertThat(send("express-3.6.2/outgoing-get").toString()).doesNotContain("undefined");
  }

  @Test
  void at26_swappedRouteAndTarget_arePutRight() {
    RequestLog request = send("flask-1.0.3-otel/get-user").requestLogs().get(0);
    assertThat(request.route()).isEqualTo("/users/{uid}");
    assertThat(request.url()).isEqualTo("http://api.shop.test/users/42?verbose=true&tag=a&tag=b");
    assertThat(request.requestBody().text()).isNull();
  }

  @Test
  void at27_idOfAPythonCall_isThatOfItsParent() {
    String parent = "eb7a3e13-e85a-4aef-88b4-3820b8634e0e";
    ObjectNode request =
        changed(
            "flask-1.0.3-otel/get-user",
            span -> {
              set(span.get("attributes"), "apitoolkit.sdk_type", "PythonOutgoing");
              set(span.get("attributes"), "http.request.header.X-A", "['x']");
            });
    Batch batch = send(request);
    assertThat(batch.requestLogs()).isEmpty();
    assertThat(batch.spans()).hasSize(1);
    assertThat(batch.spans().get(0).span().attributesJson())
        .contains("\"x-a\":\"x\"")
        .contains("\"parent_id\":\"" + parent + "\"");
  }

  @Test
  void at28_exceptionOfTheSdkItself_isNoError() {
    Batch batch = send("express-3.6.2/outgoing-404");
    assertThat(batch.errors()).isEmpty();
    assertThat(batch.requestLogs().get(0).exception()).isNull();
  }

  @Test
  void at29_serverAndSdkSpan_areOneRequestInAnyOrderAndCut() {
    for (String name :
        List.of(
            "get-204",
            "get-html",
            "get-user",
            "mounted-router",
            "outgoing-404",
            "outgoing-get",
            "outgoing-post",
            "post-form",
            "post-json",
            "post-text",
            "reported-error",
            "unhandled-error",
            "unmatched-404")) {
      ObjectNode request = fixture("express-3.6.2/" + name);
      assertThat(send(request).requestLogs()).as(name).hasSize(1);
      RequestLog whole =
          otlp.intake.batches().get(otlp.intake.batches().size() - 1).requestLogs().get(0);
      List<ObjectNode> spans = spans(request);
      for (int seed = 0; seed < 10; seed++) {
        Collections.shuffle(spans, new Random(seed));
        int cut = new Random(seed).nextInt(spans.size() + 1);
        otlp.intake.batches().clear();
        send(with(request, spans));
        assertThat(otlp.intake.batch().requestLogs()).as(name).containsExactly(whole);
        otlp.intake.batches().clear();
        post(Encoding.JSON, with(request, spans.subList(0, cut)), Map.of());
        post(Encoding.JSON, with(request, spans.subList(cut, spans.size())), Map.of());
        // A second one of the same identity is not counted.
        assertThat(otlp.intake.batches().stream().flatMap(batch -> batch.requestLogs().stream()))
            .as(name + " " + seed)
            .isNotEmpty()
            .extracting(RequestLog::id)
            .containsOnly(whole.id());
      }
      otlp.intake.batches().clear();
    }
  }

  @Test
  void at29_serverSpanInALaterExportAndFrameworkSpansBetween_areOneRequest() {
    ObjectNode request = fixture("express-3.6.2/get-user");
    List<ObjectNode> spans = spans(request);
    ObjectNode server =
        spans.stream().filter(span -> span.get("kind").asInt() == 2).findFirst().orElseThrow();
    ObjectNode own =
        spans.stream()
            .filter(span -> span.get("attributes").toString().contains("sdk_type"))
            .findFirst()
            .orElseThrow();
    ObjectNode middle = server.deepCopy();
    middle.put("kind", 1).put("name", "middleware").put("spanId", "00000000000000aa");
    middle.put("parentSpanId", server.get("spanId").asText()).putArray("attributes");
    own.put("parentSpanId", "00000000000000aa");
    post(Encoding.JSON, with(request, List.of(own, middle)), Map.of());
    post(Encoding.JSON, with(request, List.of(server)), Map.of());
    assertThat(otlp.intake.batches().stream().flatMap(batch -> batch.requestLogs().stream()))
        .hasSize(2)
        .extracting(RequestLog::id)
        .containsOnly(otlp.intake.batches().get(1).requestLogs().get(0).id());
  }

  @Test
  void at29_merged_takesTheBestOfBoth() {
    RequestLog user = send("express-3.6.2/get-user").requestLogs().get(0);
    assertThat(user.url()).startsWith("http://api.shop.test:8090/users/42?");
    assertThat(user.clientAddress()).isEqualTo("198.51.100.7");
    assertThat(user.spans().get(0).kind()).isEqualTo("SERVER");
    assertThat(send("express-3.6.2/mounted-router").requestLogs().get(0).route())
        .isEqualTo("/v1/tenants/{tid}/orders/{oid}");
    assertThat(send("express-3.6.2/unmatched-404").requestLogs().get(0).route())
        .isEqualTo(Rollup.UNMATCHED);
    assertThat(send("express-3.6.2/batch-of-two-requests").requestLogs()).hasSize(2);
  }

  @Test
  void at30_viewsOfOneCall_areOne() {
    for (String name : List.of("outgoing-get", "outgoing-404", "outgoing-post")) {
      List<TraceSpan> calls =
          send("express-3.6.2/" + name).spans().stream()
              .filter(span -> span.span().kind().equals("CLIENT"))
              .toList();
      assertThat(calls).as(name).hasSize(1);
      assertThat(calls.get(0).span().name()).contains(" inventory.shop.test:8090/upstream/");
      assertThat(calls.get(0).span().attributesJson()).contains("JsAxiosOutgoing");
    }
  }

  @Test
  void at31_errors_areTheUnionOfBothSources() {
    Batch unhandled = send("express-3.6.2/unhandled-error");
    assertThat(unhandled.errors()).hasSize(1);
    assertThat(unhandled.requestLogs().get(0).status()).isEqualTo(500);
    assertThat(unhandled.errors().get(0).request()).isEqualTo(unhandled.requestLogs().get(0).id());
    Batch reported = send("express-3.6.2/reported-error");
    assertThat(reported.requestLogs().get(0).status()).isEqualTo(200);
    assertThat(reported.errors()).hasSize(1);
    ObjectNode request = fixture("express-3.6.2/unhandled-error");
    ErrorRollup told = unhandled.errors().get(0);
    for (ObjectNode span : spans(request)) {
      if (span.get("kind").asInt() == 2) {
        Payloads.exception(span, told.type(), told.message());
        Payloads.exception(span, "Other", "else");
      }
    }
    assertThat(send(request).errors())
        .extracting(ErrorRollup::type, ErrorRollup::message)
        .containsExactly(tuple(told.type(), told.message()), tuple("Other", "else"));
  }

  @Test
  void at33_valuesThatTheSdkLeaks_doNotReachTheLog() {
    List<String> names = new ArrayList<>();
    for (String name :
        List.of("get-user", "post-json", "post-form", "outgoing-get", "outgoing-post")) {
      names.add("express-3.6.2/" + name);
    }
    for (String name : List.of("get-user", "post-json", "post-form", "boom-500")) {
      names.add("flask-1.0.3-otel/" + name);
    }
    assertThat(send("flask-1.0.3-otel/get-user").toString()).contains("Bearer secret", "k-123");
    for (String name : names) {
      assertThat(redactor.redact(send(name)).toString())
          .as(name)
          .doesNotContain("Bearer secret", "k-123", "sid=abc", "gh_demo_key", "hunter2")
          .doesNotContain("tok_secret", "078-05-1120", "4111111111111111");
    }
  }
}

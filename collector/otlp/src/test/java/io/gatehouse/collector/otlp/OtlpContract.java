// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static io.gatehouse.collector.otlp.Payloads.SPAN;
import static io.gatehouse.collector.otlp.Payloads.TRACE;
import static io.gatehouse.collector.otlp.Payloads.get;
import static io.gatehouse.collector.otlp.Payloads.server;
import static io.gatehouse.collector.otlp.Payloads.traces;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an OTLP receiver has to keep, whatever the encoding; named after our notes O-1 to O-18. */
abstract class OtlpContract {

  final OtlpFixture otlp = new OtlpFixture();

  abstract Encoding encoding();

  Reply sendTraces(ObjectNode... spans) {
    return otlp.send(encoding(), Signal.TRACES, traces(spans));
  }

  RequestLog request() {
    assertThat(otlp.intake.batch().requestLogs()).hasSize(1);
    return otlp.intake.batch().requestLogs().get(0);
  }

  private static IngestHead with(IngestHead head, String method, String path) {
    return new IngestHead(method, path, "", head.headers(), head.peerAddress(), -1);
  }

  @Test
  void o1_encoding_isThatOfTheContentTypeWithParameters() {
    byte[] body = Wire.write(encoding(), Signal.TRACES, traces(server(get("/users/{id}", 200))));
    IngestHead head =
        OtlpFixture.head(
            encoding(),
            Signal.TRACES,
            Map.of("Content-Type", encoding().contentType() + "; charset=utf-8"));
    IngestAnswer answer = otlp.answer(head, body);
    assertThat(answer.contentType()).isEqualTo(encoding().contentType());
    assertThat(Reply.of(encoding(), answer)).isEqualTo(new Reply(0, false, 0, ""));
    assertThat(request().route()).isEqualTo("/users/{id}");
  }

  @Test
  void o2_otherMethods_areRefused() {
    IngestHead head = OtlpFixture.head(encoding(), Signal.TRACES, Map.of());
    for (String method : List.of("GET", "OPTIONS", "PUT")) {
      IngestAnswer refusal = otlp.collector.open(with(head, method, head.path())).refusal();
      assertThat(refusal).isNotNull();
      assertThat(Reply.of(encoding(), refusal).code()).isEqualTo(Reply.UNIMPLEMENTED);
      if (encoding() != Encoding.GRPC) {
        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.headers()).containsEntry("Allow", "POST");
      }
    }
  }

  @Test
  void o2_otherPaths_areToldTheRightOne() {
    IngestHead head = OtlpFixture.head(encoding(), Signal.TRACES, Map.of());
    for (String path : List.of("/", "/otlp", "/v1/traces/more")) {
      assertThat(otlp.collector.handles(path)).isFalse();
      IngestAnswer answer = otlp.collector.misdirected(with(head, "POST", path));
      assertThat(answer).isNotNull();
      Reply reply = Reply.of(encoding(), answer);
      assertThat(reply.code()).isEqualTo(Reply.UNIMPLEMENTED);
      assertThat(reply.message()).contains("/v1/traces");
    }
    assertThat(otlp.collector.handles("/otlp/v1/traces")).isTrue();
    assertThat(otlp.collector.misdirected(with(head, "GET", "/"))).isNull();
  }

  @Test
  void o3_otherMetrics_areDroppedWithOneMessage() {
    ObjectNode point = Payloads.point(1, Payloads.NOW_NANOS, get("/users/{id}", 200), 1, 2, 3);
    ObjectNode number = Payloads.JSON.createObjectNode();
    number.put("timeUnixNano", Long.toString(Payloads.NOW_NANOS));
    number.put("asDouble", 0.5);
    Reply reply =
        otlp.send(
            encoding(),
            Signal.METRICS,
            Payloads.metrics(
                Payloads.histogram("http.server.request.duration", 1, point),
                Payloads.metric("queue.depth", "gauge", 0, number, number)));
    assertThat(reply.code()).isZero();
    assertThat(reply.rejected()).isEqualTo(2);
    assertThat(reply.message()).contains("http.server.request.duration");
    Rollup rollup = otlp.intake.batch().rollups().get(0);
    assertThat(rollup.requests()).isEqualTo(6);
    assertThat(rollup.route()).isEqualTo("/users/{id}");
    assertThat(rollup.durations().total()).isEqualTo(6);
    assertThat(rollup.durationMicros()).isEqualTo(1_500_000);
  }

  @Test
  void o4_key_isCheckedBeforeTheBody() {
    assertThat(otlp.refusal(encoding(), Signal.LOGS, Map.of())).isNull();
    assertThat(
            otlp.refusal(
                encoding(), Signal.LOGS, Map.of("Authorization", "", "x-api-key", FakeApps.TOKEN)))
        .isNull();
    for (String wrong : List.of("Bearer ghi_other", "Basic " + FakeApps.TOKEN)) {
      Reply reply = otlp.refusal(encoding(), Signal.LOGS, Map.of("Authorization", wrong));
      assertThat(reply).as(wrong).isNotNull();
      assertThat(reply.code()).isEqualTo(Reply.UNAUTHENTICATED);
      assertThat(reply.retryable()).isFalse();
    }
    Reply browser = otlp.refusal(encoding(), Signal.LOGS, Map.of("Origin", "https://x.example"));
    assertThat(browser).isNotNull();
    assertThat(browser.code()).isEqualTo(Reply.PERMISSION_DENIED);
    otlp.apps.setAvailable(false);
    Reply doubt = otlp.refusal(encoding(), Signal.LOGS, Map.of());
    assertThat(doubt).isNotNull();
    assertThat(doubt.code()).isEqualTo(Reply.UNAVAILABLE);
    assertThat(doubt.retryable()).isTrue();
  }

  @Test
  void o5_tooManyAttributesAndEvents_areCutAndTheSpanIsKept() {
    Map<String, Object> attributes = new HashMap<>(get("/users/{id}", 200));
    ObjectNode span = server(attributes);
    for (int i = 0; i < 300; i++) {
      ((ArrayNode) span.get("attributes")).addAll(Payloads.attributes(Map.of("a" + i, "v" + i)));
    }
    for (int i = 0; i < 200; i++) {
      Payloads.exception(span, "E" + i, "m");
    }
    assertThat(sendTraces(span).rejected()).isZero();
    assertThat(request().status()).isEqualTo(200);
    assertThat(otlp.intake.batch().outcomes())
        .extracting(IngestOutcome::reason)
        .contains("attributes-cut", "events-cut");
  }

  @Test
  void o5_longValue_isCutWhereACharacterBegins() {
    Map<String, Object> attributes = new HashMap<>(get("/users/{id}", 200));
    attributes.put("note", "ä€😀".repeat(20_000));
    sendTraces(server(attributes));
    assertThat(request().attributesJson())
        .doesNotContain("\uFFFD")
        .contains("cut")
        .endsWith("😀\"}");
    assertThat(request().attributesJson().getBytes(UTF_8).length)
        .isLessThan(encoding() == Encoding.JSON ? 4 * (64 << 10) : 65 << 10);
  }

  @Test
  void o5_moreThan50000Spans_areRejectedInPart() {
    ObjectNode request = traces();
    ArrayNode spans = (ArrayNode) request.at("/resourceSpans/0/scopeSpans/0/spans");
    for (int i = 0; i < 50_007; i++) {
      ObjectNode span = server(TRACE, "%016x".formatted(i + 1), Map.of("k", "v"));
      spans.add(span.put("kind", 3));
    }
    Reply reply = otlp.send(encoding(), Signal.TRACES, request);
    assertThat(reply.code()).isZero();
    assertThat(reply.rejected()).isEqualTo(7);
    assertThat(otlp.intake.batch().spans()).hasSize(50_000);
  }

  @Test
  void o5_tooLong_isRefusedForGood() {
    Reply wire = otlp.sendBytes(encoding(), Signal.TRACES, new byte[(16 << 20) + 1]);
    assertThat(wire.code()).isEqualTo(Reply.RESOURCE_EXHAUSTED);
    assertThat(wire.retryable()).isFalse();
    byte[] bomb = Wire.gzip(new byte[65 << 20]);
    Reply inflated =
        otlp.sendBytes(
            encoding(),
            Signal.TRACES,
            encoding() == Encoding.GRPC ? Wire.framed(bomb, true) : bomb);
    assertThat(inflated.code()).isIn(Reply.RESOURCE_EXHAUSTED, Reply.INVALID_ARGUMENT);
    assertThat(inflated.retryable()).isFalse();
    assertThat(otlp.intake.batches()).isEmpty();
  }

  @Test
  void o6_overBudget_isAskedToComeAgain() {
    assertThat(otlp.budget.tryTake(otlp.budget.limit() - 10)).isTrue();
    Reply reply = sendTraces(server(get("/users/{id}", 200)));
    assertThat(reply.code()).isEqualTo(Reply.UNAVAILABLE);
    assertThat(reply.retryable()).isTrue();
  }

  @Test
  void o7_invalidUtf8_isReplacedAndCounted() {
    Map<String, Object> attributes = new HashMap<>(get("/users/{id}", 200));
    attributes.put("note", "(##)");
    String body =
        new String(Wire.write(encoding(), Signal.TRACES, traces(server(attributes))), ISO_8859_1);
    byte[] broken = body.replace("(##)", "(\u00FF\u00FE)").getBytes(ISO_8859_1);
    assertThat(otlp.sendBytes(encoding(), Signal.TRACES, broken).code()).isZero();
    assertThat(request().attributesJson()).contains("(\uFFFD\uFFFD)");
    assertThat(otlp.intake.batch().outcomes())
        .extracting(IngestOutcome::reason)
        .contains("invalid-utf8");
  }

  @Test
  void o8_undecodable_isRefusedAndNothingIsStored() {
    byte[] whole = Wire.write(encoding(), Signal.TRACES, traces(server(get("/users/{id}", 200))));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 9);
    byte[] noise = "no telemetry at all".getBytes(UTF_8);
    for (byte[] body : List.of(cut, noise)) {
      Reply reply = otlp.sendBytes(encoding(), Signal.TRACES, body);
      assertThat(reply.code()).isEqualTo(Reply.INVALID_ARGUMENT);
      assertThat(reply.retryable()).isFalse();
    }
    assertThat(otlp.intake.batches()).isEmpty();
  }

  @Test
  void o9_nothing_isTaken() {
    JsonNode empty = Payloads.JSON.createObjectNode();
    assertThat(otlp.send(encoding(), Signal.TRACES, empty)).isEqualTo(new Reply(0, false, 0, ""));
    assertThat(sendTraces().code()).isZero();
    assertThat(otlp.intake.batches()).allMatch(batch -> batch.requestLogs().isEmpty());
  }

  @Test
  void o11_ids_areTakenAsTheyAre() {
    sendTraces(server(get("/users/{id}", 200)));
    assertThat(request().traceId()).isEqualTo(TRACE);
    assertThat(request().spans().get(0).spanId()).isEqualTo(SPAN);
  }

  @Test
  void o12_whatMayComeAgain_isToldWhen() {
    otlp.intake.setUnavailable(true);
    Reply full = sendTraces(server(get("/users/{id}", 200)));
    assertThat(full.code()).isEqualTo(Reply.UNAVAILABLE);
    assertThat(full.retryable()).isTrue();
    otlp.quotaSeconds = 12;
    Reply quota = otlp.refusal(encoding(), Signal.TRACES, Map.of());
    assertThat(quota).isNotNull();
    assertThat(quota.code()).isEqualTo(Reply.RESOURCE_EXHAUSTED);
    assertThat(quota.retryable()).isTrue();
  }

  @Test
  void o13_sentAgain_hasTheSameIdentities() {
    ObjectNode span = server(get("/users/{id}", 200));
    sendTraces(span);
    sendTraces(span);
    sendTraces(span, server(TRACE, "00000000000000aa", get("/users/{id}", 200)));
    List<Batch> batches = otlp.intake.batches();
    assertThat(batches.get(0).messageId()).isNotNull().isEqualTo(batches.get(1).messageId());
    assertThat(batches.get(2).messageId()).isNotEqualTo(batches.get(0).messageId());
    assertThat(batches.get(2).requestLogs().get(0).id())
        .isEqualTo(batches.get(0).requestLogs().get(0).id())
        .isNotEqualTo(batches.get(2).requestLogs().get(1).id());
  }

  @Test
  void o13_logRecordSentAgain_hasTheSameIdentityAndItsTwinAnother() {
    ObjectNode record = Payloads.log(TRACE, SPAN, "no such user", Map.of());
    otlp.send(encoding(), Signal.LOGS, Payloads.logs(record, record));
    otlp.send(encoding(), Signal.LOGS, Payloads.logs(record));
    List<TraceLog> twins = otlp.intake.batches().get(0).logs();
    assertThat(twins).hasSize(2);
    assertThat(twins.get(0).id()).isNotEqualTo(twins.get(1).id());
    assertThat(otlp.intake.batches().get(1).logs().get(0)).isEqualTo(twins.get(0));
    assertThat(twins.get(0).line().level()).isEqualTo("error");
    assertThat(twins.get(0).spanId()).isEqualTo(SPAN);
  }

  @Test
  void o14_otherSpans_areKeptBesideTheRequests() {
    ObjectNode client = server(TRACE, "00000000000000aa", get("/users/{id}", 200)).put("kind", 3);
    ObjectNode rpc = server(TRACE, "00000000000000bb", Map.of("rpc.system", "grpc"));
    sendTraces(server(get("/users/{id}", 200)), client.put("parentSpanId", SPAN), rpc);
    assertThat(request().weight()).isEqualTo(1);
    assertThat(otlp.intake.batch().spans())
        .extracting(span -> span.span().kind(), span -> span.span().parentSpanId())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("CLIENT", SPAN),
            org.assertj.core.groups.Tuple.tuple("SERVER", null));
  }

  @Test
  void o14_nestedServerSpan_isNoRequestUnlessItsParentIsRemote() {
    ObjectNode inner = server(TRACE, "00000000000000aa", get("/inner", 200));
    inner.put("parentSpanId", SPAN).put("flags", 0x101);
    sendTraces(inner, server(get("/users/{id}", 200)));
    assertThat(request().route()).isEqualTo("/users/{id}");
    otlp.intake.batches().clear();
    inner.put("flags", 0x301);
    sendTraces(inner, server(get("/users/{id}", 200)));
    assertThat(otlp.intake.batch().requestLogs()).hasSize(2);
  }

  @Test
  void o14_spansThatCannotBeRight_areRejectedOneByOne() {
    ObjectNode noTrace = server("00000000000000000000000000000000", SPAN, get("/a", 200));
    ObjectNode old = server(TRACE, "00000000000000aa", get("/a", 200));
    old.put("startTimeUnixNano", Long.toString(Payloads.NOW_NANOS - 8 * 86_400_000_000_000L));
    ObjectNode backwards = server(TRACE, "00000000000000bb", get("/a", 200));
    backwards.put("endTimeUnixNano", Long.toString(Payloads.NOW_NANOS - 2_000_000_000L));
    ObjectNode slightly = server(TRACE, "00000000000000cc", get("/slightly", 200));
    slightly.put("endTimeUnixNano", Long.toString(Payloads.NOW_NANOS - 900_000_000L));
    Reply reply = sendTraces(noTrace, old, backwards, slightly);
    assertThat(reply.rejected()).isEqualTo(3);
    assertThat(reply.message()).contains("7 days");
    assertThat(request().durationMicros()).isZero();
  }

  @Test
  void o14_thousandSpansWithTenWrong_areCountedExactly() {
    ObjectNode[] spans = new ObjectNode[1_000];
    for (int i = 0; i < spans.length; i++) {
      String trace = i % 100 == 7 ? "0".repeat(32) : TRACE;
      spans[i] = server(trace, "%016x".formatted(i + 1), get("/a", 200));
    }
    assertThat(sendTraces(spans).rejected()).isEqualTo(10);
    assertThat(otlp.intake.batch().requestLogs()).hasSize(990);
    assertThat(otlp.intake.batch().outcomes())
        .extracting(IngestOutcome::reason, IngestOutcome::count)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("span-invalid", 10L));
  }

  @Test
  void o14_spanOfTheFuture_isTakenAsOfNow() {
    ObjectNode span = server(get("/a", 200));
    span.put("startTimeUnixNano", Long.toString(Payloads.NOW_NANOS + 3_600_000_000_000L));
    span.put("endTimeUnixNano", Long.toString(Payloads.NOW_NANOS + 3_600_048_000_000L));
    assertThat(sendTraces(span).rejected()).isZero();
    assertThat(request().startEpochMicros()).isEqualTo(Payloads.NOW_NANOS / 1000);
    assertThat(request().durationMicros()).isEqualTo(48_000);
  }

  private static Map<String, Object> current() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("http.request.method", "POST");
    attributes.put("http.route", "/users/{id}");
    attributes.put("url.path", "/users/42");
    attributes.put("url.query", "a=1");
    attributes.put("url.scheme", "https");
    attributes.put("server.address", "api.example.com");
    attributes.put("server.port", 8443);
    attributes.put("client.address", "203.0.113.9");
    attributes.put("http.response.status_code", 201);
    attributes.put("http.request.body.size", 17);
    attributes.put("http.response.body.size", "43");
    attributes.put("http.request.header.x-trace-me", List.of("a", "b"));
    attributes.put("user_agent.original", "curl/8");
    return attributes;
  }

  private static Map<String, Object> older() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("http.method", "POST");
    attributes.put("http.route", "/users/{id}");
    attributes.put("http.target", "/users/42?a=1");
    attributes.put("http.scheme", "https");
    attributes.put("net.host.name", "api.example.com");
    attributes.put("net.host.port", 8443);
    attributes.put("http.client_ip", "203.0.113.9");
    attributes.put("http.status_code", 201);
    attributes.put("http.request_content_length", 17);
    attributes.put("http.response_content_length", 43);
    attributes.put("http.request.header.x_trace_me", List.of("a", "b"));
    attributes.put("http.user_agent", "curl/8");
    return attributes;
  }

  @Test
  void o15_attributes_areMappedFromCurrentNames() {
    Map<String, Object> attributes = current();
    attributes.put("enduser.id", "alice");
    attributes.put("tenant", "eu-1");
    sendTraces(server(attributes));
    RequestLog request = request();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.route()).isEqualTo("/users/{id}");
    assertThat(request.url()).isEqualTo("https://api.example.com:8443/users/42?a=1");
    assertThat(request.status()).isEqualTo(201);
    assertThat(request.clientAddress()).isEqualTo("203.0.113.9");
    assertThat(request.requestBytes()).isEqualTo(17);
    assertThat(request.responseBytes()).isEqualTo(43);
    assertThat(request.consumer()).isEqualTo("alice");
    assertThat(request.durationMicros()).isEqualTo(48_000);
    assertThat(request.startEpochMicros()).isEqualTo(Payloads.NOW_NANOS / 1000);
    assertThat(request.requestHeaders())
        .containsExactlyInAnyOrder(
            new Header("x-trace-me", "a"),
            new Header("x-trace-me", "b"),
            new Header("user-agent", "curl/8"));
    assertThat(request.attributesJson()).contains("\"tenant\":\"eu-1\"").doesNotContain("url.");
    Batch batch = otlp.intake.batch();
    assertThat(batch.environment()).isEqualTo("prod");
    assertThat(batch.instance()).isNotNull();
    assertThat(batch.instance().id()).hasToString("11111111-2222-4333-8444-555555555555");
    assertThat(batch.instance().client()).isEqualTo("java:opentelemetry");
    assertThat(batch.instance().appVersion()).as("K4").isEqualTo("1.4.0");
    assertThat(batch.instance().versions()).containsEntry("service", "shop");
  }

  @Test
  void o15_olderNames_giveTheSameRequest() {
    sendTraces(server(current()));
    sendTraces(server(older()));
    RequestLog expected = otlp.intake.batches().get(0).requestLogs().get(0);
    RequestLog actual = otlp.intake.batches().get(1).requestLogs().get(0);
    assertThat(actual.requestHeaders())
        .containsExactlyInAnyOrderElementsOf(expected.requestHeaders());
    assertThat(actual.toBuilder().requestHeaders(List.of()).attributesJson("").build())
        .isEqualTo(expected.toBuilder().requestHeaders(List.of()).attributesJson("").build());
  }

  @Test
  void o15_bothNames_areOneRequest() {
    Map<String, Object> both = older();
    both.putAll(current());
    sendTraces(server(both));
    assertThat(request().url()).isEqualTo("https://api.example.com:8443/users/42?a=1");
  }

  @Test
  void o16_missingRoute_isInferred() {
    Map<String, Object> attributes = new HashMap<>(get("", 200));
    attributes.remove("http.route");
    attributes.put("url.path", "/users/42/orders/6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    sendTraces(
        server(TRACE, "00000000000000aa", attributes),
        server(TRACE, "00000000000000bb", attributes).put("name", "GET /users/:id"));
    attributes.put("http.response.status_code", 404);
    sendTraces(server(TRACE, "00000000000000cc", attributes));
    assertThat(otlp.intake.batches().get(0).requestLogs())
        .extracting(RequestLog::route)
        .containsExactly("/users/{id}/orders/{id}", "/users/:id");
    assertThat(otlp.intake.batches().get(1).requestLogs())
        .extracting(RequestLog::route)
        .containsExactly(Rollup.UNMATCHED);
  }

  @Test
  void o17_exceptionEvents_areKeptOncePerRequest() {
    ObjectNode span = server(get("/users/{id}", 500));
    Payloads.exception(span, "java.lang.IllegalStateException", "no stock");
    Payloads.exception(span, "java.lang.IllegalStateException", "no stock");
    sendTraces(span);
    assertThat(request().exception()).isNotNull();
    assertThat(request().exception().message()).isEqualTo("no stock");
    assertThat(otlp.intake.batch().errors())
        .extracting(ErrorRollup::type, ErrorRollup::request, ErrorRollup::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "java.lang.IllegalStateException", request().id(), 1L));
  }

  @Test
  void o17_exceptionRecords_areTiedToTheirSpan() {
    Map<String, Object> attributes =
        Map.of("exception.type", "E", "exception.message", "no stock", "exception.stacktrace", "x");
    ObjectNode record = Payloads.log(TRACE, SPAN, "", attributes);
    record.put("eventName", "http.server.request.exception");
    otlp.send(encoding(), Signal.LOGS, Payloads.logs(record));
    TraceLog log = otlp.intake.batch().logs().get(0);
    assertThat(log.exception()).isNotNull();
    assertThat(log.exception().type()).isEqualTo("E");
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.spanId()).isEqualTo(SPAN);
  }

  @Test
  void o17_statusMissing_isAFailureOrAnAbort() {
    Map<String, Object> attributes = new HashMap<>(get("/a", 200));
    attributes.remove("http.response.status_code");
    ObjectNode failed = server(TRACE, "00000000000000aa", attributes);
    failed.putObject("status").put("code", 2);
    sendTraces(failed, server(TRACE, "00000000000000bb", attributes));
    assertThat(otlp.intake.batch().requestLogs())
        .extracting(RequestLog::ending)
        .containsExactly(Ending.FAILED, Ending.ABORTED);
  }

  @Test
  void o18_weights_followTheSampler() {
    sendTraces(
        server(TRACE, "0000000000000001", get("/a", 200)).put("traceState", "x=1,ot=th:c;rv:1"),
        server(TRACE, "0000000000000002", get("/a", 200)).put("traceState", "ot=th:0"),
        server(TRACE, "0000000000000003", get("/a", 200)).put("traceState", "ot=p:3"),
        server(TRACE, "0000000000000004", get("/a", 200)).put("traceState", "ot=th:zz"),
        server(TRACE, "0000000000000005", get("/a", 200)).put("traceState", "ot=p:63"),
        server(TRACE, "0000000000000006", get("/a", 200)).put("traceState", "ot=th:ffffffffffffff"),
        server(TRACE, "0000000000000007", get("/a", 200)));
    assertThat(otlp.intake.batch().requestLogs())
        .extracting(RequestLog::weight)
        .containsExactly(4.0, 1.0, 8.0, 1.0, 0.0, 1_000_000.0, 1.0);
  }
}

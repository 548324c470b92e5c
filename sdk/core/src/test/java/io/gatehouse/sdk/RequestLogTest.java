// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.RequestLog;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.key.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  private final VirtualClock clock = new VirtualClock();

  @Test
  void e1_bodiesHeadersAndQuery_areRedactedBeforeTheQueue() {
    Exchange exchange = begin(RequestLogPolicy.all().bodies(true), json());
    write(exchange.requestBody(), "{\"item\":9,\"password\":\"hunter2\"}");
    BodyTap response = exchange.responseBody();
    assertThat(response.begin("application/json; charset=utf-8", null)).isTrue();
    write(response, "{\"token\":\"hunter2\"}");
    assertThat(response.toString()).doesNotContain("hunter2");
    exchange.end(FakeResponse.of(200).withHeader("Set-Cookie", "hunter2"));
    List<WireRecord> records = Drained.all(aggregation);
    Request request = request(records);

    assertThat(records).noneMatch(one -> BatchWriter.line(one).contains("hunter2"));
    assertThat(request.requestBody().text()).isEqualTo("{\"item\":9,\"password\":\"[REDACTED]\"}");
    assertThat(request.url()).isEqualTo("/items/7?api_key=[REDACTED]&a=1");
    assertThat(request.clientAddress()).isEqualTo("192.0.2.0");
    assertThat(request.requestHeaders()).hasSize(2);
    assertThat(request.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void k4_apiKey_isToldWithTheRequest() {
    Exchange exchange = begin(RequestLogPolicy.all(), json());
    exchange.apiKey(KeyUse.refused("0123456789ab", Refusal.SCOPE));
    exchange.end(FakeResponse.of(403));
    Request request = request(Drained.all(aggregation));

    assertThat(request.key()).isEqualTo("0123456789ab");
    assertThat(request.refusal()).isEqualTo("scope");
    assertThat(BatchWriter.line(request))
        .contains("\"key\":\"0123456789ab\",\"refusal\":\"scope\"");
  }

  @Test
  void d6_policyOffOrBodiesOff_tapsNothing() {
    assertThat(begin(RequestLogPolicy.off().bodies(true), json()).responseBody()).isNull();
    assertThat(begin(RequestLogPolicy.all(), json()).requestBody()).isNull();
    assertThat(NoopExchange.INSTANCE.responseBody()).isNull();
  }

  @Test
  void d7_overTheCap_tellsThatItWasCutOffAndNothingElse() {
    Exchange exchange = begin(RequestLogPolicy.all().bodies(true), json());
    BodyTap tap = exchange.responseBody();
    tap.begin("text/plain", null);
    ByteBuffer buffer = ByteBuffer.allocate(1_000_000);
    for (int i = 0; i < 20; i++) {
      tap.append(buffer);
    }
    exchange.end(FakeResponse.of(200));
    Request request = request(Drained.all(aggregation));

    assertThat(buffer.remaining()).isEqualTo(1_000_000);
    assertThat(request.responseBody().state()).isEqualTo(BodyState.TRUNCATED);
    assertThat(request.responseBody().text()).isNull();
  }

  @Test
  void d8_contentTypes_decideOnceAtTheFirstWrite() {
    for (String type : List.of("text/plain", "application/problem+json", "application/xml")) {
      assertThat(new BodyTap().begin(type, null)).as(type).isTrue();
    }
    for (String type :
        List.of(
            "text/event-stream",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "image/png",
            "application/grpc",
            "text/plain; charset=none-such")) {
      assertThat(new BodyTap().begin(type, null)).as(type).isFalse();
    }
    BodyTap tap = new BodyTap();
    assertThat(tap.begin("application/json", "gzip")).isFalse();
    assertThat(tap.begin("application/json", null)).isFalse();
    tap.append(1);
    assertThat(tap.text()).isNull();
  }

  @Test
  void d2_charactersInPieces_areKeptWhole() {
    BodyTap tap = new BodyTap();
    tap.begin("text/plain; charset=utf-16be", null);
    String text = "a\uD83D\uDE00b";
    for (int i = 0; i < text.length(); i++) {
      tap.append(text, i, 1);
    }

    assertThat(tap.text()).isEqualTo(text);
  }

  @Test
  void d2_bytesThatAreNoText_areNotTold() {
    byte[] sent = "{\"a\":\"\u00e9\ufffd\"}".getBytes(UTF_8);
    BodyTap tap = new BodyTap();
    tap.begin("application/json", null);
    tap.append(sent, 0, sent.length);
    assertThat(tap.text()).isEqualTo("{\"a\":\"\u00e9\ufffd\"}");

    tap.append(0xff);
    assertThat(tap.isKept()).isTrue();
    assertThat(tap.text()).isNull();
  }

  @Test
  void d6_responseStartedOver_isDecidedAgain() {
    BodyTap tap = new BodyTap();
    tap.begin("image/png", null);
    tap.reset();

    assertThat(tap.begin("text/plain", null)).isTrue();
    tap.append("first", 0, 5);
    tap.reset();
    tap.begin("text/plain", null);
    tap.append("second", 0, 6);
    assertThat(tap.text()).isEqualTo("second");
  }

  @Test
  void d7_truncated_wantsNoMore() {
    BodyTap tap = new BodyTap();
    tap.begin("text/plain", null);
    String text = "x".repeat(BodyTap.MAX_BYTES);
    tap.append(text, 0, text.length());
    assertThat(tap.begin("text/plain", null)).isTrue();
    tap.append("y", 0, 1);

    assertThat(tap.begin("text/plain", null)).isFalse();
    assertThat(tap.isTruncated()).isTrue();
  }

  @Test
  void d3_head_hasNoBodyToTap() {
    FakeRequest head = new FakeRequest("HEAD");

    assertThat(begin(RequestLogPolicy.all().bodies(true), head).responseBody()).isNull();
  }

  @Test
  void e1_logLines_areToldRedactedAndBounded() {
    Exchange exchange = begin(RequestLogPolicy.all(), json());
    exchange.log(1, "info", "shop.Orders", "password=hunter2");
    for (int i = 0; i < 200; i++) {
      exchange.log(2, "warn", null, "x".repeat(5_000));
    }
    exchange.end(FakeResponse.of(200));
    exchange.log(3, "info", null, "late");
    List<WireRecord.LogLine> logs = request(Drained.all(aggregation)).logs();

    assertThat(logs).hasSize(100);
    assertThat(logs.get(0).message()).doesNotContain("hunter2").contains("password");
    assertThat(logs.get(0).logger()).isEqualTo("shop.Orders");
    assertThat(logs.get(99).message()).hasSize(2_000);
  }

  @Test
  void g1_nothingIsTold_keepsNoLogs() {
    assertThat(begin(RequestLogPolicy.off(), json()).keepsLogs()).isFalse();
    assertThat(begin(RequestLogPolicy.sampled(0), json()).keepsLogs()).isFalse();
    assertThat(begin(RequestLogPolicy.all(), json()).keepsLogs()).isTrue();
    assertThat(NoopExchange.INSTANCE.keepsLogs()).isFalse();
  }

  @Test
  void e2_bytesThatAreNoText_areDropped() {
    Exchange exchange = begin(RequestLogPolicy.all().bodies(true), json());
    exchange.requestBody().append(new byte[] {(byte) 0xff, (byte) 0xfe}, 0, 2);
    exchange.end(FakeResponse.of(200));

    assertThat(request(Drained.all(aggregation)).requestBody().state())
        .isEqualTo(BodyState.REDACTED);
  }

  @Test
  void h12_policies_tellWhatTheySay() {
    RequestLogPolicy slow = RequestLogPolicy.errorsAndSlow(Duration.ofSeconds(2));

    assertThat(slow.tells(200, false, 1_999_999, false)).isFalse();
    assertThat(slow.tells(200, false, 2_000_000, false)).isTrue();
    assertThat(slow.tells(200, true, 1, false)).isTrue();
    assertThat(slow.tells(404, false, 1, false)).isTrue();
    assertThat(RequestLogPolicy.sampled(0.5).takes(0.49)).isTrue();
    assertThat(RequestLogPolicy.sampled(0.5).takes(0.5)).isFalse();
    assertThat(RequestLogPolicy.off().tells(500, true, 1, false)).isFalse();
  }

  @Test
  void h4_manyRequests_stayWithinTheLimit() {
    HttpServerHandler handler = handler(new LiveSettings(1, RequestLogPolicy.all(), defaults()));
    for (int i = 0; i < 20_000; i++) {
      handler.begin(json()).end(FakeResponse.of(200));
    }
    long told = Drained.all(aggregation).stream().filter(Request.class::isInstance).count();

    assertThat(told).isLessThan(20_000);
    assertThat(told + metrics.droppedRequestLogs()).isEqualTo(20_000);
    assertThat(metrics.dropped()).isZero();
  }

  @Test
  void e6_adapterThrows_costsTheDetailsNotTheCount() {
    HttpServerHandler handler = handler(new LiveSettings(1, RequestLogPolicy.all(), defaults()));
    HttpServerRequest broken =
        new FakeRequest("GET") {
          @Override
          public void headers(HeaderVisitor visitor) {
            throw new IllegalStateException("odd header");
          }
        };
    handler.begin(broken).end(FakeResponse.of(200));

    assertThat(Drained.all(aggregation)).hasSize(1);
    assertThat(metrics.droppedRequestLogs()).isEqualTo(1);
  }

  @Test
  void e2_pushedSettings_holdFromTheNextRequestOn() {
    LiveSettings settings =
        new LiveSettings(10_000, RequestLogPolicy.off().bodies(true), defaults());
    HttpServerHandler handler = handler(settings);
    handler.begin(json()).end(FakeResponse.of(500));
    assertThat(Drained.all(aggregation)).hasSize(1);

    settings.apply(
        new Settings(
            7,
            500,
            List.of(new RedactionRule(Target.REQUEST_BODY, "$.item", Action.DROP, "POST /items")),
            new RequestLog(Policy.ALL, 0, 0),
            List.of("/health")));
    Exchange exchange = handler.begin(json());
    exchange.route(RouteSource.CONTROLLER, "/items");
    write(exchange.requestBody(), "{\"item\":9,\"b\":1}");
    exchange.end(FakeResponse.of(200));
    Exchange health = handler.begin(json());
    health.route(RouteSource.CONTROLLER, "/health");
    health.end(FakeResponse.of(200));
    List<WireRecord> records = Drained.all(aggregation);

    assertThat(records).hasSize(2);
    assertThat(request(records).requestBody().text()).isEqualTo("{\"b\":1}");
    assertThat(settings.current().flushMillis()).isEqualTo(500);
    assertThat(settings.current().revision()).isEqualTo(7);
    assertThat(metrics.recorded()).isEqualTo(2);
  }

  private Exchange begin(RequestLogPolicy policy, HttpServerRequest request) {
    return handler(new LiveSettings(10_000, policy, defaults())).begin(request);
  }

  private HttpServerHandler handler(LiveSettings settings) {
    return new HttpServerHandler(aggregation, metrics, settings, clock, () -> {}, null, null);
  }

  private static Redaction defaults() {
    return Redaction.defaults();
  }

  private static FakeRequest json() {
    return new FakeRequest("POST")
        .withQuery("api_key=hunter2&a=1")
        .withHeader("Content-Type", "application/json")
        .withHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  private static void write(BodyTap tap, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    tap.append(bytes, 0, bytes.length);
  }

  private static Request request(List<WireRecord> records) {
    return (Request) records.stream().filter(Request.class::isInstance).findFirst().orElseThrow();
  }
}

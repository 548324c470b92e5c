// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static io.gatehouse.collector.apitoolkit.Pubsub.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages, in all the forms in which they occur. */
class MessageRowsTest {

  private final Pubsub pubsub = new Pubsub();

  @ParameterizedTest
  @ValueSource(strings = {"JsExpress", "GoGin", "PhpSymfony", "SomethingNew"})
  void at1_sdkType_isKeptAsText(String type) {
    ObjectNode message = Pubsub.message(type);
    message.put("url_path", "/users/{id}");
    RequestLog request = pubsub.requestOf(message);
    assertThat(request.attributesJson()).contains("\"sdk_type\":\"" + type + "\"");
    assertThat(request.weight()).isEqualTo(1);
  }

  @Test
  void at1_outgoing_isAnUnknownSdksCallToo() {
    Batch batch = pubsub.batchOf(Pubsub.message("SomethingNewOutgoing"));
    assertThat(batch.requestLogs()).isEmpty();
    assertThat(batch.spans()).extracting(span -> span.span().kind()).containsExactly("CLIENT");
  }

  @Test
  void recordedRequest_isWhole() {
    RequestLog request = pubsub.requestOfFixture("express-2.4.6/get-user");
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.route()).isEqualTo("/users/{id}");
    assertThat(request.url()).isEqualTo("http://api.shop.test/users/42?verbose=true&tag=a&tag=b");
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.durationMicros()).isEqualTo(6_485);
    assertThat(request.startEpochMicros()).isEqualTo(1_795_378_668_714_000L - 6_485);
    assertThat(request.traceId()).isEqualTo("9971a0846c6a49248f79d779f6f5c4f1");
    assertThat(request.responseHeaders())
        .contains(new Header("set-cookie", "a=1; Path=/"), new Header("set-cookie", "b=2; Path=/"));
    assertThat(request.requestBody()).isEqualTo(Body.NONE);
    assertThat(request.responseBody().text()).startsWith("{\"id\":\"42\"");
    assertThat(request.responseBytes()).isEqualTo(77);
    assertThat(request.attributesJson())
        .contains("\"tags\":[\"env:test\",\"region:eu-1\"]", "\"path_params\":{\"id\":\"42\"}")
        .contains("\"service_version\":\"v2.3.1\"", "\"http.route.original\":\"/users/:id\"");
  }

  /** K4: the version of the service comes with each message. */
  @Test
  void k4_message_tellsTheVersionOfTheApp() {
    assertThat(pubsub.requestOfFixture("express-2.4.6/get-user").version()).isEqualTo("v2.3.1");
  }

  @Test
  void at12_eachKeyMissingOrNullOrEmpty_isNoReasonToRefuse() {
    List<String> keys = new ArrayList<>();
    Pubsub.message("JsExpress").fieldNames().forEachRemaining(keys::add);
    keys.remove("project_id");
    for (String key : keys) {
      for (int form = 0; form < 5; form++) {
        ObjectNode message = Pubsub.message("JsExpress");
        switch (form) {
          case 0 -> message.remove(key);
          case 1 -> message.putNull(key);
          case 2 -> message.put(key, "");
          case 3 -> message.putArray(key);
          default -> message.putObject(key).putArray("x").addNull().add(7).addObject();
        }
        Batch batch = pubsub.batchOf(message);
        assertThat(batch.requestLogs()).as(key + " " + form).hasSize(1);
      }
    }
  }

  @Test
  void at12_withoutMethodAndUrl_isRefused() {
    ObjectNode message = Pubsub.message("JsExpress");
    message.remove(List.of("method", "raw_url"));
    Batch batch = pubsub.batchOf(message);
    assertThat(batch.requestLogs()).isEmpty();
    assertThat(batch.outcomes()).extracting(IngestOutcome::reason).containsExactly("message-empty");
  }

  @Test
  void at12_nulCharactersAndUnknownKeys_vanish() {
    ObjectNode message = Pubsub.message("JsExpress");
    message.put("raw_url", "/a\0b");
    message.putObject("later").put("x", 1);
    message.putObject("request_headers").putArray("n").add(7).addNull().add("b\0");
    RequestLog request = pubsub.requestOf(message);
    assertThat(request.url()).endsWith("/ab");
    assertThat(request.requestHeaders())
        .containsExactly(new Header("n", "7"), new Header("n", "b"));
  }

  @Test
  void at13_errors_areGroupedByTheirRootAndShownAsTold() {
    Batch batch = pubsub.batchOfFixture("express-2.4.6/unhandled-error");
    assertThat(batch.errors()).hasSize(1);
    ErrorRollup error = batch.errors().get(0);
    assertThat(error.request()).isEqualTo(batch.requestLogs().get(0).id());
    assertThat(batch.requestLogs().get(0).exception()).isNotNull();
    Batch handled = pubsub.batchOfFixture("express-2.4.6/reported-error");
    assertThat(handled.requestLogs().get(0).status()).isEqualTo(200);
    assertThat(handled.errors()).hasSize(1);
  }

  @Test
  void at13_errorsWithMissingParts_areKept() {
    ObjectNode message = Pubsub.message("ElixirPhoenix");
    ArrayNode errors = message.putArray("errors");
    errors.addObject().put("error_type", "newest").putNull("message").put("when", "2026-11-22");
    errors
        .addObject()
        .put("message", "older")
        .put("root_error_type", "Root")
        .put("root_error_message", "cause")
        .put("stack_trace", "NoneType: None\n");
    Batch batch = pubsub.batchOf(message);
    assertThat(batch.errors())
        .extracting(ErrorRollup::type, ErrorRollup::message, ErrorRollup::stacktrace)
        .containsExactly(tuple("newest", "", null), tuple("Root", "cause", null));
    RequestLog.ExceptionInfo shown = batch.requestLogs().get(0).exception();
    assertThat(shown).isNotNull();
    assertThat(shown.type()).isEqualTo("newest");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T20:40:00Z, 0",
    "2026-11-22T20:40:00, 0",
    "2026-11-22 20:40:00.5+00:00, 500000",
    "2026-11-22T21:40:00.123456789+01:00, 123456",
    "2026-11-22T20:40:00.123456+0000, 123456",
    "2026-11-22T20:40:00.%fZ, 0",
    "2026-11-22T20:40:00.fffZ, 0"
  })
  void at14_timestamp_isTheEndInAnyForm(String text, long micros) {
    ObjectNode message = Pubsub.message("PythonFlask");
    message.put("timestamp", text);
    assertThat(pubsub.requestOf(message).startEpochMicros())
        .isEqualTo(1_795_380_000_000_000L + micros - 2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-14T20:40:00Z",
        "2026-11-22T21:40:00Z",
        "2026-13-40T00:00:00Z"
      })
  void at14_implausibleTime_isThatOfArrival(String text) {
    ObjectNode message = Pubsub.message("PythonFlask");
    message.put("timestamp", text);
    RequestLog request = pubsub.requestOf(message);
    assertThat(request.startEpochMicros()).isEqualTo(Pubsub.NOW * 1_000 - 2_000);
    assertThat(request.corrected()).isEqualTo("time-of-arrival");
  }

  @ParameterizedTest
  @CsvSource({"-5, 0", "1.2e+9, 1200000", "9e15, 86400000000", "'3000000', 3000"})
  void at14_duration_isClampedNanoseconds(String told, long micros) throws Exception {
    ObjectNode message = Pubsub.message("PhpLaravel");
    message.set("duration", Pubsub.MAPPER.readTree(told));
    assertThat(pubsub.requestOf(message).durationMicros()).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/:id, /users/{id}",
    "/users/:id?, /users/{id}",
    "/users/:id(\\d+)/x, /users/{id}/x",
    "/users/<id>, /users/{id}",
    "/users/<int:id>, /users/{id}",
    "/users/{id}, /users/{id}",
    "'/users/{id:[0-9]{2,3}}', /users/{id}",
    "/users/{id?}, /users/{id}",
    "^users/(?P<id>[0-9]+)/$, /users/{id}/",
    "users/{id:int}/orders, /users/{id}/orders",
    "/files/*, /files/{*}",
    "/files/**, /files/{*}",
    "/files/{**path}, /files/{*}",
    "/items?page=2, /items",
    "/v1/items:batch, /v1/items:batch"
  })
  void at15_template_hasOneForm(String told, String route) {
    assertThat(Templates.of(told)).isEqualTo(route);
  }

  @Test
  void at16_mountParameters_arePutBack() {
    assertThat(pubsub.requestOfFixture("express-2.4.6/mounted-router").route())
        .isEqualTo("/v1/tenants/{tid}/orders/{oid}");
  }

  @Test
  void at16_withoutTemplate_isUnmatchedPreflightOrInferred() {
    assertThat(pubsub.requestOfFixture("express-2.4.6/unmatched-404").route())
        .isEqualTo(Rollup.UNMATCHED);
    assertThat(pubsub.requestOfFixture("fastapi-1.2.1/unmatched-404").route())
        .isEqualTo(Rollup.UNMATCHED);
    ObjectNode message = Pubsub.message("JsExpress");
    message.put("url_path", "").put("method", "OPTIONS");
    assertThat(pubsub.requestOf(message).route()).isEqualTo("(preflight)");
    message.put("method", "GET");
    assertThat(pubsub.requestOf(message).route()).isEqualTo("/users/{id}");
  }

  @Test
  void at16_nameOfARoute_givesWayToThePath() {
    ObjectNode message = Pubsub.message("PhpSymfony");
    message.put("url_path", "user_show");
    RequestLog request = pubsub.requestOf(message);
    assertThat(request.route()).isEqualTo("/users/{id}");
    assertThat(request.attributesJson()).contains("user_show");
  }

  @ParameterizedTest
  @CsvSource({
    "PythonFlask, /users/42?, /users/42",
    "PythonPyramid, /users/42verbose=true, /users/42?verbose=true",
    "ElixirPhoenix, /users/42verbose=true, /users/42?verbose=true",
    "GoGin, /users/42?verbose=true, /users/42?verbose=true"
  })
  void at16_rawUrl_isMended(String type, String raw, String url) {
    ObjectNode message = Pubsub.message(type);
    message.put("raw_url", raw);
    assertThat(pubsub.requestOf(message).url()).isEqualTo("http://api.shop.test" + url);
  }

  @Test
  void at17_crashToldAsSuccess_isAServerError() {
    RequestLog request = pubsub.requestOfFixture("fastapi-1.2.1/unhandled-error-status-200");
    assertThat(request.status()).isEqualTo(500);
    assertThat(request.corrected()).isEqualTo("status-inferred");
    assertThat(pubsub.requestOfFixture("flask-0.1.3/file-500").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"JsAxiosOutgoing, 404", "GoOutgoing, 503"})
  void at18_outgoingWithoutAnswer_hasNoStatus(String type, int invented) {
    ObjectNode message = Pubsub.message(type);
    message.put("status_code", invented).put("response_body", "");
    message.putObject("response_headers");
    TraceSpan call = pubsub.batchOf(message).spans().get(0);
    assertThat(call.span().attributesJson()).doesNotContain("status_code");
    assertThat(call.span().status()).isEqualTo("ERROR");
  }

  @Test
  void at19_bodies_areWhatWentOverTheWireAsFarAsKnown() {
    assertThat(pubsub.requestOfFixture("express-2.4.6/post-text").requestBody().text())
        .isEqualTo("hello plain text");
    assertThat(pubsub.requestOfFixture("flask-0.1.3/get-user-no-query").requestBody())
        .isEqualTo(Body.NONE);
    assertThat(pubsub.requestOfFixture("express-2.4.6/get-204").responseBody())
        .isEqualTo(Body.NONE);
    ObjectNode go = Pubsub.message("GoGin");
    go.put("response_body", base64("null"));
    Batch batch = pubsub.batchOf(go);
    assertThat(batch.requestLogs().get(0).responseBody()).isEqualTo(Body.NONE);
    assertThat(batch.outcomes())
        .extracting(IngestOutcome::reason)
        .containsExactly("body-not-captured");
  }

  @Test
  void at19_base64_isReadInAnyAlphabetAndOtherwiseDropped() {
    ObjectNode message = Pubsub.message("GoGin");
    message.put("response_body", base64("{\"a\":\"~~~???\"}").replace('/', '_').replace("=", ""));
    assertThat(pubsub.requestOf(message).responseBody().text()).isEqualTo("{\"a\":\"~~~???\"}");
    message.put("response_body", "***");
    Batch batch = pubsub.batchOf(message);
    assertThat(batch.requestLogs().get(0).responseBody()).isEqualTo(Body.NONE);
    assertThat(batch.outcomes())
        .extracting(IngestOutcome::reason)
        .containsExactly("body-not-base64");
  }

  @Test
  void at20_outgoingCall_isASpanOfItsRequest() {
    Batch batch = pubsub.batchOfFixture("express-2.4.6/outgoing-get");
    assertThat(batch.requestLogs()).hasSize(1);
    RequestLog request = batch.requestLogs().get(0);
    assertThat(batch.spans()).hasSize(1);
    TraceSpan call = batch.spans().get(0);
    assertThat(call.traceId()).isEqualTo("491f7fbc04814630b4ee7bf57cef40b2");
    assertThat(call.traceId()).isEqualTo(request.traceId());
    Span own = request.spans().get(0);
    assertThat(call.span().parentSpanId()).isEqualTo(own.spanId());
    assertThat(call.span().kind()).isEqualTo("CLIENT");
    assertThat(call.span().name()).isEqualTo("GET inventory.shop.test:8090/upstream/items/{id}");
    assertThat(call.span().attributesJson())
        .contains("\"http.response.status_code\":200")
        .contains("\"response_body\":{\"item\":7,\"password\":\"p\"}");
  }

  @Test
  void at20_failedOutgoingCall_isOfAnUnknownPlace() {
    Batch batch = pubsub.batchOfFixture("express-2.4.6/outgoing-404");
    assertThat(batch.requestLogs()).hasSize(1);
    assertThat(batch.spans().get(0).span().name()).isEqualTo("GET (unknown)");
    assertThat(batch.spans().get(0).traceId()).isEqualTo(batch.requestLogs().get(0).traceId());
    ObjectNode java = Pubsub.message("JavaApacheOutgoing");
    java.remove("host");
    java.put("raw_url", "https://other.test/a/1").put("url_path", "/a/1");
    assertThat(pubsub.batchOf(java).spans().get(0).span().attributesJson())
        .contains("\"url.full\":\"https://other.test/a/1\"");
  }

  @Test
  void at32_redactedByTheClient_isShownAsSuch() {
    ObjectNode message = Pubsub.message("JsExpress");
    message.put("response_body", base64("[CLIENT_REDACTED]"));
    assertThat(pubsub.requestOf(message).responseBody().state()).isEqualTo(Body.State.MASKED);
    assertThat(pubsub.requestOfFixture("express-2.4.6/get-user").responseBody().text())
        .contains("\"token\":\"[CLIENT_REDACTED]\"");
  }

  @Test
  void everyRecordedMessage_becomesItsRows() {
    for (String name :
        List.of("get-204", "get-html", "get-user", "post-form", "post-json", "reported-error")) {
      assertThat(pubsub.batchOfFixture("express-2.4.6/" + name).requestLogs()).hasSize(1);
    }
    for (String name : List.of("boom-500", "get-user", "post-form", "post-json-charset")) {
      assertThat(pubsub.batchOfFixture("flask-0.1.3/" + name).requestLogs()).hasSize(1);
    }
    assertThat(pubsub.intake.batches()).allSatisfy(batch -> assertThat(batch.outcomes()).isEmpty());
  }
}

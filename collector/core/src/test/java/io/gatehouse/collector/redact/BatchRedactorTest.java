// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.protocol.redact.SecretNames;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.Span;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRedactorTest {

  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

  private final BatchRedactor redactor = BatchRedactor.builtIn();

  private RequestLog redact(String url, List<Header> headers, Body body, @Nullable Span span) {
    RequestLog plain = Batches.requestLog(new UUID(1, 1));
    RequestLog log =
        plain.toBuilder()
            .url(url)
            .clientAddress("203.0.113.9")
            .requestHeaders(headers)
            .requestBody(body)
            .spans(span == null ? List.of() : List.of(span))
            .build();
    return redactor.redact(Batches.of(1).requestLogs(List.of(log)).build()).requestLogs().get(0);
  }

  private String redactUrl(String url) {
    return redact(url, List.of(), Body.NONE, null).url();
  }

  private Body redactBody(String contentType, String text) {
    return redact("/", List.of(new Header("Content-Type", contentType)), Body.ofText(text), null)
        .requestBody();
  }

  private @Nullable String redactJson(String json) {
    return redactBody("application/json", json).text();
  }

  private String redactText(String text) {
    ErrorRollup error =
        new ErrorRollup(0, ErrorKind.SERVER, "GET", "/", null, 1, "E", text, null, null, 1);
    return redactor.redact(Batches.of(1).errors(List.of(error)).build()).errors().get(0).message();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a?expand=orders&token=abc&api_key=xyz,http://h/a?expand=orders&token=[REDACTED]&api_key=[REDACTED]",
    "http://h/a?API-Key=xyz,http://h/a?API-Key=[REDACTED]",
    "http://h/a?api%5Fkey=xyz#top,http://h/a?api%5Fkey=[REDACTED]#top",
    "http://h/a#access_token=xyz,http://h/a#access_token=[REDACTED]",
    "http://user:pw@h/a,http://[REDACTED]@h/a",
    "http://h/a?author=me&page=2,http://h/a?author=me&page=2",
    "http://h/a?q=Bearer%20abcdefgh1,http://h/a?q=[REDACTED]",
    "/users/42,/users/42"
  })
  void url_secretsAreMasked(String url, String expected) {
    assertThat(redactUrl(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "X-Api-Key",
        "x-api_key",
        "Cookie",
        "Set-Cookie",
        "X-Auth-Token",
        "X-CSRF-TOKEN",
        "Proxy-Authorization",
        "X-Amz-Security-Token"
      })
  void header_withSecretName_isMasked(String name) {
    RequestLog log = redact("/", List.of(new Header(name, "hidden")), Body.NONE, null);
    assertThat(log.requestHeaders()).containsExactly(new Header(name, "[REDACTED]"));
  }

  @Test
  void header_ordinary_staysAndAddressesAreTruncated() {
    RequestLog log =
        redact(
            "/",
            List.of(
                new Header("Accept", "*/*"),
                new Header("X-Forwarded-For", "203.0.113.9, 2001:db8:1:2::3"),
                new Header("Referer", "https://h/x?code=1&token=abc")),
            Body.NONE,
            null);
    assertThat(log.requestHeaders())
        .containsExactly(
            new Header("Accept", "*/*"),
            new Header("X-Forwarded-For", "203.0.113.0, 2001:db8:1::"),
            new Header("Referer", "https://h/x?code=1&token=[REDACTED]"));
    assertThat(log.clientAddress()).isEqualTo("203.0.113.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1, \"password\" : \"x\"}|{\"a\": 1, \"password\" : \"[REDACTED]\"}",
        "{\"pass\\u0077ord\":\"x\"}|{\"pass\\u0077ord\":\"[REDACTED]\"}",
        "{\"token\":\"x\",\"token\":\"y\"}|{\"token\":\"[REDACTED]\",\"token\":\"[REDACTED]\"}",
        "{\"secret\":{\"a\":[\"x\",1,true,null]},\"b\":2}|{\"secret\":\"[REDACTED]\",\"b\":2}",
        "{\"cardNumber\":4111111111111111}|{\"cardNumber\":\"[REDACTED]\"}",
        "{\"max_tokens\":100,\"author\":\"me\"}|{\"max_tokens\":100,\"author\":\"me\"}",
        "{\"x\":\"{\\\"apiKey\\\":\\\"y\\\"}\"}|{\"x\":\"{\\\"apiKey\\\":\\\"[REDACTED]\\\"}\"}",
        "{\"n\":4111111111111111,\"t\":1795379634906}|{\"n\":\"[REDACTED]\",\"t\":1795379634906}",
        "{\"a\":\"\\ud83d\\ude80 Bearer abcdefg1\"}|{\"a\":\"🚀 Bearer [REDACTED]\"}"
      })
  void json_secretsAreMaskedAndTheRestStays(String json, String expected) {
    assertThat(redactJson(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"password\":\"x", "{\"a\":", "not json", "{a:1}", "{} x"})
  void json_thatCannotBeParsed_isDropped(String json) {
    assertThat(redactBody("application/json", json))
        .isEqualTo(new Body(Body.State.MASKED, null, false));
    assertThat(redactBody("application/problem+json", json).text()).isNull();
  }

  @Test
  void json_withoutContentType_isRecognised() {
    assertThat(redactBody("", "{\"pwd\":\"x\"}").text()).isEqualTo("{\"pwd\":\"[REDACTED]\"}");
    assertThat(redactBody("", "{\"pwd\":\"x").text()).isNull();
  }

  @Test
  void form_multipartAndBinary_areMaskedOrDropped() {
    assertThat(redactBody("application/x-www-form-urlencoded", "a=1&passw%6Frd=x&b=%zz").text())
        .isEqualTo("a=1&passw%6Frd=[REDACTED]&b=%zz");
    assertThat(redactBody("", "user=me&pwd=x").text()).isEqualTo("user=me&pwd=[REDACTED]");
    assertThat(redactBody("multipart/form-data; boundary=x", "--x\r\n").text()).isNull();
    Body binary = new Body(Body.State.CAPTURED, "AAEC", true);
    assertThat(redact("/", List.of(), binary, null).requestBody().state())
        .isEqualTo(Body.State.MASKED);
  }

  @Test
  void body_tooLong_isAState() {
    assertThat(redactBody("text/plain", "x".repeat(50_001)).state())
        .isEqualTo(Body.State.TOO_LARGE);
  }

  @Test
  void text_secretsAreRecognisedByTheirLook() {
    assertThat(redactText("got " + JWT + " here")).isEqualTo("got [REDACTED] here");
    assertThat(redactText("Authorization: Bearer abcdef123456")).doesNotContain("abcdef123456");
    assertThat(redactText("card 4111 1111 1111 1111.")).isEqualTo("card [REDACTED].");
    assertThat(redactText("card 5500-0000-0000-0004")).isEqualTo("card [REDACTED]");
    assertThat(redactText("sk_live_abcdefgh12345678")).isEqualTo("[REDACTED]");
    assertThat(redactText("key ghp_abcdefghijklmnopqrstuvwxyz0123456789 x"))
        .isEqualTo("key [REDACTED] x");
    assertThat(
            redactText("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"))
        .isEqualTo("a [REDACTED] b");
    assertThat(redactText("x -----BEGIN PRIVATE KEY-----\nMIIE")).isEqualTo("x [REDACTED]");
    assertThat(redactText("login password=hunter2, user=me"))
        .isEqualTo("login password=[REDACTED], user=me");
    assertThat(redactText("{\"api_key\": \"s3cr3t value\"}")).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unexpected token: end of file",
        "order 4111111111111112 is late",
        "at 1795379634906123456 ns",
        "2026-11-22T20:35:16.123456789Z",
        "id 79c61dc4-f85c-4f23-9fa9-c473b6787aac",
        "author: somebody",
        "basic needs",
        "login token=[REDACTED], user=me",
        "token=[REDACTED]",
        ""
      })
  void text_withoutSecrets_stays(String text) {
    assertThat(redactText(text)).isEqualTo(text);
  }

  @Test
  void spanAttributes_areMaskedAsJson() {
    Span span =
        new Span("a", null, "n", "CLIENT", 1, 2, "OK", "{\"http.request.header.cookie\":\"x\"}");
    assertThat(redact("/", List.of(), Body.NONE, span).spans().get(0).attributesJson())
        .isEqualTo("{\"http.request.header.cookie\":\"[REDACTED]\"}");
  }

  @Test
  void namesOfTheOperator_areMaskedToo() {
    BatchRedactor own = new BatchRedactor(List.of(), Set.of("X-Partner-Id"), true);
    RequestLog plain = Batches.requestLog(new UUID(1, 1));
    Batch batch = Batches.of(1).requestLogs(List.of(plain)).build();
    assertThat(own.redact(batch)).isEqualTo(batch);
    assertThat(new SecretNames(Set.of("X-Partner-Id")).matches("xPartnerID")).isTrue();
  }
}

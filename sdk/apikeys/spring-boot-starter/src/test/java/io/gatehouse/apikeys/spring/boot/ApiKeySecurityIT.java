// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.testkit.FakeKeys;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The adapter in an application that reports, on whatever Spring Boot this is run with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeySecurityIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private int calls;
  private FakeServer server;
  private ConfigurableApplicationContext context;
  private String good;
  private String revoked;
  private String elsewhere;
  private String limited;
  private final Map<String, String> byScopes = new TreeMap<>();

  @BeforeAll
  void start() throws Exception {
    server = FakeServer.start();
    FakeKeys keys = server.keys();
    good = keys.issue(List.of("orders:read"));
    revoked = keys.issue(State.REVOKED, List.of("orders:read"), List.of());
    elsewhere = keys.issue(State.ACTIVE, List.of("orders:read"), List.of("203.0.113.0/24"));
    limited = keys.issue(List.of("*"), new RateLimit("hour", 2, 3_600));
    for (String scopes :
        List.of(
            "",
            "orders:read",
            "orders:*",
            "orders:read+orders:write",
            "stock:read",
            "*",
            "admin",
            "orders",
            "orders:read:own",
            "reports:*")) {
      List<String> granted = scopes.isEmpty() ? List.of() : List.of(scopes.split("\\+"));
      byScopes.put(scopes, keys.issue(granted));
    }
    context =
        new SpringApplication(GuardedApplication.class)
            .run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--gatehouse.server=" + server.url(),
                "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
                "--gatehouse.environment=prod");
    assertThat(context.getBean(ApiKeys.class).awaitReady(PATIENCE)).isTrue();
  }

  @AfterAll
  void stop() {
    context.close();
    server.close();
  }

  /** Waits for all calls so far to be counted, which may take a while, and forgets them. */
  @BeforeEach
  void forget() {
    await().atMost(PATIENCE).until(() -> server.recorded().total() == calls);
    server.recorded().clear();
    calls = 0;
  }

  private HttpResponse<String> call(String method, String path, String... headers)
      throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    calls++;
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int status(String method, String path, String key) throws Exception {
    return call(method, path, "X-Partner-Key", key).statusCode();
  }

  private RecordedExchange recorded() {
    return server.recorded().awaitOne();
  }

  /** S1, S2: who calls, and with what, is watched. */
  @Test
  void s2_addressAndAgent_areTold() throws Exception {
    call(
        "GET",
        "/orders/7",
        "X-Partner-Key",
        good,
        "X-Forwarded-For",
        "198.51.100.7",
        "User-Agent",
        "watched/1");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.keys().signals())
                    .extracting(KeySignal::value)
                    .contains("watched/1", "198.51.100.0/24"));
  }

  /** K2: the key that let the call in is counted, wherever it stood. */
  @ParameterizedTest
  @CsvSource({
    "/orders/7, X-Partner-Key, KEY",
    "/orders/7, Authorization, bearer KEY",
    "/orders/7?a=1&api_key=KEY, X-Other, 1",
    "/orders/7, Cookie, a=b; partner=KEY",
  })
  void k2_keyInEachPlace_isCountedWithItsConsumer(String path, String header, String value)
      throws Exception {
    HttpResponse<String> answer =
        call("GET", path.replace("KEY", good), header, value.replace("KEY", good));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("acme 7");
    RecordedExchange one = recorded();
    assertThat(one.route()).isEqualTo("/orders/{id}");
    assertThat(one.key()).isEqualTo(ApiKeyText.parse(good).id());
    assertThat(one.consumer()).isEqualTo(FakeKeys.CONSUMER);
    assertThat(one.refusal()).isNull();
  }

  /** K2: a key that nobody asked for is none. */
  @Test
  void k2_keyWhereNoneIsNeeded_isNotCounted() throws Exception {
    HttpResponse<String> answer = call("GET", "/health", "X-Partner-Key", revoked);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("nobody");
    assertThat(recorded().key()).isNull();
    assertThat(recorded().refusal()).isNull();
  }

  /** A5: what was wrong with a key cannot be told from the answer; it is counted. */
  @Test
  void a5_refusals_areTheSameForTheCaller() throws Exception {
    Map<Refusal, String> refused =
        Map.of(
            Refusal.MALFORMED,
            good + "x",
            Refusal.UNKNOWN,
            FakeKeys.unknown(),
            Refusal.WRONG_SECRET,
            FakeKeys.wrongSecret(good),
            Refusal.REVOKED,
            revoked,
            Refusal.ADDRESS,
            elsewhere);
    Set<String> answers = new HashSet<>();
    answers.add(seen(call("GET", "/orders/7")));
    assertThat(recorded().refusal()).isEqualTo(Refusal.MISSING.text());
    for (Map.Entry<Refusal, String> one : refused.entrySet()) {
      forget();
      answers.add(seen(call("GET", "/orders/7", "X-Partner-Key", one.getValue())));
      assertThat(recorded().refusal()).isEqualTo(one.getKey().text());
    }

    assertThat(answers)
        .singleElement()
        .asString()
        .startsWith(
            "401 {\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                + "\"detail\":\"A valid API key is needed.\"}")
        .contains("application/problem+json", "www-authenticate=[Bearer]");
  }

  private static String seen(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    return answer.statusCode() + " " + answer.body() + " " + headers;
  }

  /** A7: what keys may call, by their scopes. */
  @ParameterizedTest
  @CsvSource({
    // scopes, any, read, read and write, read or stock, class, method of class, service, authority
    "'',                       200, 403, 403, 403, 403, 403, 403, 403",
    "orders:read,              200, 200, 403, 200, 403, 200, 403, 403",
    "orders:*,                 200, 200, 200, 200, 403, 200, 403, 403",
    "orders:read+orders:write, 200, 200, 200, 200, 403, 200, 403, 403",
    "stock:read,               200, 403, 403, 200, 403, 403, 200, 403",
    "*,                        200, 200, 200, 200, 200, 200, 200, 200",
    "admin,                    200, 403, 403, 403, 200, 403, 403, 403",
    "orders,                   200, 403, 403, 403, 403, 403, 403, 403",
    "orders:read:own,          200, 403, 403, 403, 403, 403, 403, 403",
    "reports:*,                200, 403, 403, 403, 403, 403, 403, 200",
  })
  void a7_truthTable(
      String scopes,
      int any,
      int read,
      int both,
      int either,
      int type,
      int method,
      int service,
      int authority)
      throws Exception {
    String key = byScopes.get(scopes);
    List<Integer> statuses = new ArrayList<>();
    statuses.add(status("GET", "/any", key));
    statuses.add(status("GET", "/orders/7", key));
    statuses.add(status("DELETE", "/orders/7", key));
    statuses.add(status("GET", "/either", key));
    statuses.add(status("GET", "/admin/all", key));
    statuses.add(status("GET", "/admin/some", key));
    statuses.add(status("GET", "/stock", key));
    statuses.add(status("GET", "/reports", key));

    assertThat(statuses).containsExactly(any, read, both, either, type, method, service, authority);
    assertThat(status("GET", "/inherited/all", key)).isEqualTo(type);
    assertThat(status("GET", "/expression", key)).isEqualTo(read);
    assertThat(status("GET", "/later", key)).isEqualTo(read);
  }

  @Test
  void a7_missingScope_isForbiddenAndCounted() throws Exception {
    HttpResponse<String> answer = call("DELETE", "/orders/7", "X-Partner-Key", good);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(answer.body()).contains("The API key may not do this.");
    assertThat(recorded().refusal()).isEqualTo(Refusal.SCOPE.text());
    assertThat(recorded().key()).isEqualTo(ApiKeyText.parse(good).id());
    assertThat(recorded().route()).isEqualTo("/orders/{id}");
  }

  /** A7: without a key nobody has a scope, and the answer is that a key is needed. */
  @Test
  void a7_callWithoutKey_isUnauthorized() throws Exception {
    for (String path : List.of("/any", "/orders/7", "/admin/all", "/reports", "/nowhere")) {
      assertThat(call("GET", path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void k5_failingCall_isCountedAsServed() throws Exception {
    assertThat(status("GET", "/boom", good)).isEqualTo(500);
    assertThat(recorded().status()).isEqualTo(500);
    assertThat(recorded().key()).isEqualTo(ApiKeyText.parse(good).id());
    assertThat(recorded().refusal()).isNull();
  }

  /** A10: what a trusted proxy says counts, what a caller says does not. */
  @Test
  void a10_forwardedAddress_isBelievedFromTheProxy() throws Exception {
    String[] there = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9"};
    String[] forged = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9, 198.51.100.1"};

    assertThat(call("GET", "/orders/7", there).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/orders/7", forged).statusCode()).isEqualTo(401);
  }

  /** L1, L2: asynchronous answers are one call, too. */
  @Test
  void l2_limit_isToldAndRefuses() throws Exception {
    HttpResponse<String> first = call("GET", "/later", "X-Partner-Key", limited);
    assertThat(first.body()).isEqualTo("later");
    assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"hour\";q=2;w=3600");
    assertThat(first.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=1;t=");
    assertThat(status("GET", "/orders/7", limited)).isEqualTo(200);
    forget();

    HttpResponse<String> refused = call("GET", "/orders/7", "X-Partner-Key", limited);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=0;t=");
    assertThat(refused.headers().firstValue("ratelimit-policy")).isPresent();
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1L, 1_800L);
    assertThat(recorded().refusal()).isEqualTo(Refusal.RATE_LIMITED.text());
  }
}

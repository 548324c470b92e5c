// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
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

/**
 * What every adapter of API keys does. The fixture application lets calls in by keys of the server,
 * in the environment {@code prod}, and serves below its base path:
 *
 * <ul>
 *   <li>{@code GET /health}: needs no key and looks at none
 *   <li>{@code GET /any}: any good key; its consumer
 *   <li>{@code GET /orders/{id}}: the scope {@code orders:read}; {@code <consumer> <id>}
 *   <li>{@code DELETE /orders/{id}}: the scopes {@code orders:read} and {@code orders:write}
 *   <li>{@code GET /either}: the scope {@code orders:read} or {@code stock:read}
 *   <li>{@code GET /boom}: any good key; an exception nobody handles
 * </ul>
 *
 * Keys are taken from the header {@value #HEADER}, {@code Authorization: Bearer}, the parameter
 * {@code api_key} and the cookie {@code partner}, in this order. What peers of the loopback address
 * say of forwarded addresses is believed. An adapter that records reports every call.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ApiKeyContract {

  /** Where most calls have their key. */
  protected static final String HEADER = "X-Partner-Key";

  /** Until keys have come, or calls are counted. */
  protected static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> SCOPES =
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
          "reports:*");

  /** Not every container answers offers of HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<String, String> byScopes = new TreeMap<>();
  private int calls;
  private FakeServer server;
  private RunningServer application;
  private String good;
  private String revoked;
  private String elsewhere;
  private String limited;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // set before the first test
  protected ApiKeyContract() {}

  /** Starts the fixture, and returns once it has its keys. */
  protected abstract RunningServer start(FakeServer server) throws Exception;

  /** What everything is below; empty = nothing. */
  protected String basePath() {
    return "";
  }

  /** Under what orders are counted. */
  protected String routeOfOrders() {
    return basePath() + "/orders/{id}";
  }

  @BeforeAll
  void startAll() throws Exception {
    server = FakeServer.start();
    FakeKeys keys = server.keys();
    revoked = keys.issue(State.REVOKED, List.of("orders:read"), List.of());
    elsewhere = keys.issue(State.ACTIVE, List.of("orders:read"), List.of("203.0.113.0/24"));
    limited = keys.issue(List.of("*"), new RateLimit("hour", 2, 3_600));
    for (String scopes : SCOPES) {
      byScopes.put(scopes, keys.issue(scopes.isEmpty() ? List.of() : List.of(scopes.split("\\+"))));
    }
    good = keyOf("orders:read");
    application = start(server);
  }

  @AfterAll
  void stopAll() throws Exception {
    application.close();
    server.close();
  }

  /** Waits for all calls so far to be counted, which may take a while, and forgets them. */
  @BeforeEach
  protected void forget() {
    await().atMost(PATIENCE).until(() -> server.recorded().total() == calls);
    server.recorded().clear();
    calls = 0;
  }

  /** The key with these scopes, several of them joined by {@code +}. */
  protected final String keyOf(String scopes) {
    String key = byScopes.get(scopes);
    if (key == null) {
      throw new IllegalArgumentException("no key has the scopes " + scopes);
    }
    return key;
  }

  /** Calls the fixture, with names of headers and values in turns. */
  protected final HttpResponse<String> call(String method, String path, String... headers)
      throws Exception {
    String address = "http://localhost:" + application.port() + basePath() + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    calls++;
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** What a call with a key is answered. */
  protected final int status(String method, String path, String key) throws Exception {
    return call(method, path, HEADER, key).statusCode();
  }

  /** The only call since {@link #forget}. */
  protected final RecordedExchange recorded() {
    return server.recorded().awaitOne();
  }

  private static String id(String key) {
    ApiKeyText text = ApiKeyText.parse(key);
    return text == null ? "" : text.id();
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
    assertThat(answer.body()).isEqualTo(FakeKeys.CONSUMER + " 7");
    RecordedExchange one = recorded();
    assertThat(one.route()).isEqualTo(routeOfOrders());
    assertThat(one.key()).isEqualTo(id(good));
    assertThat(one.consumer()).isEqualTo(FakeKeys.CONSUMER);
    assertThat(one.refusal()).isNull();
  }

  /** K2: a key that nobody asked for is none. */
  @Test
  void k2_keyWhereNoneIsNeeded_isNotCounted() throws Exception {
    for (String key : List.of(good, revoked)) {
      assertThat(status("GET", "/health", key)).isEqualTo(200);
      RecordedExchange one = recorded();
      assertThat(one.key()).isNull();
      assertThat(one.consumer()).isNull();
      assertThat(one.refusal()).isNull();
      forget();
    }
  }

  /** K5: whose fault it was does not matter for who called. */
  @Test
  void k5_failingCall_isCountedAsServed() throws Exception {
    assertThat(status("GET", "/boom", good)).isEqualTo(500);
    RecordedExchange one = recorded();
    assertThat(one.status()).isEqualTo(500);
    assertThat(one.key()).isEqualTo(id(good));
    assertThat(one.refusal()).isNull();
  }

  /** A5: what was wrong with a key cannot be told from the answer; it is counted. */
  @Test
  void a5_refusals_areTheSameForTheCaller() throws Exception {
    Map<Refusal, String> refused = new EnumMap<>(Refusal.class);
    refused.put(Refusal.MISSING, "");
    refused.put(Refusal.MALFORMED, good + "x");
    refused.put(Refusal.UNKNOWN, FakeKeys.unknown());
    refused.put(Refusal.WRONG_SECRET, FakeKeys.wrongSecret(good));
    refused.put(Refusal.REVOKED, revoked);
    refused.put(Refusal.ADDRESS, elsewhere);
    Set<String> answers = new HashSet<>();
    answers.add(seen(call("GET", "/orders/7")));
    assertThat(recorded().refusal()).isEqualTo(Refusal.MISSING.text());
    for (Map.Entry<Refusal, String> one : refused.entrySet()) {
      forget();
      answers.add(seen(call("GET", "/orders/7", HEADER, one.getValue())));
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
    // scopes, any, read, read and write, read or stock
    "'',                       200, 403, 403, 403",
    "orders:read,              200, 200, 403, 200",
    "orders:*,                 200, 200, 200, 200",
    "orders:read+orders:write, 200, 200, 200, 200",
    "stock:read,               200, 403, 403, 200",
    "*,                        200, 200, 200, 200",
    "admin,                    200, 403, 403, 403",
    "orders,                   200, 403, 403, 403",
    "orders:read:own,          200, 403, 403, 403",
    "reports:*,                200, 403, 403, 403",
  })
  void a7_truthTable(String scopes, int any, int read, int both, int either) throws Exception {
    String key = keyOf(scopes);

    assertThat(
            List.of(
                status("GET", "/any", key),
                status("GET", "/orders/7", key),
                status("DELETE", "/orders/7", key),
                status("GET", "/either", key)))
        .containsExactly(any, read, both, either);
  }

  @Test
  void a7_missingScope_isForbiddenAndCounted() throws Exception {
    HttpResponse<String> answer = call("DELETE", "/orders/7", HEADER, good);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(answer.body()).contains("The API key may not do this.");
    RecordedExchange one = recorded();
    assertThat(one.refusal()).isEqualTo(Refusal.SCOPE.text());
    assertThat(one.key()).isEqualTo(id(good));
    assertThat(one.route()).isEqualTo(routeOfOrders());
  }

  /** A7: without a key nobody has a scope, and the answer is that a key is needed. */
  @Test
  void a7_callWithoutKey_isUnauthorized() throws Exception {
    for (String path : List.of("/any", "/orders/7", "/either", "/boom")) {
      assertThat(call("GET", path).statusCode()).as(path).isEqualTo(401);
    }
  }

  /** A10: what a trusted proxy says counts, what a caller says does not. */
  @Test
  void a10_forwardedAddress_isBelievedFromTheProxy() throws Exception {
    String[] there = {HEADER, elsewhere, "X-Forwarded-For", "203.0.113.9"};
    String[] forged = {HEADER, elsewhere, "X-Forwarded-For", "203.0.113.9, 198.51.100.1"};

    assertThat(call("GET", "/orders/7", there).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/orders/7", forged).statusCode()).isEqualTo(401);
  }

  /** L1, L2. */
  @Test
  void l2_limit_isToldAndRefuses() throws Exception {
    HttpResponse<String> first = call("GET", "/any", HEADER, limited);
    assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"hour\";q=2;w=3600");
    assertThat(first.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=1;t=");
    assertThat(status("GET", "/orders/7", limited)).isEqualTo(200);
    forget();

    HttpResponse<String> refused = call("GET", "/any", HEADER, limited);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=0;t=");
    assertThat(refused.headers().firstValue("ratelimit-policy")).isPresent();
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElse("0")))
        .isBetween(1L, 1_800L);
    assertThat(recorded().refusal()).isEqualTo(Refusal.RATE_LIMITED.text());
  }

  /** S1, S2: who calls, and with what, is watched. */
  @Test
  void s2_addressAndAgent_areTold() throws Exception {
    String[] watched = {"X-Forwarded-For", "198.51.100.7", "User-Agent", "watched/1"};
    call("GET", "/orders/7", HEADER, good, watched[0], watched[1], watched[2], watched[3]);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.keys().signals())
                    .extracting(KeySignal::value)
                    .contains("watched/1", "198.51.100.0/24"));
  }
}

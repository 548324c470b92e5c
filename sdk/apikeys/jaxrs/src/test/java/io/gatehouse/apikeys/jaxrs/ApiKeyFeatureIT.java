// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RequiresScope.Match;
import io.gatehouse.jaxrs.GatehouseFeature;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeKeys;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyFeatureIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Grizzly does not always answer offers of HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private int calls;
  private FakeServer server;
  private Gatehouse gatehouse;
  private ApiKeys keys;
  private HttpServer grizzly;
  private String good;
  private String revoked;
  private String elsewhere;
  private String limited;

  /** The contract of a resource; annotations of an interface hold for who implements it. */
  @RequiresScope("admin")
  public interface Managed {
    @GET
    @Path("all")
    String all();

    @GET
    @Path("some")
    @RequiresScope("orders:read")
    String some();
  }

  @Path("/managed")
  public static final class ManagedResource implements Managed {
    @Override
    public String all() {
      return "all";
    }

    @Override
    public String some() {
      return "some";
    }
  }

  @Path("/")
  public static final class Orders {

    @GET
    @Path("health")
    @PermitAll
    public String health() {
      return "up";
    }

    @GET
    @Path("any")
    public String any() {
      return "any";
    }

    @GET
    @Path("orders/{id}")
    @RequiresScope("orders:read")
    public String order(
        @PathParam("id") String id,
        @Context SecurityContext security,
        @Context ContainerRequestContext request) {
      ApiKey key = (ApiKey) request.getProperty(ApiKeyFeature.PROPERTY);
      return security.getUserPrincipal().getName()
          + security.isUserInRole("orders:read")
          + security.isUserInRole("orders:write")
          + key.consumer().identifier();
    }

    @DELETE
    @Path("orders/{id}")
    @RequiresScope({"orders:read", "orders:write"})
    public String delete(@PathParam("id") String id) {
      return id;
    }

    @GET
    @Path("either")
    @RequiresScope(
        value = {"orders:read", "stock:read"},
        match = Match.ANY)
    public String either() {
      return "either";
    }
  }

  @BeforeAll
  void start() throws Exception {
    server = FakeServer.start();
    good = server.keys().issue(List.of("orders:read"));
    revoked = server.keys().issue(State.REVOKED, List.of("orders:read"), List.of());
    elsewhere =
        server.keys().issue(State.ACTIVE, List.of("orders:read"), List.of("203.0.113.0/24"));
    limited = server.keys().issue(List.of("*"), new RateLimit("hour", 2, 3_600));
    for (String scope : List.of("orders:*", "stock:read", "*", "admin", "orders")) {
      byScopes.put(scope, server.keys().issue(List.of(scope)));
    }
    byScopes.put("", server.keys().issue(List.of()));
    byScopes.put("orders:read", good);
    gatehouse = server.reporting().build();
    keys = ApiKeys.builder().server(server.url()).token(FakeServer.INGEST_TOKEN).build();
    assertThat(keys.awaitReady(PATIENCE)).isTrue();
    KeyPlaces places =
        KeyPlaces.none().header("X-Partner-Key").bearer().query("api_key").cookie("partner");
    grizzly =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/"),
            new ResourceConfig(Orders.class, ManagedResource.class)
                .register(GatehouseFeature.of(gatehouse))
                .register(
                    ApiKeyFeature.of(keys)
                        .places(places)
                        .addresses(request -> "127.0.0.1", Networks.of(List.of("127.0.0.0/8")))));
  }

  private final Map<String, String> byScopes = new TreeMap<>();

  @AfterAll
  void stop() {
    grizzly.shutdownNow();
    gatehouse.close();
    keys.close();
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
    int port = grizzly.getListener("grizzly").getPort();
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
    assertThat(answer.body()).isEqualTo("acmetruefalseacme");
    RecordedExchange one = recorded();
    assertThat(one.route()).isEqualTo("/orders/{id}");
    assertThat(one.key()).isEqualTo(ApiKeyText.parse(good).id());
    assertThat(one.consumer()).isEqualTo(FakeKeys.CONSUMER);
    assertThat(one.refusal()).isNull();
  }

  /** K2: a key that nobody asked for is none. */
  @Test
  void k2_keyWhereNoneIsNeeded_isNotCounted() throws Exception {
    assertThat(status("GET", "/health", revoked)).isEqualTo(200);
    assertThat(recorded().key()).isNull();
    assertThat(recorded().refusal()).isNull();
  }

  /** A5: what was wrong with a key cannot be told from the answer; it is counted. */
  @Test
  void a5_refusals_areTheSameForTheCaller() throws Exception {
    Map<Refusal, String> refused =
        Map.of(
            Refusal.MISSING,
            "",
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
    for (Map.Entry<Refusal, String> one : refused.entrySet()) {
      forget();
      HttpResponse<String> answer = call("GET", "/orders/7", "X-Partner-Key", one.getValue());
      Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
      headers.remove("date");
      answers.add(answer.statusCode() + " " + answer.body() + " " + headers);
      RecordedExchange counted = recorded();
      assertThat(counted.refusal()).isEqualTo(one.getKey().text());
      assertThat(counted.route()).isEqualTo("/orders/{id}");
    }

    assertThat(answers)
        .singleElement()
        .asString()
        .startsWith(
            "401 {\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                + "\"detail\":\"A valid API key is needed.\"}")
        .contains("application/problem+json", "www-authenticate=[Bearer]");
  }

  /** A7: what keys may call, by their scopes. */
  @ParameterizedTest
  @CsvSource({
    // scopes, any, read, read and write, read or stock, interface, method of interface
    "'',          200, 403, 403, 403, 403, 403",
    "orders:read, 200, 200, 403, 200, 403, 200",
    "orders:*,    200, 200, 200, 200, 403, 200",
    "stock:read,  200, 403, 403, 200, 403, 403",
    "*,           200, 200, 200, 200, 200, 200",
    "admin,       200, 403, 403, 403, 200, 403",
    "orders,      200, 403, 403, 403, 403, 403",
  })
  void a7_truthTable(String scopes, int any, int read, int both, int either, int type, int method)
      throws Exception {
    String key = byScopes.get(scopes);

    assertThat(
            List.of(
                status("GET", "/any", key),
                status("GET", "/orders/7", key),
                status("DELETE", "/orders/7", key),
                status("GET", "/either", key),
                status("GET", "/managed/all", key),
                status("GET", "/managed/some", key)))
        .containsExactly(any, read, both, either, type, method);
  }

  @Test
  void a7_missingScope_isForbiddenAndCounted() throws Exception {
    HttpResponse<String> answer = call("DELETE", "/orders/7", "X-Partner-Key", good);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(recorded().refusal()).isEqualTo(Refusal.SCOPE.text());
    assertThat(recorded().key()).isEqualTo(ApiKeyText.parse(good).id());
  }

  /** A10: what a trusted proxy says counts, what a caller says does not. */
  @Test
  void a10_forwardedAddress_isBelievedFromTheProxy() throws Exception {
    String[] there = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9"};
    String[] forged = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9, 198.51.100.1"};

    assertThat(call("GET", "/orders/7", there).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/orders/7", forged).statusCode()).isEqualTo(401);
  }

  /** L1, L2. */
  @Test
  void l2_limit_isToldAndRefuses() throws Exception {
    HttpResponse<String> first = call("GET", "/any", "X-Partner-Key", limited);
    assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"hour\";q=2;w=3600");
    assertThat(first.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=1;t=");
    assertThat(status("GET", "/any", limited)).isEqualTo(200);
    forget();

    HttpResponse<String> refused = call("GET", "/any", "X-Partner-Key", limited);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=0;t=");
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1L, 1_800L);
    assertThat(recorded().refusal()).isEqualTo(Refusal.RATE_LIMITED.text());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.KeyUse;
import io.gatehouse.sdk.RouteSource;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFilterIT {

  private static final byte[] PEPPER = new byte[32];

  @TempDir Path directory;

  private final List<KeyEntry> entries = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
  private final Tomcat tomcat = new Tomcat();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer feed;
  private ApiKeys keys;

  /** What an exchange was told. */
  private static final class Told implements Exchange {
    private @Nullable KeyUse use;
    private @Nullable Consumer consumer;

    @Override
    public boolean isNoop() {
      return false;
    }

    @Override
    public void route(RouteSource source, @Nullable String template) {}

    @Override
    public void consumer(@Nullable Consumer value) {
      consumer = value;
    }

    @Override
    public void apiKey(KeyUse value) {
      use = value;
    }

    @Override
    public void error(Throwable error) {}

    @Override
    public void end(HttpServerResponse response) {}
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Object key = request.getAttribute(ApiKeyFilter.ATTRIBUTE);
      response.getWriter().print(key == null ? "nobody" : ((ApiKey) key).consumer().identifier());
    }
  }

  private String issue(State state, List<String> scopes, List<String> allow, RateLimit... limits) {
    ApiKeyText text = ApiKeyText.generate("gh", "prod", new SecureRandom());
    entries.add(
        new KeyEntry(
            text.id(),
            "key " + text.id(),
            KeyHash.HMAC_SHA256,
            KeyHash.HMAC_SHA256.of(PEPPER, text.secret()),
            1,
            state,
            "Key",
            "prod",
            0,
            scopes,
            allow,
            List.of(),
            new Owner("acme", null, null),
            List.of(limits)));
    return text.text();
  }

  private final String good = issue(State.ACTIVE, List.of("orders:read"), List.of());
  private final String revoked = issue(State.REVOKED, List.of("orders:read"), List.of());
  private final String elsewhere =
      issue(State.ACTIVE, List.of("orders:read"), List.of("203.0.113.0/24"));
  private final String limited =
      issue(State.ACTIVE, List.of("*"), List.of(), new RateLimit("hour", 2, 3_600));

  @BeforeEach
  void start() throws Exception {
    KeyPair signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] body =
        KeySnapshotCodec.write(
            new KeySnapshot("shop", 4, /* since= */ 0, 1, "gh", Map.of(1, PEPPER), entries),
            signer.getPrivate());
    feed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    feed.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
              signals.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            }
            String told = Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
            exchange.getResponseHeaders().add("Gatehouse-Key-Signer", told);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    feed.start();
    keys =
        ApiKeys.builder()
            .server("http://localhost:" + feed.getAddress().getPort())
            .token("ghi_token")
            .build();
    assertThat(keys.awaitReady(Duration.ofSeconds(30))).isTrue();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("/shop", directory.toString());
    Tomcat.addServlet(context, "orders", new Orders()).addMapping("/*");
    add(
        context,
        "record",
        (request, response, chain) -> {
          Told exchange = new Told();
          told.add(exchange);
          try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
            chain.doFilter(request, response);
          }
        });
    add(
        context,
        "keys",
        new ApiKeyFilter.Builder(keys)
            .header("X-Partner-Key")
            .bearer()
            .query("api_key")
            .cookie("partner")
            .open("/health")
            .require("GET", "/orders/*", "orders:read")
            .require(null, "/orders/*", "orders:write")
            .trustedProxies(Networks.of(List.of("127.0.0.0/8", "::1")))
            .build());
    tomcat.start();
  }

  private static void add(Context context, String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    keys.close();
    feed.stop(0);
  }

  private HttpResponse<String> call(String method, String path, String... headers)
      throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/shop" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private Told last() {
    return told.get(told.size() - 1);
  }

  /** K2: the key that let the call in is counted, wherever it stood. */
  @Test
  void k2_keyInEachPlace_isCountedWithItsConsumer() throws Exception {
    String[][] places = {
      {"/orders/7", "X-Partner-Key", good},
      {"/orders/7", "Authorization", "bearer " + good},
      {"/orders/7?a=1&api_key=" + good, "X-Other", "1"},
      {"/orders/7", "Cookie", "a=b; partner=" + good},
    };
    for (String[] place : places) {
      HttpResponse<String> answer = call("GET", place[0], place[1], place[2]);
      assertThat(answer.statusCode()).as(place[1]).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("acme");
      assertThat(last().use.id()).isEqualTo(ApiKeyText.parse(good).id());
      assertThat(last().use.refusal()).isNull();
      assertThat(last().consumer.identifier()).isEqualTo("acme");
    }
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

    assertThat(signals.poll(30, TimeUnit.SECONDS)).contains("watched/1", "198.51.100.0/24");
  }

  @Test
  void k2_keyWhereNoneIsNeeded_isNotCounted() throws Exception {
    HttpResponse<String> answer = call("GET", "/health", "X-Partner-Key", good);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("nobody");
    assertThat(last().use).isNull();
    assertThat(last().consumer).isNull();
  }

  /** A5: what was wrong with a key cannot be told from the answer; it is counted. */
  @Test
  void a5_refusals_areTheSameForTheCaller() throws Exception {
    String wrong = new ApiKeyText("gh", "prod", ApiKeyText.parse(good).id(), "0".repeat(32)).text();
    String unknown = ApiKeyText.generate("gh", "prod", new SecureRandom()).text();
    Map<Refusal, String> refused =
        Map.of(
            Refusal.MISSING, "",
            Refusal.MALFORMED, good + "x",
            Refusal.UNKNOWN, unknown,
            Refusal.WRONG_SECRET, wrong,
            Refusal.REVOKED, revoked,
            Refusal.ADDRESS, elsewhere);
    for (Map.Entry<Refusal, String> one : refused.entrySet()) {
      HttpResponse<String> answer = call("GET", "/orders/7", "X-Partner-Key", one.getValue());
      assertThat(answer.statusCode()).as(one.getKey().text()).isEqualTo(401);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
      assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      assertThat(answer.body())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                  + "\"detail\":\"A valid API key is needed.\"}");
      assertThat(last().use.refusal()).isEqualTo(one.getKey());
    }
  }

  @Test
  void a7_missingScope_isForbidden() throws Exception {
    assertThat(call("GET", "/orders", "X-Partner-Key", good).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = call("DELETE", "/orders/7", "X-Partner-Key", good);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(last().use.refusal()).isEqualTo(Refusal.SCOPE);
    assertThat(last().use.id()).isEqualTo(ApiKeyText.parse(good).id());
  }

  /** A7: what a path is called does not matter, but where the container routes it to. */
  @Test
  void a7_otherSpellingsOfAPath_needTheSame() throws Exception {
    for (String path :
        List.of("/orders/../orders/7", "/%6frders/7", "/orders;x=1/7", "//orders/7")) {
      assertThat(call("DELETE", path, "X-Partner-Key", good).statusCode()).as(path).isIn(400, 403);
    }
    assertThat(call("GET", "/anything", "X-Partner-Key", good).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/anything").statusCode()).isEqualTo(401);
    assertThat(call("GET", "/health/deep").statusCode()).isEqualTo(401);
  }

  /** A10: what a trusted proxy says counts, what a caller says does not. */
  @Test
  void a10_forwardedAddress_isBelievedFromTheProxy() throws Exception {
    String[] fromThere = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9"};
    String[] forged = {"X-Partner-Key", elsewhere, "X-Forwarded-For", "203.0.113.9, 198.51.100.1"};

    assertThat(call("GET", "/orders", fromThere).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/orders", forged).statusCode()).isEqualTo(401);
  }

  /** L1, L2. */
  @Test
  void l2_limit_isToldAndRefuses() throws Exception {
    HttpResponse<String> first = call("GET", "/orders", "X-Partner-Key", limited);
    assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"hour\";q=2;w=3600");
    assertThat(first.headers().firstValue("ratelimit").orElse("")).startsWith("\"hour\";r=1;t=");
    assertThat(call("GET", "/orders", "X-Partner-Key", limited).statusCode()).isEqualTo(200);

    HttpResponse<String> refused = call("GET", "/orders", "X-Partner-Key", limited);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1L, 1_800L);
    assertThat(last().use.refusal()).isEqualTo(Refusal.RATE_LIMITED);
  }
}

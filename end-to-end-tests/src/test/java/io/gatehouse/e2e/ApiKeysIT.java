// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Gatehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys issued by the jar, verified in services, and every call of theirs accounted for. */
class ApiKeysIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private ServerProcess server;
  private String owner;
  private String ingestToken;

  @BeforeEach
  void start() throws Exception {
    server = serve("0");
    owner = ServerProcess.ownerToken(data());
    server.call(owner, "POST", "/apps", "{\"name\":\"Shop\"}");
    ingestToken =
        server
            .call(owner, "POST", "/apps/shop/ingest-keys", "{\"name\":\"s\"}")
            .get("secret")
            .asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private ServerProcess serve(String port) throws Exception {
    return ServerProcess.start(data(), "serve", "-s", "ingest.disk-reserve=16MiB", "--port", port);
  }

  private JsonNode issue(String name) throws Exception {
    String terms = "{\"name\":\"%s\",\"consumer\":\"acme\",\"scopes\":[\"orders:read\"]}";
    return server.call(owner, "POST", "/apps/shop/keys", terms.formatted(name));
  }

  private ApiKeys client(Path folder) {
    return ApiKeys.builder()
        .server(server.ready("url"))
        .token(ingestToken)
        .directory(folder)
        .build();
  }

  private Gatehouse service() {
    return builder().build();
  }

  private Gatehouse.Builder builder() {
    return Gatehouse.builder()
        .server(server.ready("url"))
        .ingestToken(ingestToken)
        .flushInterval(Duration.ofMillis(500));
  }

  private static Verification verify(ApiKeys keys, String text) {
    return keys.verify(text, "192.0.2.1", List.of("orders:read"));
  }

  private JsonNode usage(String query) throws Exception {
    return server.get(owner, "/apps/shop/usage?" + query);
  }

  /** K3: 64 threads in each of 2 instances; not one call more or less. */
  @Test
  void k3_manyThreadsInTwoInstances_areCountedExactly() throws Exception {
    JsonNode key = issue("Partner");
    String text = key.get("secret").asText();
    int perThread = 10_000;
    try (ApiKeys keys = client(directory.resolve("keys"));
        Gatehouse first = service();
        Gatehouse second = service()) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
      ExecutorService executor = Executors.newFixedThreadPool(128);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 128; i++) {
        Gatehouse instance = i % 2 == 0 ? first : second;
        running.add(
            executor.submit(
                () -> {
                  for (int j = 0; j < perThread; j++) {
                    SdkCall.serve(instance, "/orders/{id}", verify(keys, text));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      executor.shutdown();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(usage("by=key").at("/total/requests").asLong()).isEqualTo(1_280_000));
    JsonNode usage = usage("by=key,consumer,endpoint");
    System.out.printf(
        "accounting: served 1280000, counted %d, billable %d, rows %d%n",
        usage.at("/total/requests").asLong(),
        usage.at("/total/billable").asLong(),
        usage.get("items").size());
    assertThat(usage.at("/total/billable").asLong()).isEqualTo(1_280_000);
    assertThat(usage.get("items")).hasSize(1);
    assertThat(usage.at("/items/0/key/id").asText()).isEqualTo(key.get("id").asText());
    assertThat(usage.at("/items/0/consumer").asText()).isEqualTo("acme");
    assertThat(usage.at("/completeness/complete").asBoolean()).isTrue();
  }

  /**
   * K4: five thousand paths of one route are one row, and one of each version that answered them:
   * over REST, in SQL and in a file, also after the server was started again.
   */
  @Test
  void k4_callsOfEachVersion_areCountedByRoute() throws Exception {
    String text = issue("Partner").get("secret").asText();
    try (ApiKeys keys = client(directory.resolve("keys"));
        Gatehouse old = builder().appVersion("1.4.0").build();
        Gatehouse current = builder().appVersion("2.0.0").build();
        Gatehouse silent = service()) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
      for (int i = 1; i <= 5_000; i++) {
        Gatehouse answering = i <= 1_500 ? old : i <= 4_900 ? current : silent;
        SdkCall.serve(answering, "/orders/" + i, "/orders/{id}", verify(keys, text));
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(usage("by=key").at("/total/requests").asLong()).isEqualTo(5_000));
    server.close();
    server = serve("0");

    JsonNode routes = usage("by=endpoint").get("items");
    assertThat(routes).hasSize(1);
    assertThat(routes.at("/0/route").asText()).isEqualTo("/orders/{id}");
    assertThat(routes.at("/0/sums/requests").asLong()).isEqualTo(5_000);
    assertThat(usage("by=endpoint,version").get("items"))
        .extracting(
            row -> row.get("route").asText(),
            row -> row.get("version").asText(),
            row -> row.at("/sums/requests").asLong())
        .containsExactly(
            tuple("/orders/{id}", "2.0.0", 3_400L),
            tuple("/orders/{id}", "1.4.0", 1_500L),
            tuple("/orders/{id}", "", 100L));
    JsonNode rows =
        server
            .call(
                owner,
                "POST",
                "/apps/shop/query",
                "{\"sql\":\"SELECT version, sum(requests)::INTEGER FROM v_usage_minute GROUP BY 1 ORDER"
                    + " BY 1\"}")
            .get("rows");
    assertThat(rows).hasToString("[[\"\",100],[\"1.4.0\",1500],[\"2.0.0\",3400]]");
  }

  /**
   * S1, S2: who guesses, and where a key is used first, is there within seconds, and once; guessing
   * raises an alert, while good keys are let in all the time. How fast is printed.
   */
  @Test
  void s1_s2_signalsOfServices_areShownOnce() throws Exception {
    server.call(
        owner,
        "POST",
        "/apps/shop/rules",
        "{\"name\":\"Guessing\",\"severity\":\"critical\",\"channels\":[],"
            + "\"condition\":{\"metric\":\"key_guessing\"}}");
    JsonNode key = issue("Watched");
    String text = key.get("secret").asText();
    RouteRule rule = RouteRule.allOf("orders:read");
    try (ApiKeys keys = client(directory.resolve("keys"));
        ApiKeys other = client(directory.resolve("others"))) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
      assertThat(other.awaitReady(PATIENCE)).isTrue();
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        String guess = ApiKeyText.generate("gh", "prod", new SecureRandom()).text();
        keys.verify(guess, "203.0.113.7", "guesser/1", rule);
        assertThat(keys.verify(text, "198.51.100." + i, "curl/8.5", rule).isAccepted()).isTrue();
        other.verify(text, "198.51.100." + i, "curl/8.5", rule);
      }
      await().atMost(PATIENCE).until(() -> alerts().size() == 1);
      System.out.printf(
          "figure S1: the alert of guessing after %d ms%n",
          (System.nanoTime() - start) / 1_000_000);
      assertThat(alerts().at("/0/label").asText()).isEqualTo("203.0.113.7");
      await().atMost(PATIENCE).until(() -> signals("").size() == 3);
      await().atMost(PATIENCE).until(() -> other.signals().told() == 2);
    }
    JsonNode guessing = signals("kind=guessing").get(0);
    assertThat(guessing.get("value").asText()).isEqualTo("203.0.113.7");
    assertThat(guessing.get("calls").asInt()).isEqualTo(50);
    assertThat(guessing.get("secrets").asInt()).isEqualTo(50);
    JsonNode ofKey = signals("key=" + key.get("id").asText());
    assertThat(ofKey).hasSize(2);
    assertThat(ofKey)
        .extracting(signal -> signal.get("value").asText())
        .containsExactlyInAnyOrder("198.51.100.0/24", "curl/8.5");
  }

  private JsonNode alerts() throws Exception {
    return server.get(owner, "/apps/shop/alerts").get("items");
  }

  private JsonNode signals(String query) throws Exception {
    return server.get(owner, "/apps/shop/keys/signals?" + query).get("items");
  }

  /** A6: twenty services hear of a revocation; how fast is printed. */
  @Test
  void a6_revokedKey_isRefusedByAllServices() throws Exception {
    JsonNode key = issue("Leaked");
    String text = key.get("secret").asText();
    List<ApiKeys> services = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        services.add(client(directory.resolve("keys" + i)));
      }
      for (ApiKeys one : services) {
        assertThat(one.awaitReady(PATIENCE)).isTrue();
        assertThat(verify(one, text).isAccepted()).isTrue();
      }
      long[] millis = new long[20];
      ExecutorService executor = Executors.newFixedThreadPool(20);
      List<Future<?>> watching = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        int number = i;
        watching.add(
            executor.submit(
                () -> {
                  await()
                      .atMost(PATIENCE)
                      .pollDelay(Duration.ZERO)
                      .pollInterval(Duration.ofMillis(5))
                      .until(() -> verify(services.get(number), text).refusal() == Refusal.REVOKED);
                  millis[number] = (System.nanoTime() - start) / 1_000_000;
                }));
      }
      server.call(owner, "POST", "/apps/shop/keys/" + key.get("id").asText() + "/revoke", "{}");
      for (Future<?> one : watching) {
        one.get();
      }
      executor.shutdown();
      Arrays.sort(millis);
      System.out.printf(
          "figure A6: revoked at 20 services after %d ms (median), %d ms (last), the call to revoke"
              + " included%n",
          millis[10], millis[19]);
    } finally {
      services.forEach(ApiKeys::close);
    }
  }

  /** A6: a service starts and goes on while the server is down, and hears what it missed. */
  @Test
  void a6_serverThatWasAway_isHeardAgain() throws Exception {
    String text = issue("Steady").get("secret").asText();
    Path folder = directory.resolve("keys");
    try (ApiKeys keys = client(folder)) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
    }
    String url = server.ready("url");
    server.close();
    try (ApiKeys keys =
        ApiKeys.builder().server(url).token(ingestToken).directory(folder).build()) {
      assertThat(verify(keys, text).isAccepted()).isTrue();
      server = serve(url.substring(url.lastIndexOf(':') + 1));
      assertThat(verify(keys, text).isAccepted()).isTrue();
      JsonNode missed = issue("Missed");
      await()
          .atMost(PATIENCE)
          .until(() -> verify(keys, missed.get("secret").asText()).isAccepted());
    }
  }

  /** A3: after all that, the secret is in no file of server or service. */
  @Test
  void a3_secret_isInNoFile() throws Exception {
    String text = issue("Quiet").get("secret").asText();
    String secret = ApiKeyText.parse(text).secret();
    try (ApiKeys keys = client(directory.resolve("keys"));
        Gatehouse gatehouse = service()) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
      SdkCall.serve(gatehouse, "/orders", verify(keys, text));
      // A caller who puts it where it does not belong.
      SdkCall.serve(gatehouse, "/orders", "x=" + text, 200);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(usage("by=key").at("/total/requests").asInt()).isOne());
    server.close();
    int looked = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(content.contains(secret)).as(file.toString()).isFalse();
        looked++;
      }
    }
    assertThat(looked).isGreaterThan(5);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.KeyUse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * U2, U3, D4: a service that goes on serving while the server is killed again and again, behind a
 * proxy that cuts connections: what was served is counted, and counted once, for each route and in
 * the ledger for each key.
 */
class SdkServerKillIT {

  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Integer.getInteger("gatehouse.sdk-kills", 25);

  private static final int THREADS = 2;
  private static final String[] ROUTES = {"/orders/{id}", "/orders", "/items/{id}", "/boom"};

  /** The last one is refused. */
  private static final KeyUse[] KEYS = {
    KeyUse.of("aaaaaaaaaaaa"),
    KeyUse.of("bbbbbbbbbbbb"),
    KeyUse.refused("cccccccccccc", Refusal.REVOKED)
  };

  @TempDir Path directory;

  private final AtomicBoolean serving = new AtomicBoolean(true);

  @Test
  void served_whileTheServerIsKilledAndConnectionsAreCut_isCountedOnce() throws Exception {
    Path data = directory.resolve("data");
    ServerProcess server = start(data);
    String token = ServerProcess.ownerToken(data);
    server.call(token, "POST", "/apps", "{\"name\":\"Served\"}");
    String secret =
        server
            .call(token, "POST", "/apps/served/ingest-keys", "{\"name\":\"service\"}")
            .get("secret")
            .asText();
    Random random = new Random(11);
    TreeMap<String, Long> served = new TreeMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (FaultProxy proxy = FaultProxy.start(5)) {
      proxy.forwardTo(port(server));
      Gatehouse gatehouse =
          Gatehouse.builder()
              .server(proxy.url())
              .ingestToken(secret)
              .consumers(request -> Consumer.of("acme"))
              .flushInterval(Duration.ofMillis(500))
              .build();
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        threads.execute(() -> serve(gatehouse, seed, served));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        long before = gatehouse.metrics().sent();
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(20 + random.nextInt(200)))
            .until(() -> gatehouse.metrics().sent() > before);
        server.kill();
        server = start(data);
        proxy.forwardTo(port(server));
      }
      serving.set(false);
      threads.shutdown();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> gatehouse.metrics().sent() == gatehouse.metrics().recorded());
      gatehouse.close();
      assertThat(gatehouse.metrics().dropped()).isZero();
      verify(server, token, served, gatehouse.metrics().recorded(), proxy.cuts());
    } finally {
      serving.set(false);
      threads.shutdownNow();
      server.close();
    }
  }

  private static ServerProcess start(Path data) throws Exception {
    return ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
  }

  private static int port(ServerProcess server) {
    return URI.create(server.ready("url")).getPort();
  }

  /**
   * @param served calls by route and key
   */
  private static void verify(
      ServerProcess server, String token, Map<String, Long> served, long recorded, long cuts)
      throws Exception {
    TreeMap<String, Long> byRoute = new TreeMap<>();
    served.forEach((what, n) -> byRoute.merge(what.substring(0, what.indexOf(' ')), n, Long::sum));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              TreeMap<String, Long> counted = new TreeMap<>();
              for (JsonNode row : server.get(token, "/apps/served/endpoints").get("items")) {
                counted.put(row.get("route").asText(), row.get("requests").asLong());
              }
              assertThat(counted).isEqualTo(byRoute);
            });
    TreeMap<String, Long> ledger = new TreeMap<>();
    JsonNode usage = server.get(token, "/apps/served/usage?by=key,endpoint,refusal&limit=100");
    for (JsonNode row : usage.get("items")) {
      boolean refused = row.at("/key/id").asText().startsWith("c");
      assertThat(row.get("refusal").asText()).isEqualTo(refused ? "revoked" : "");
      assertThat(row.at("/sums/billable").asLong() == 0)
          .isEqualTo(refused || row.get("route").asText().equals("/boom"));
      ledger.merge(
          row.get("route").asText() + " " + row.at("/key/id").asText(),
          row.at("/sums/requests").asLong(),
          Long::sum);
    }
    assertThat(ledger).isEqualTo(served);
    System.out.printf(
        "SDK, server kill -9 × %d, %d connections cut: served %d / counted %d / in the ledger of"
            + " keys %d / duplicates 0%n",
        KILLS, cuts, recorded, sum(byRoute), sum(ledger));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void serve(Gatehouse gatehouse, int seed, Map<String, Long> served) {
    Random random = new Random(seed);
    while (serving.get()) {
      String route = ROUTES[random.nextInt(ROUTES.length)];
      KeyUse key = KEYS[random.nextInt(KEYS.length)];
      int status = key.refusal() != null ? 401 : route.equals("/boom") ? 500 : 200;
      SdkCall.serve(gatehouse, route, status, key);
      synchronized (served) {
        served.merge(route + " " + key.id(), 1L, Long::sum);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(200_000);
    }
  }
}

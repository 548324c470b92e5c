// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spans sent to a server that is killed at any moment, before, while and after it answers: an
 * exporter sends again what was not answered, cut into other requests, and nothing is lost or
 * counted twice.
 */
class OpenTelemetryKillIT {

  private static final int KILLS = Math.max(3, Integer.getInteger("gatehouse.kills", 30) / 5);
  private static final int MAX_SPANS = 40;

  @TempDir Path directory;

  private final Random random = new Random(11);

  /** Spans that no answer was given for, by id. */
  private final Deque<String> open = new ArrayDeque<>();

  private final Map<String, Long> certain = new HashMap<>();
  private long lastId;
  private long acknowledged;

  @Test
  void o13_killedAroundTheAnswer_losesAndDoublesNothing() throws Exception {
    Path data = directory.resolve("data");
    ServerProcess server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    String token = ServerProcess.ownerToken(data);
    server.call(token, "POST", "/apps", "{\"name\":\"Spans\"}");
    String key =
        server
            .call(token, "POST", "/apps/spans/ingest-keys", "{\"name\":\"spans\"}")
            .get("secret")
            .asText();
    for (int kill = 0; kill < KILLS; kill++) {
      ServerProcess victim = server;
      CompletableFuture<Void> killed =
          CompletableFuture.runAsync(
              () -> kill(victim),
              CompletableFuture.delayedExecutor(100L + random.nextInt(900), TimeUnit.MILLISECONDS));
      while (victim.isAlive()) {
        send(victim, key);
      }
      killed.join();
      server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    }
    while (!open.isEmpty()) {
      send(server, key);
    }
    ServerProcess last = server;
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(() -> assertThat(stored(last, token)).isEqualTo(certain));
    assertThat(acknowledged).isGreaterThan(KILLS);
    server.close();
  }

  private static Map<String, Long> stored(ServerProcess server, String token) throws Exception {
    Map<String, Long> stored = new HashMap<>();
    Accounting.stored(server, token, "spans")
        .forEach((endpoint, sums) -> stored.put(endpoint, sums.requests()));
    return stored;
  }

  private static void kill(ServerProcess server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Old spans in another cut, and some new ones. */
  private void send(ServerProcess server, String key) {
    Deque<String> batch = new ArrayDeque<>();
    while (!open.isEmpty() && batch.size() < 1 + random.nextInt(MAX_SPANS)) {
      batch.add(open.pop());
    }
    if (batch.isEmpty() || random.nextBoolean()) {
      for (int i = random.nextInt(MAX_SPANS); i >= 0; i--) {
        batch.add("%016x".formatted(++lastId));
      }
    }
    byte[] body = request(batch);
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "Authorization", "Bearer " + key);
    if (server.post("/v1/traces", body, headers) != 200) {
      open.addAll(batch);
      return;
    }
    acknowledged++;
    batch.forEach(id -> certain.merge("GET " + route(id), 1L, Long::sum));
    if (random.nextInt(5) == 0) {
      // An exporter that missed the answer repeats what was taken.
      server.post("/v1/traces", body, headers);
    }
  }

  private static String route(String id) {
    return "/items/" + Long.parseLong(id, 16) % 7;
  }

  private static byte[] request(Deque<String> ids) {
    StringJoiner spans = new StringJoiner(",");
    long nanos = System.currentTimeMillis() * 1_000_000;
    for (String id : ids) {
      spans.add(
          ("{\"traceId\":\"%1$s%1$s\",\"spanId\":\"%1$s\",\"name\":\"GET\",\"kind\":2,"
                  + "\"startTimeUnixNano\":\"%2$d\",\"endTimeUnixNano\":\"%2$d\",\"attributes\":["
                  + "{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"GET\"}},"
                  + "{\"key\":\"http.route\",\"value\":{\"stringValue\":\"%3$s\"}},"
                  + "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":200}}]}")
              .formatted(id, nanos, route(id)));
    }
    String json =
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
            + "{\"stringValue\":\"items\"}}]},\"scopeSpans\":[{\"spans\":["
            + spans
            + "]}]}]}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}

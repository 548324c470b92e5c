// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * U1: a service that is killed again and again under load, behind a proxy that cuts connections.
 * Every call that was complete is counted once. At a kill each thread may be between the end of a
 * call and telling it, so that one call more per thread and kill may be counted.
 */
class SdkServiceKillIT {

  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Integer.getInteger("gatehouse.service-kills", 25);

  /** A second or so, several flushes: a kill comes anywhere between two of them. */
  private static final int MOST_CALLS = 7_000;

  /** Less than one flush: what an earlier process left is being taken over. */
  private static final int FEW_CALLS = 300;

  private static final int KINDS = ServingProcess.ROUTES.length * ServingProcess.KEYS;

  @TempDir Path directory;

  private final AtomicLongArray completed = new AtomicLongArray(KINDS);

  @Test
  void u1_killedUnderLoad_losesAndDoublesNothing() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess server =
            ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
        FaultProxy proxy = FaultProxy.start(7)) {
      proxy.forwardTo(URI.create(server.ready("url")).getPort());
      String token = ServerProcess.ownerToken(data);
      server.call(token, "POST", "/apps", "{\"name\":\"Killed\"}");
      String secret =
          server
              .call(token, "POST", "/apps/killed/ingest-keys", "{\"name\":\"service\"}")
              .get("secret")
              .asText();
      Random random = new Random(23);
      for (int kill = 0; kill < KILLS; kill++) {
        Process service = start(proxy.url(), secret, "serve");
        CompletableFuture<Void> reading =
            CompletableFuture.runAsync(() -> note(service.getInputStream()));
        int calls = kill % 3 == 2 ? FEW_CALLS : MOST_CALLS;
        long until = total() + 1 + random.nextInt(calls);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> total() >= until);
        // Not the method of Process, which closes the stream that still holds what was told.
        assertThat(service.toHandle().destroyForcibly()).isTrue();
        service.waitFor();
        reading.join();
      }
      Process draining = start(proxy.url(), secret, "drain");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertCounted(server, token));
      draining.getOutputStream().close();
      assertThat(draining.waitFor()).isZero();
      // What the last flush or a late repeat would add shows by then.
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertCounted(server, token));
      long counted = assertCounted(server, token);
      System.out.printf(
          "SDK, service kill -9 × %d, %d connections cut: completed %d / counted %d%n",
          KILLS, proxy.cuts(), total(), counted);
    }
  }

  private Process start(String server, String secret, String mode) throws IOException {
    return new ProcessBuilder(
            ServerProcess.java(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServingProcess.class.getName(),
            server,
            secret,
            directory.resolve("spool").toString(),
            mode)
        .redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve("service.log").toFile()))
        .start();
  }

  private void note(InputStream told) {
    byte[] routes = new byte[4_096];
    try {
      for (int count = told.read(routes); count >= 0; count = told.read(routes)) {
        for (int i = 0; i < count; i++) {
          completed.incrementAndGet(routes[i]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long total() {
    long total = 0;
    for (int i = 0; i < KINDS; i++) {
      total += completed.get(i);
    }
    return total;
  }

  /**
   * How many calls the server counts, which must be those that were completed, for each route and
   * key.
   */
  private long assertCounted(ServerProcess server, String token) throws Exception {
    long most = (long) KILLS * ServingProcess.THREADS;
    long counted = 0;
    JsonNode rows = server.get(token, "/apps/killed/usage?by=key,endpoint&limit=100").get("items");
    for (JsonNode row : rows) {
      int route = List.of(ServingProcess.ROUTES).indexOf(row.get("route").asText());
      int kind = route * ServingProcess.KEYS + row.at("/key/id").asInt();
      long requests = row.at("/sums/requests").asLong();
      assertThat(requests).isBetween(completed.get(kind), completed.get(kind) + most);
      counted += requests;
    }
    assertThat(rows).hasSize(KINDS);
    assertThat(counted).isBetween(total(), total() + most);
    long byRoute = 0;
    for (JsonNode row : server.get(token, "/apps/killed/endpoints").get("items")) {
      byRoute += row.get("requests").asLong();
    }
    assertThat(byRoute).isEqualTo(counted);
    return counted;
  }
}

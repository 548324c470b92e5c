package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D1, D3, D6: what was acknowledged survives {@code kill -9} under load and counts once. */
class KillIT {

  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Integer.getInteger("gatehouse.kills", 30);

  @TempDir Path directory;

  @Test
  void d1_killedUnderLoad_losesAndDoublesNothing() throws Exception {
    Path data = directory.resolve("data");
    ServerProcess server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    String token = ServerProcess.ownerToken(data);
    String clientId =
        server.call(token, "POST", "/apps", "{\"name\":\"Kills\"}").get("clientId").asText();
    Random random = new Random(7);
    Syncs syncs = new Syncs(11);
    Accounting accounting = new Accounting();
    // Sent without an answer: SDKs send these again, with the same id, until they are answered.
    Deque<Syncs.Sync> open = new ArrayDeque<>();
    for (int kill = 0; kill < KILLS; kill++) {
      long killAfterMillis = 20 + random.nextInt(400);
      ServerProcess victim = server;
      CompletableFuture<Void> killer =
          CompletableFuture.runAsync(
              () -> killQuietly(victim),
              CompletableFuture.delayedExecutor(killAfterMillis, TimeUnit.MILLISECONDS));
      while (victim.isAlive()) {
        Syncs.Sync sync = open.isEmpty() ? syncs.next(now()) : open.pop();
        send(victim, clientId, sync, accounting, open);
        if (random.nextInt(5) == 0) {
          // A client that missed the answer repeats what was taken.
          victim.post("/v2/" + clientId + "/prod/sync", sync.body(), Map.of());
        }
      }
      killer.join();
      server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    }
    while (!open.isEmpty()) {
      send(server, clientId, open.pop(), accounting, open);
    }
    accounting.verify("kill -9 × " + KILLS, server, token, "kills");
    assertThat(server.log()).doesNotContain("cannot be read; it is moved aside");
    server.close();
  }

  private static void send(
      ServerProcess server,
      String clientId,
      Syncs.Sync sync,
      Accounting accounting,
      Deque<Syncs.Sync> open)
      throws InterruptedException {
    accounting.sent();
    int status = server.post("/v2/" + clientId + "/prod/sync", sync.body(), Map.of());
    if (status == 202) {
      accounting.acknowledged(sync);
    } else {
      open.add(sync);
    }
  }

  private static void killQuietly(ServerProcess server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }
}

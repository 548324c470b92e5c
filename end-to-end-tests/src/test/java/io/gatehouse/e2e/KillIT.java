// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D1, D3, D6: what was acknowledged survives {@code kill -9} under load and counts once. */
class KillIT {

  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Integer.getInteger("gatehouse.kills", 30);

  private static final int SENDERS = 3;
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(SENDERS);

  @TempDir Path directory;

  @Test
  void d1_killedUnderLoad_losesAndDoublesNothing() throws Exception {
    Path data = directory.resolve("data");
    ServerProcess server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    String token = ServerProcess.ownerToken(data);
    String clientId =
        server.call(token, "POST", "/apps", "{\"name\":\"Kills\"}").get("clientId").asText();
    Random random = new Random(7);
    Accounting accounting = new Accounting();
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new Sender(clientId, new Syncs(i), accounting));
    }
    for (int kill = 0; kill < KILLS; kill++) {
      ServerProcess victim = server;
      long killAfterMillis = 150L + random.nextInt(1_500);
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (Sender sender : senders) {
        running.add(CompletableFuture.runAsync(() -> sender.sendWhileAlive(victim), THREADS));
      }
      running.add(
          CompletableFuture.runAsync(
              () -> killQuietly(victim),
              CompletableFuture.delayedExecutor(killAfterMillis, TimeUnit.MILLISECONDS)));
      running.forEach(CompletableFuture::join);
      server = ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
    }
    for (Sender sender : senders) {
      sender.sendOpen(server);
    }
    accounting.verify("kill -9 × " + KILLS, server, token, "kills");
    assertThat(accounting.acknowledged()).isGreaterThan(KILLS);
    assertThat(server.log()).doesNotContain("cannot be read; it is moved aside");
    server.close();
    THREADS.shutdownNow();
  }

  /** One client: what was not answered is sent again, with the same id, until it is. */
  private static final class Sender {
    private final String path;
    private final Syncs syncs;
    private final Accounting accounting;
    private final Deque<Syncs.Sync> open = new ArrayDeque<>();
    private final Random random = new Random(3);

    Sender(String clientId, Syncs syncs, Accounting accounting) {
      this.path = "/v2/" + clientId + "/prod/sync";
      this.syncs = syncs;
      this.accounting = accounting;
    }

    void sendWhileAlive(ServerProcess server) {
      while (server.isAlive()) {
        Syncs.Sync sync =
            open.isEmpty() ? syncs.next(System.currentTimeMillis() / 1000.0) : open.pop();
        send(server, sync);
        if (random.nextInt(5) == 0) {
          // A client that missed the answer repeats what was taken.
          server.post(path, sync.body(), Map.of());
        }
      }
    }

    void sendOpen(ServerProcess server) {
      while (!open.isEmpty()) {
        send(server, open.pop());
      }
    }

    private void send(ServerProcess server, Syncs.Sync sync) {
      accounting.sent();
      if (server.post(path, sync.body(), Map.of()) == 202) {
        accounting.acknowledged(sync);
      } else {
        open.add(sync);
      }
    }
  }

  private static void killQuietly(ServerProcess server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

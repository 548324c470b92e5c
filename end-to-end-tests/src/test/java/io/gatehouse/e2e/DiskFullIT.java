// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F1: a full disk costs 503s, nothing else, and mends itself when there is space again. */
class DiskFullIT {

  @TempDir Path directory;

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=224m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  @Test
  void f1_diskFilledFromOutside_answers503AndRecoversAlone() throws Exception {
    Path data = disk.resolve("data");
    ServerProcess server =
        ServerProcess.start(
            data, "serve", "-s", "ingest.disk-reserve=24MiB", "-s", "ingest.log-segment=4MiB");
    String token = ServerProcess.ownerToken(data);
    String clientId =
        server.call(token, "POST", "/apps", "{\"name\":\"Full\"}").get("clientId").asText();
    Accounting accounting = new Accounting();
    Syncs syncs = new Syncs(5);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(server, clientId, syncs, accounting)).isEqualTo(202);
      }
      // What is read below has to be stored before the disk is full.
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !server.get(token, "/apps/full/endpoints").get("items").isEmpty());
      Path filler = fill();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> send(server, clientId, syncs, accounting) == 503);
      // Reading goes on while nothing is taken in.
      assertThat(server.get(token, "/apps/full/endpoints").get("items")).isNotEmpty();
      Files.delete(filler);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> send(server, clientId, syncs, accounting) == 202);
    }
    accounting.verify("disk full × 3", server, token, "full");
    server.close();
  }

  private static int send(ServerProcess server, String clientId, Syncs syncs, Accounting accounting)
      throws InterruptedException {
    Syncs.Sync sync = syncs.next(System.currentTimeMillis() / 1000.0);
    accounting.sent();
    int status = server.post("/v2/" + clientId + "/prod/sync", sync.body(), Map.of());
    if (status == 202) {
      accounting.acknowledged(sync);
    }
    return status;
  }

  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    byte[] block = new byte[64 << 10];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " failed (this test needs the right to mount): " + output);
    }
  }
}

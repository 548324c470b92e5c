// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B1: backups of the built server under load, killed in the middle, and without space. */
class BackupIT {

  private static final int SENDERS = 2;
  private static final int KILLS = Integer.getInteger("gatehouse.backup-kills", 6);

  @TempDir Path directory;

  private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS + 1);
  private final AtomicBoolean sending = new AtomicBoolean(true);
  private final Accounting accounting = new Accounting();
  private Path data;
  private Path file;
  private Path passphrase;

  @BeforeEach
  void prepare() throws Exception {
    data = directory.resolve("data");
    file = directory.resolve("b.ghb");
    passphrase = Files.writeString(directory.resolve("passphrase"), "nine violet trams");
  }

  @AfterEach
  void stop() {
    sending.set(false);
    threads.shutdownNow();
  }

  private static ServerProcess start(Path data) throws Exception {
    return ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB");
  }

  private String command(Path data, String command, Path file, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
    arguments.addAll(List.of("--passphrase-file", passphrase.toString()));
    arguments.addAll(List.of(more));
    return ServerProcess.run(data, "", arguments.toArray(String[]::new));
  }

  /** Sends one sync after the other while told to; what was not answered is not certain. */
  private CompletableFuture<Void> send(ServerProcess server, String clientId, int seed) {
    Syncs syncs = new Syncs(seed);
    return CompletableFuture.runAsync(
        () -> {
          while (sending.get()) {
            Syncs.Sync sync = syncs.next(System.currentTimeMillis() / 1000.0);
            accounting.sent();
            if (server.post("/v2/" + clientId + "/prod/sync", sync.body(), Map.of()) == 202) {
              accounting.acknowledged(sync);
            }
          }
        },
        threads);
  }

  private static String createApp(ServerProcess server, String token) throws Exception {
    return server.call(token, "POST", "/apps", "{\"name\":\"Kept\"}").get("clientId").asText();
  }

  @Test
  void b1_backupUnderLoad_holdsEverythingAcknowledgedBeforeIt() throws Exception {
    Map<String, Syncs.Sums> before;
    String token;
    try (ServerProcess server = start(data)) {
      token = ServerProcess.ownerToken(data);
      String clientId = createApp(server, token);
      List<CompletableFuture<Void>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(send(server, clientId, i));
      }
      Awaitility.await().until(() -> accounting.acknowledged() > 200);
      before = accounting.certain();
      assertThat(command(data, "backup", file)).contains("Wrote " + file);
      long acknowledged = accounting.acknowledged();
      Awaitility.await().until(() -> accounting.acknowledged() > acknowledged + 50);
      sending.set(false);
      senders.forEach(CompletableFuture::join);
      accounting.verify("backup under load", server, token, "kept");
    }
    Path elsewhere = directory.resolve("elsewhere");
    assertThat(command(elsewhere, "restore", file)).contains("Start it with");
    try (ServerProcess restored = start(elsewhere)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(Accounting.stored(restored, token, "kept")).isNotEmpty());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertIsBetween(
                      before, Accounting.stored(restored, token, "kept"), accounting.certain()));
      assertThat(restored.log()).doesNotContain("cannot be read; it is moved aside", "quarantined");
    }
  }

  private static void assertIsBetween(
      Map<String, Syncs.Sums> least, Map<String, Syncs.Sums> found, Map<String, Syncs.Sums> most) {
    assertThat(found).containsOnlyKeys(most.keySet());
    found.forEach(
        (endpoint, sums) -> {
          Syncs.Sums low = least.getOrDefault(endpoint, Syncs.Sums.NONE);
          Syncs.Sums high = most.getOrDefault(endpoint, Syncs.Sums.NONE);
          assertThat(sums.requests()).isBetween(low.requests(), high.requests());
          assertThat(sums.serverErrors()).isBetween(low.serverErrors(), high.serverErrors());
          assertThat(sums.in()).isBetween(low.in(), high.in());
          assertThat(sums.out()).isBetween(low.out(), high.out());
        });
  }

  @Test
  void b1_killedDuringABackup_losesNothingAndLeavesNothing() throws Exception {
    ServerProcess server = start(data);
    String token = ServerProcess.ownerToken(data);
    String clientId = createApp(server, token);
    Syncs syncs = new Syncs(7);
    int caught = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      for (int i = 0; i < 20; i++) {
        Syncs.Sync sync = syncs.next(System.currentTimeMillis() / 1000.0);
        accounting.sent();
        assertThat(server.post("/v2/" + clientId + "/prod/sync", sync.body(), Map.of()))
            .isEqualTo(202);
        accounting.acknowledged(sync);
      }
      ServerProcess victim = server;
      CompletableFuture<Integer> asked =
          CompletableFuture.supplyAsync(
              () ->
                  victim.post(
                      "/api/v1/backups", new byte[0], Map.of("Authorization", "Bearer " + token)),
              threads);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> hasEntries(data.resolve("backup")));
      LockSupport.parkNanos(kill * 30_000_000L);
      server.kill();
      caught += asked.join() == -1 ? 1 : 0;
      server = start(data);
      assertThat(data.resolve("backup")).doesNotExist();
      assertThat(data.resolve("store/snapshot")).satisfies(BackupIT::holdsNothing);
    }
    accounting.verify("kill -9 during a backup × " + caught, server, token, "kept");
    assertThat(caught).isPositive();
    assertThat(command(data, "backup", file)).contains("Wrote " + file);
    server.close();
  }

  private static boolean hasEntries(Path folder) {
    String[] names = folder.toFile().list();
    return names != null && names.length > 0;
  }

  private static void holdsNothing(Path folder) {
    assertThat(hasEntries(folder)).isFalse();
  }

  @Test
  void backup_toAFullDisk_isRefusedAndLeavesNothingThere() throws Exception {
    start(data).close();
    Path disk = Files.createDirectory(directory.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    try {
      assertThatThrownBy(() -> command(data, "backup", disk.resolve("b.ghb")))
          .hasMessageContaining("gatehouse: The backup cannot be written to " + disk)
          .hasMessageContaining("No space left on device");
      assertThat(disk).isEmptyDirectory();
      command(data, "backup", file);
      assertThatThrownBy(() -> command(disk.resolve("restored"), "restore", file))
          .hasMessageContaining("Nothing was touched");
      assertThat(disk).isEmptyDirectory();
    } finally {
      run("umount", "-l", disk.toString());
    }
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

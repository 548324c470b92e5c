// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.SdkMetrics;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** K8: a full disk breaks no request either. Needs the right to mount a file system. */
@Timeout(120)
class DiskFullIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REQUESTS = 300;

  @TempDir Path directory;

  private Path disk;

  /** Room for the two journals, and a little more. */
  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " failed (this test needs the right to mount): " + output);
    }
  }

  private Path fill() {
    Path filler = disk.resolve("filler");
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  private Gatehouse reporting(FakeServer server) {
    server.wantNothing();
    return server
        .reporting()
        .flushInterval(Duration.ofMillis(100))
        .requestLog(RequestLogPolicy.all().bodies(true))
        .spool(disk.resolve("spool"))
        .build();
  }

  /** Full while the server is away, and while it is there; then there is room again. */
  @Test
  void k8_diskThatIsFullForAWhile_breaksNoRequestAndLosesNoCount() throws Exception {
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = reporting(server);
        TroubledShop shop = new TroubledShop(gatehouse, directory)) {
      assertThat(shop.failures(REQUESTS)).isZero();
      Path filler = fill();
      server.behave(Behaviour.AWAY);
      assertThat(shop.failures(REQUESTS)).isZero();
      server.behave(Behaviour.ACCEPT);
      assertThat(shop.failures(REQUESTS)).isZero();
      Files.delete(filler);

      SdkMetrics metrics = gatehouse.metrics();
      await().atMost(PATIENCE).until(() -> metrics.sent() == 3 * REQUESTS);
      assertThat(metrics.recorded()).isEqualTo(3 * REQUESTS);
      assertThat(metrics.dropped()).isZero();
      assertThat(server.recorded().total()).isEqualTo(3 * REQUESTS);
      await()
          .atMost(PATIENCE)
          .until(() -> told(server) + metrics.droppedRequestLogs() == 3 * REQUESTS);
      assertThat(metrics.droppedRequestLogs()).isPositive();
    }
  }

  /** There is no room for journals from the start: batches wait in memory. */
  @Test
  void k8_diskThatIsFullFromTheStart_breaksNoRequestAndLosesNoCount() throws Exception {
    fill();
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = reporting(server);
        TroubledShop shop = new TroubledShop(gatehouse, directory)) {
      assertThat(shop.failures(REQUESTS)).isZero();

      SdkMetrics metrics = gatehouse.metrics();
      await().atMost(PATIENCE).until(() -> metrics.sent() == REQUESTS);
      await().atMost(PATIENCE).until(() -> told(server) == REQUESTS);
      assertThat(metrics.recorded()).isEqualTo(REQUESTS);
      assertThat(metrics.dropped()).isZero();
      assertThat(server.recorded().total()).isEqualTo(REQUESTS);
    }
  }

  private static long told(FakeServer server) {
    return server.recorded().records().stream().filter(Request.class::isInstance).count();
  }
}

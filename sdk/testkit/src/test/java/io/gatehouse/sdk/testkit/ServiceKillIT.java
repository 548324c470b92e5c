// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RequestLog;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** U1: a service that is killed again and again: what it served is counted, and counted once. */
class ServiceKillIT {

  private static final int KILLS = Integer.getInteger("gatehouse.service-kills", 8);

  /** Long, so that most kills find counts that are in no batch. */
  private static final long FLUSH_MILLIS = 1_500;

  @TempDir Path directory;

  @Test
  void u1_serviceKilledUnderLoad_whatItServedIsCountedOnce() throws Exception {
    Random random = new Random(5);
    long served = 0;
    try (FakeServer server = FakeServer.start()) {
      RequestLog none = new RequestLog(Policy.OFF, 0, 0);
      server.settings(new Settings(2, FLUSH_MILLIS, List.of(), none, List.of()));
      for (int kill = 0; kill < KILLS; kill++) {
        served += serveAndKill(server, 1 + random.nextInt(60_000), kill % 2 == 0);
      }
      server.behave(Behaviour.ACCEPT);
      sendWhatIsLeft(server);

      long counted = server.recorded().total();
      System.out.printf("service kill -9 × %d: served %d / counted %d%n", KILLS, served, counted);
      // At each kill one exchange of each thread may be counted and not yet told.
      assertThat(counted).isBetween(served, served + (long) KILLS * ServiceProcess.THREADS);
    }
  }

  /** Runs the service until it has told of so many exchanges. */
  private long serveAndKill(FakeServer server, int exchanges, boolean serverGoesAway)
      throws Exception {
    server.behave(Behaviour.ACCEPT);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                server.url(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long told = 0;
    try (InputStream out = process.getInputStream()) {
      byte[] bytes = new byte[512];
      boolean killed = false;
      int read = out.read(bytes);
      while (read > 0) {
        told += read;
        if (serverGoesAway) {
          server.behave(Behaviour.AWAY);
        }
        if (told >= exchanges && !killed) {
          killed = true;
          process.toHandle().destroyForcibly();
        }
        read = out.read(bytes);
      }
    }
    assertThat(process.waitFor()).isNotZero();
    return told;
  }

  /** The next process sends it without an exchange of its own. */
  private void sendWhatIsLeft(FakeServer server) throws IOException {
    try (Gatehouse gatehouse = server.reporting().spool(directory).build()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> gatehouse.metrics().sent() > 0 && gatehouse.metrics().spooled() == 0);
      assertThat(gatehouse.metrics().dropped()).isZero();
      assertThat(gatehouse.metrics().damagedBatches()).isZero();
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpoolIT {

  private static final int KILLS = 5;

  @TempDir Path directory;

  @Test
  void d4_killedAtRandomMoments_deliversEverythingSealedExactlyOnce() throws Exception {
    Random random = new Random(7);
    List<String> sealed = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      sealed.addAll(runAndKill(20 + random.nextInt(300)));
    }
    RecordedServer server = new RecordedServer();
    SdkMetrics metrics = new SdkMetrics();
    try (Spool spool = DiskSpool.open(directory, 64 << 20, metrics)) {
      Reporter reporter =
          new Reporter(
              new Aggregation(metrics, 1 << 20),
              spool,
              server,
              metrics,
              new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults()),
              new VirtualClock(),
              new Random(1),
              "prod",
              new InstanceFacts("test", "1", null, null, null, null));
      while (reporter.sendOne()) {
        assertThat(metrics.dropped()).isZero();
      }
      assertThat(spool.epoch()).isEqualTo(KILLS + 1);
    }
    List<String> delivered =
        server.records().stream().map(one -> ((Rollup) one).consumer()).toList();

    assertThat(delivered).doesNotHaveDuplicates().containsAll(sealed);
    // More than what was told: the torn line and the one being sealed, at each kill.
    assertThat(delivered.size() - sealed.size()).isBetween(0, 2 * KILLS);
    assertThat(metrics.spooled()).isZero();
  }

  private List<String> runAndKill(int afterLines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                SpoolingProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> told = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        told.add(line);
        if (told.size() == afterLines) {
          process.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    }
    process.waitFor();
    // The last line may be torn.
    return told.subList(0, told.size() - 1);
  }

  private static String classPath() throws URISyntaxException {
    List<String> places = new ArrayList<>();
    for (Class<?> one : List.of(SpoolingProcess.class, DiskSpool.class, Rollup.class)) {
      places.add(
          Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }
}

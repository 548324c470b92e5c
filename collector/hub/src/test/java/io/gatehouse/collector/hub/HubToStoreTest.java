// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.DurableIntake;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.load.ConsumerRegistry;
import io.gatehouse.collector.load.Loader;
import io.gatehouse.collector.load.LoaderConfig;
import io.gatehouse.collector.load.StoreOwner;
import io.gatehouse.collector.log.LocalDisk;
import io.gatehouse.collector.log.SegmentConfig;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.FakeTelemetryWriter;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: request, decoding, redaction, log on a real disk, loader, store. */
class HubToStoreTest {

  private @TempDir Path folder;
  private final FakeTelemetryWriter store = new FakeTelemetryWriter();
  private final ByteBudget budget = new ByteBudget(ByteBudget.DEFAULT_BYTES);

  @Test
  void fixturesSentThreeTimes_areStoredOnceAndWithoutSecrets() throws Exception {
    BatchRedactor redactor = BatchRedactor.builtIn();
    ManualClock clock = new ManualClock(Hub.NOW);
    try (SegmentIngestLog log =
            SegmentIngestLog.open(SegmentConfig.in(folder), new LocalDisk(), Clock.SYSTEM, budget);
        Loader loader =
            new Loader(
                log,
                StoreOwner.of(store),
                ConsumerRegistry.AS_REPORTED,
                LoaderConfig.DEFAULT,
                Clock.SYSTEM)) {
      loader.start();
      HubCollector hub =
          new HubCollector(
              new FakeApps(),
              Quota.UNLIMITED,
              new DurableIntake(log, app -> redactor),
              new IngestCounters(clock),
              clock);
      Collector collector = new Collector(List.of(hub), budget);
      for (int round = 0; round < 3; round++) {
        for (String name : List.of("02-startup", "01-sync-first", "03-sync-traffic", "04-log")) {
          send(collector, Fixture.load("js/express4/" + name));
        }
      }
      assertThat(loader.awaitApplied(log.end(), Duration.ofSeconds(10))).isTrue();
      assertThat(loader.stats().batches()).isEqualTo(4);
      assertThat(loader.stats().duplicates()).isEqualTo(8);
    }
    List<Batch> stored = store.stored();
    assertThat(stored.stream().flatMap(batch -> batch.rollups().stream()))
        .extracting(Rollup::requests)
        .satisfies(
            counts -> assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(12));
    assertThat(stored.get(3).requestLogs().get(0).url())
        .isEqualTo(
            "http://api.example.com/users/42?expand=orders&token=[REDACTED]&api_key=[REDACTED]");
    assertThat(bytesOnDisk()).doesNotContain("not-masked").contains("/users/42");
    assertThat(budget.used()).isZero();
  }

  private static void send(Collector collector, Fixture fixture) {
    Upload upload = collector.open(fixture.head());
    upload.add(fixture.body(), 0, fixture.body().length);
    assertThat(upload.finish().toCompletableFuture().join().status()).isEqualTo(202);
  }

  private String bytesOnDisk() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }
}

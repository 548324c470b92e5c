// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.log.LocalDisk;
import io.gatehouse.collector.log.SegmentConfig;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.FakeTelemetryWriter;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import io.gatehouse.storage.TelemetryWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {

  private static final int POISON_APP = 666;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private @TempDir Path folder;
  private SegmentIngestLog log;
  private Loader loader;
  private final FakeTelemetryWriter writer = new FakeTelemetryWriter();

  @BeforeEach
  void open() throws Exception {
    log =
        SegmentIngestLog.open(
            SegmentConfig.in(folder), new LocalDisk(), Clock.SYSTEM, new ByteBudget(1 << 26));
    loader = loader(StoreOwner.of(writer), ConsumerRegistry.AS_REPORTED);
  }

  private Loader loader(StoreOwner owner, ConsumerRegistry consumers) {
    return new Loader(log, owner, consumers, LoaderConfig.DEFAULT, Clock.SYSTEM);
  }

  @AfterEach
  void close() {
    loader.close();
    log.close();
  }

  private LogPosition append(Batch batch) {
    return log.append(BatchCodec.encode(batch)).join();
  }

  private static Batch batch(int app) {
    return Batches.of(app).messageId(new MessageId(1, app)).build();
  }

  private List<Integer> storedApps() {
    return writer.stored().stream()
        .filter(batch -> batch.messageId() != null)
        .map(Batch::app)
        .toList();
  }

  @Test
  void records_areStoredInOrderAndOnce() throws Exception {
    loader.start();
    List<Integer> sent = new ArrayList<>();
    for (int app = 0; app < 500; app++) {
      append(batch(app));
      sent.add(app);
    }
    append(batch(3));
    LogPosition end = append(batch(4));
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(storedApps()).isEqualTo(sent);
    assertThat(loader.stats().duplicates()).isEqualTo(2);
    assertThat(loader.stats().lagBytes()).isZero();
  }

  @Test
  void burst_isWhatComesFasterThanOneCoreLoads() {
    assertThat(Loader.isBurst(10 << 20, 1_000_000_000)).isTrue();
    assertThat(Loader.isBurst(1 << 20, 1_000_000_000)).isFalse();
    assertThat(Loader.isBurst(1 << 20, 50_000_000)).isTrue();
    assertThat(Loader.isBurst(1 << 20, 0)).isFalse();
  }

  @Test
  void burst_withoutEnd_isLoadedAllTheSame() throws Exception {
    loader.start();
    byte[] large = BatchCodec.encode(largeBatch());
    long started = System.nanoTime();
    while (storedApps().isEmpty()
        && System.nanoTime() - started < Duration.ofSeconds(10).toNanos()) {
      log.append(large).join();
    }
    assertThat(storedApps()).isNotEmpty();
  }

  /** Bytes that hardly take time to decode. */
  private static Batch largeBatch() {
    return Batches.of(5)
        .messageId(new MessageId(1, 5))
        .outcomes(
            List.of(
                new IngestOutcome(IngestOutcome.Kind.CORRECTED, "large", "x".repeat(1 << 20), 1)))
        .build();
  }

  @Test
  void log_lost_startsAnewAndLosesNothingThatComes() throws Exception {
    writer.append(List.of(), new LogPosition(0, 1_000_000));
    AtomicInteger failures = new AtomicInteger(2);
    writer.before(
        batches -> {
          if (!batches.isEmpty() && failures.getAndDecrement() > 0) {
            throw new StorageException(Kind.UNAVAILABLE, "not now", null);
          }
        });
    loader.start();
    LogPosition end = append(batch(1));
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(storedApps()).containsExactly(1);
    assertThat(writer.position()).isEqualTo(end);
  }

  @Test
  void store_unavailable_delaysAndLosesNothing() throws Exception {
    AtomicInteger failures = new AtomicInteger(4);
    writer.before(
        batches -> {
          if (failures.getAndDecrement() > 0) {
            throw new StorageException(Kind.UNAVAILABLE, "not now", null);
          }
        });
    loader.start();
    LogPosition end = append(batch(1));
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(storedApps()).containsExactly(1);
    assertThat(loader.stats().retries()).isEqualTo(4);
  }

  @Test
  void store_failsAfterCommit_doesNotStoreTwice() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    writer.afterCommit(
        () -> {
          if (failures.getAndDecrement() > 0) {
            throw new StorageException(Kind.UNAVAILABLE, "answer lost", null);
          }
        });
    loader.start();
    Batch withoutIdentity = Batches.of(5).build();
    LogPosition end = append(withoutIdentity);
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(writer.stored()).containsExactly(withoutIdentity);
  }

  @Test
  void poison_isSetAsideWithinASecondAndDelaysNobody() throws Exception {
    writer.before(LoaderTest::refusePoison);
    List<Integer> sent = new ArrayList<>();
    LogPosition end = LogPosition.START;
    for (int app = 1; app <= 200; app++) {
      append(batch(app));
      sent.add(app);
      if (app % 50 == 0) {
        end = append(Batches.of(POISON_APP).messageId(new MessageId(2, app)).build());
      }
    }
    long started = System.nanoTime();
    loader.start();
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    assertThat(storedApps()).isEqualTo(sent);
    assertThat(loader.stats().quarantined()).isEqualTo(4);
    assertThat(log.stats().quarantined()).isEqualTo(4);
    assertThat(writer.stored())
        .filteredOn(batch -> batch.app() == POISON_APP)
        .hasSize(4)
        .allSatisfy(
            batch ->
                assertThat(batch.outcomes())
                    .extracting(IngestOutcome::kind)
                    .containsExactly(IngestOutcome.Kind.QUARANTINED));
  }

  private static void refusePoison(List<Batch> batches) {
    for (Batch batch : batches) {
      if (batch.app() == POISON_APP && batch.messageId() != null) {
        throw new IllegalStateException("a fault that nobody foresaw");
      }
    }
  }

  @Test
  void store_refusesEverything_quarantinesAtMostOneAndWaits() throws Exception {
    AtomicInteger failures = new AtomicInteger(40);
    writer.before(
        batches -> {
          if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("closed");
          }
        });
    LogPosition end = LogPosition.START;
    for (int app = 1; app <= 20; app++) {
      end = append(batch(app));
    }
    loader =
        new Loader(
            log,
            StoreOwner.of(writer),
            ConsumerRegistry.AS_REPORTED,
            new LoaderConfig(
                50_000,
                Duration.ofMillis(100),
                8 << 20,
                Duration.ofSeconds(2),
                Duration.ofMillis(30)),
            Clock.SYSTEM);
    loader.start();
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(loader.stats().quarantined() + storedApps().size()).isEqualTo(20);
    assertThat(loader.stats().quarantined()).isLessThanOrEqualTo(1);
  }

  @Test
  void unreadableRecord_isSetAside() throws Exception {
    CompletableFuture<LogPosition> garbage = log.append(new byte[] {99, 1, 2});
    garbage.join();
    LogPosition end = append(batch(1));
    loader.start();
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(storedApps()).containsExactly(1);
    assertThat(loader.stats().quarantined()).isEqualTo(1);
  }

  @Test
  void damagedStore_isReplacedAndRebuiltFromTheLog() throws Exception {
    FakeTelemetryWriter fresh = new FakeTelemetryWriter();
    StoreOwner owner =
        new StoreOwner() {
          private TelemetryWriter current = writer;

          @Override
          public TelemetryWriter writer() {
            return current;
          }

          @Override
          public void replaceDamaged(StorageException damage) {
            current = fresh;
          }
        };
    loader = loader(owner, ConsumerRegistry.AS_REPORTED);
    loader.start();
    assertThat(loader.awaitApplied(append(batch(1)), PATIENCE)).isTrue();
    writer.before(
        batches -> {
          throw new StorageException(Kind.DAMAGED, "unreadable", null);
        });
    LogPosition end = append(batch(2));
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(fresh.stored()).extracting(Batch::app).containsExactly(1, 2);
  }

  @Test
  void restart_goesOnWhereTheStoreStands() throws Exception {
    loader.start();
    assertThat(loader.awaitApplied(append(batch(1)), PATIENCE)).isTrue();
    loader.close();
    LogPosition end = append(batch(2));
    loader = loader(StoreOwner.of(writer), ConsumerRegistry.AS_REPORTED);
    loader.start();
    assertThat(loader.awaitApplied(end, PATIENCE)).isTrue();
    assertThat(storedApps()).containsExactly(1, 2);
    assertThat(loader.stats().batches()).isEqualTo(1);
  }

  @Test
  void consumers_areNamedByTheRegistry() throws Exception {
    List<ConsumerReport> pinned = List.of(new ConsumerReport("a", "Pinned", "Gold"));
    loader = loader(StoreOwner.of(writer), batch -> pinned);
    loader.start();
    Batch reported =
        Batches.of(1).consumers(List.of(new ConsumerReport("a", "Reported", null))).build();
    assertThat(loader.awaitApplied(append(reported), PATIENCE)).isTrue();
    assertThat(writer.stored().get(0).consumers()).isEqualTo(pinned);
  }

  @Test
  void consumerRegistry_fails_telemetryIsStoredAllTheSame() throws Exception {
    loader =
        loader(
            StoreOwner.of(writer),
            batch -> {
              throw new IllegalStateException("catalog is down");
            });
    loader.start();
    assertThat(loader.awaitApplied(append(batch(1)), PATIENCE)).isTrue();
    assertThat(storedApps()).containsExactly(1);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Rollup;
import io.gatehouse.protocol.key.Refusal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final int BYTES = 1 << 20;
  private static final int SLOT = 32;

  private final SdkMetrics metrics = new SdkMetrics();
  @TempDir Path directory;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(directory.resolve("journal"), BYTES, metrics);
    journal.begin(1);
  }

  @Test
  void u1_replay_knowsApiKeys() throws Exception {
    RollupTable table = new RollupTable(journal, Integer.MAX_VALUE);
    KeyUse used = KeyUse.of("aaaaaaaaaaaa");
    for (KeyUse use : List.of(used, used, KeyUse.refused("aaaaaaaaaaaa", Refusal.REVOKED))) {
      add(table, Consumer.of("acme"), use);
    }
    add(table, null, KeyUse.refused(null, Refusal.UNKNOWN));
    List<WireRecord> counted = records(table);

    assertThat(counted)
        .map(Rollup.class::cast)
        .extracting(Rollup::key, Rollup::refusal, Rollup::consumer, Rollup::requests)
        .containsExactlyInAnyOrder(
            tuple("aaaaaaaaaaaa", null, "acme", 2L),
            tuple("aaaaaaaaaaaa", "revoked", "acme", 1L),
            tuple(null, "unknown", null, 1L));
    assertThat(records(replayed(reopened()))).containsExactlyInAnyOrderElementsOf(counted);
  }

  private static void add(RollupTable table, @Nullable Consumer consumer, KeyUse use) {
    table.add(Stripes.current(), 7, "GET", "/a", 200, consumer, use, 5, 1, 2, false, false);
  }

  @Test
  void u1_replay_givesTheVeryRecordsOfTheTable() throws Exception {
    RollupTable table = new RollupTable(journal, Integer.MAX_VALUE);
    add(table, 7, "/a|b", Consumer.of("x|ü"), 1_500, -1, 20, false, false);
    add(table, 7, "/a|b", Consumer.of("x|ü"), 3_600_000_000L, 5_000_000_000L, -1, true, false);
    add(table, 7, "", null, 0, 0, 0, false, true);
    add(table, 8, "/ä/{id}", null, 5, 3, 5_000_000_000L, false, false);
    List<WireRecord> counted = records(table);

    assertThat(counted).hasSize(3);
    assertThat(records(replayed(reopened()))).containsExactlyInAnyOrderElementsOf(counted);
  }

  @Test
  void u1_earlierUse_isNotCountedAgain() throws Exception {
    RollupTable first = new RollupTable(journal, Integer.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      add(first, 1, "/first", null, 1, 1, 1, false, false);
    }
    journal.release();
    journal.begin(2);
    RollupTable second = new RollupTable(journal, Integer.MAX_VALUE);
    add(second, 1, "/second", null, 1, 1, 1, false, false);
    List<WireRecord> replayed = records(replayed(reopened()));

    assertThat(replayed).hasSize(1);
    assertThat(((Rollup) replayed.get(0)).route()).isEqualTo("/second");
    assertThat(requests(replayed)).isEqualTo(1);
  }

  @Test
  void u1_slotWithoutMarkOrKey_isPassedOver() throws Exception {
    RollupTable table = new RollupTable(journal, Integer.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      add(table, 1, "/a", null, 1, 1, 1, false, false);
    }
    Path file = directory.resolve("journal");
    byte[] written = Files.readAllBytes(file);
    int last = lastSlot(written);

    for (int damaged : new int[] {last, last - 4 * SLOT}) {
      byte[] bytes = written.clone();
      ByteBuffer.wrap(bytes).putLong(damaged, 0);
      Files.write(file, bytes);
      assertThat(requests(records(replayed(reopened())))).isEqualTo(9);
    }
    byte[] bytes = written.clone();
    bytes[firstSlot(written) + 40] ^= 1;
    Files.write(file, bytes);
    assertThat(records(replayed(reopened()))).isEmpty();
  }

  @Test
  void u1_full_countsInMemoryAndSaysSo() throws Exception {
    RollupTable table = new RollupTable(journal, Integer.MAX_VALUE);
    int exchanges = BYTES / SLOT + 1_000;
    for (int i = 0; i < exchanges; i++) {
      add(table, 1, "/a", null, 1, 1, 1, false, false);
    }
    long replayed = requests(records(replayed(reopened())));

    assertThat(metrics.unjournaled()).isPositive();
    assertThat(replayed).isGreaterThan(BYTES / SLOT * 9L / 10);
    assertThat(replayed + metrics.unjournaled()).isEqualTo(exchanges);
    assertThat(requests(records(table))).isEqualTo(exchanges);
  }

  @Test
  void u1_manyThreads_loseNothing() throws Exception {
    RollupTable table = new RollupTable(journal, Integer.MAX_VALUE);
    int threads = 8;
    int perThread = 2_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Consumer consumer = Consumer.of("c" + i % 3);
      running.add(
          executor.submit(
              () -> {
                for (int j = 0; j < perThread; j++) {
                  add(table, j % 3, "/items/" + j % 50, consumer, j, j, j, j % 7 == 0, false);
                }
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
    executor.shutdown();
    List<WireRecord> counted = records(table);

    assertThat(requests(counted)).isEqualTo((long) threads * perThread);
    assertThat(records(replayed(reopened()))).containsExactlyInAnyOrderElementsOf(counted);
  }

  @Test
  void otherSize_isMadeAnew() throws Exception {
    Journal other = Journal.open(directory.resolve("journal"), BYTES / 2, metrics);

    assertThat(other.number()).isZero();
    assertThat(Journal.isInUse(directory.resolve("journal"))).isFalse();
  }

  private Journal reopened() throws Exception {
    return Journal.open(directory.resolve("journal"), BYTES, metrics);
  }

  private static RollupTable replayed(Journal from) {
    RollupTable table = new RollupTable(null, Integer.MAX_VALUE);
    from.replay(table);
    return table;
  }

  private static List<WireRecord> records(RollupTable table) {
    table.close();
    return table.records();
  }

  private static void add(
      RollupTable table,
      long minute,
      String route,
      Consumer consumer,
      long durationMicros,
      long requestBytes,
      long responseBytes,
      boolean failed,
      boolean aborted) {
    table.add(
        Stripes.current(),
        minute,
        "GET",
        route,
        200,
        consumer,
        null,
        durationMicros,
        requestBytes,
        responseBytes,
        failed,
        aborted);
  }

  private static long requests(List<WireRecord> records) {
    return records.stream().mapToLong(one -> ((Rollup) one).requests()).sum();
  }

  private static int firstSlot(byte[] file) {
    int slot = 4_096;
    while (ByteBuffer.wrap(file).getLong(slot) == 0) {
      slot += SLOT;
    }
    return slot;
  }

  private static int lastSlot(byte[] file) {
    int slot = file.length - SLOT;
    while (ByteBuffer.wrap(file).getLong(slot) == 0) {
      slot -= SLOT;
    }
    return slot;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Rollup;
import io.gatehouse.protocol.key.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private final Aggregation aggregation = new Aggregation(new SdkMetrics(), 1 << 20);

  @Test
  void h1_flushesWhileCounting_sumOfAllFlushesIsNumberOfEnds() throws Exception {
    int threads = 8;
    int perThread = 50_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Consumer consumer = Consumer.of("c" + i % 3);
      running.add(
          executor.submit(
              () -> {
                for (int j = 0; j < perThread; j++) {
                  add(j % 2, "GET", "/items/{id}", 200, consumer);
                }
              }));
    }
    long total = 0;
    while (running.stream().anyMatch(future -> !future.isDone())) {
      total += requests(Drained.all(aggregation));
    }
    for (Future<?> future : running) {
      future.get();
    }
    executor.shutdown();
    total += requests(Drained.all(aggregation));

    assertThat(total).isEqualTo((long) threads * perThread);
  }

  @Test
  void f5_unboundedConsumers_overflowKeepsTheTotal() {
    for (int i = 0; i < 20_000; i++) {
      add(1, "GET", "/a", 200, Consumer.of("session-" + i));
    }
    List<WireRecord> records = Drained.all(aggregation);

    assertThat(records).hasSizeBetween(1_000, 2_000);
    assertThat(requests(records)).isEqualTo(20_000);
    assertThat(records)
        .anyMatch(one -> one instanceof Rollup rollup && "(other)".equals(rollup.consumer()));
  }

  @Test
  void h10_zeroNegativeAndHours_areCounted() {
    for (long micros : new long[] {0, -7, 1, 3_600_000_000L, Long.MAX_VALUE}) {
      aggregation.add(1, "GET", "/a", 200, null, null, micros, -1, -1, false, false);
    }
    Rollup rollup = (Rollup) Drained.all(aggregation).get(0);

    assertThat(rollup.durations().total()).isEqualTo(5);
    assertThat(rollup.responseSizes().size()).isZero();
  }

  @Test
  void h10_threadsApart_mergeIntoOneHistogram() throws Exception {
    Aggregation alone = new Aggregation(new SdkMetrics(), 1 << 20);
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      long first = i * 1_000L;
      threads.add(new Thread(() -> addDurations(aggregation, first)));
      addDurations(alone, first);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Drained.all(aggregation)).hasSize(1).isEqualTo(Drained.all(alone));
  }

  private static void addDurations(Aggregation into, long first) {
    for (long micros = first; micros < first + 1_000; micros++) {
      into.add(1, "GET", "/a", 200, null, null, micros, micros * 3, micros * 7, false, false);
    }
  }

  @Test
  void b7_separatorsInKeys_areHarmless() {
    add(1, "GET", "/a|b", 200, Consumer.of("x|y"));
    add(1, "GET", "/a", 200, Consumer.of("b|x|y"));

    assertThat(Drained.all(aggregation)).hasSize(2);
  }

  /** K3, K4: calls of keys are counted apart, and none is lost between threads and flushes. */
  @Test
  void k3_manyThreadsAndKeys_countEachCallOnce() throws Exception {
    List<KeyUse> uses = List.of(KeyUse.of("a"), KeyUse.of("b"), KeyUse.refused("b", Refusal.SCOPE));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Consumer consumer = Consumer.of("c" + i % 2);
      running.add(
          executor.submit(
              () -> {
                for (int j = 0; j < 3_000; j++) {
                  aggregation.add(
                      1, "GET", "/a", 200, consumer, uses.get(j % 3), 5, -1, 1, false, false);
                }
              }));
    }
    List<WireRecord> all = new ArrayList<>();
    for (Future<?> one : running) {
      one.get();
      all.addAll(Drained.all(aggregation));
    }
    executor.shutdown();
    all.addAll(Drained.all(aggregation));

    assertThat(requests(all)).isEqualTo(64L * 3_000);
    Map<String, Long> byKey = new TreeMap<>();
    for (WireRecord one : all) {
      Rollup rollup = (Rollup) one;
      byKey.merge(rollup.key() + " " + rollup.refusal(), rollup.requests(), Long::sum);
    }
    assertThat(byKey)
        .containsExactly(
            entry("a null", 64_000L), entry("b null", 64_000L), entry("b scope", 64_000L));
  }

  /** K6: over the limit of memory nothing is lost either, and a flush comes before that. */
  @Test
  void k6_tooManyKeys_areCountedTogether() {
    int filling = 0;
    for (int i = 1; i <= 20_000; i++) {
      KeyUse use = KeyUse.of("key" + i);
      aggregation.add(1, "GET", "/a", 200, null, use, 5, -1, 1, false, false);
      filling = filling == 0 && aggregation.isFilling() ? i : filling;
    }
    List<WireRecord> all = Drained.all(aggregation);
    List<Rollup> together =
        all.stream().map(Rollup.class::cast).filter(one -> "(other)".equals(one.key())).toList();

    assertThat(requests(all)).isEqualTo(20_000);
    assertThat(filling).isBetween(500, all.size() * 2 / 3);
    assertThat(together)
        .singleElement()
        .satisfies(one -> assertThat(one.route()).isEqualTo("(other)"))
        .extracting(Rollup::requests)
        .isEqualTo(20_000L - (all.size() - 1));
  }

  /** K5: whether calls were served can still be told when their keys cannot. */
  @Test
  void k5_refusalsWithoutRoom_keepTheirReason() {
    for (int i = 0; i < 5_000; i++) {
      add(1, "GET", "/a", 200, Consumer.of("c" + i));
    }
    KeyUse revoked = KeyUse.refused("key", Refusal.REVOKED);
    aggregation.add(1, "GET", "/b", 401, null, revoked, 5, -1, 1, false, false);
    KeyUse unknown = KeyUse.refused(null, Refusal.UNKNOWN);
    aggregation.add(1, "GET", "/c", 401, null, unknown, 5, -1, 1, false, false);

    assertThat(Drained.all(aggregation))
        .map(Rollup.class::cast)
        .filteredOn(one -> one.refusal() != null)
        .extracting(one -> one.refusal() + " " + one.key() + " " + one.consumer())
        .containsExactlyInAnyOrder("revoked (other) null", "unknown null null");
  }

  /** Texts of consumers and errors take memory as well. */
  @Test
  void p1_longTexts_fillTheTable() {
    Map<String, String> attributes = Map.of("a", "x".repeat(10_000));
    int consumers = 0;
    for (; !aggregation.isFilling(); consumers++) {
      Consumer consumer = Consumer.of("c" + consumers).attributes(attributes);
      add(1, "GET", "/a", 200, consumer);
    }
    assertThat(consumers).isBetween(30, 60);
    Drained.all(aggregation);

    WireRecord.Failure failure = new WireRecord.Failure("A", "m", "x".repeat(16_000));
    int errors = 0;
    for (; !aggregation.isFilling(); errors++) {
      aggregation.addError(1, "GET", "/a", null, false, errors, () -> failure);
    }
    assertThat(errors).isBetween(8, 20);
  }

  private void add(long minute, String method, String route, int status, Consumer consumer) {
    aggregation.add(minute, method, route, status, consumer, null, 1_500, -1, 20, false, false);
  }

  private static long requests(List<WireRecord> records) {
    return records.stream()
        .filter(Rollup.class::isInstance)
        .mapToLong(one -> ((Rollup) one).requests())
        .sum();
  }
}

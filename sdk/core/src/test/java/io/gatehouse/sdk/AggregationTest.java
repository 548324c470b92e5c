// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private final Aggregation aggregation = new Aggregation(new SdkMetrics());

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

    assertThat(records).hasSize(RollupTable.MAX_CONSUMERS + 1);
    assertThat(requests(records)).isEqualTo(20_000);
    assertThat(records)
        .anyMatch(one -> one instanceof Rollup rollup && "(other)".equals(rollup.consumer()));
  }

  @Test
  void h10_zeroNegativeAndHours_areCounted() {
    for (long micros : new long[] {0, -7, 1, 3_600_000_000L, Long.MAX_VALUE}) {
      aggregation.add(1, "GET", "/a", 200, null, micros, -1, -1, false, false);
    }
    Rollup rollup = (Rollup) Drained.all(aggregation).get(0);

    assertThat(rollup.durations().total()).isEqualTo(5);
    assertThat(rollup.responseSizes().size()).isZero();
  }

  @Test
  void h10_threadsApart_mergeIntoOneHistogram() throws Exception {
    Aggregation alone = new Aggregation(new SdkMetrics());
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
      into.add(1, "GET", "/a", 200, null, micros, micros * 3, micros * 7, false, false);
    }
  }

  @Test
  void b7_separatorsInKeys_areHarmless() {
    add(1, "GET", "/a|b", 200, Consumer.of("x|y"));
    add(1, "GET", "/a", 200, Consumer.of("b|x|y"));

    assertThat(Drained.all(aggregation)).hasSize(2);
  }

  private void add(long minute, String method, String route, int status, Consumer consumer) {
    aggregation.add(minute, method, route, status, consumer, 1_500, -1, 20, false, false);
  }

  private static long requests(List<WireRecord> records) {
    return records.stream()
        .filter(Rollup.class::isInstance)
        .mapToLong(one -> ((Rollup) one).requests())
        .sum();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.Bar;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers, the loader and maintenance at the same time: each answer is of one moment. */
class ConcurrencyIT {

  private static final int BATCHES = 100;
  private static final Scope ALL = scope(START, START + 10 * 1440);

  @TempDir Path directory;

  @Test
  void read_whileWritingAndCompacting_seesWholeTransactions() throws Exception {
    try (DuckDbStorage storage = TestStorage.create(directory)) {
      storage.open();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      AtomicBoolean writing = new AtomicBoolean(true);
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> read(storage, writing)));
      }
      Future<Long> keeper = threads.submit(compact(storage, writing));

      for (int i = 0; i < BATCHES; i++) {
        long minute = START + i * 30L;
        storage
            .writer()
            .append(
                List.of(
                    batch(
                        minute,
                        rollup(minute, "GET", "/a", 200, "x", 1, 1_000),
                        rollup(START + i, "POST", "/late", 500, null, 1, 9_000))),
                new LogPosition(0, i));
      }
      writing.set(false);

      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(keeper.get()).isPositive();
      threads.shutdown();
      assertThat(storage.traffic().totals(ALL).requests()).isEqualTo(2 * BATCHES);
    }
  }

  private static long read(DuckDbStorage storage, AtomicBoolean writing) {
    Buckets days = new Buckets(1440, ZoneOffset.UTC);
    long rounds = 0;
    long before = 0;
    while (writing.get()) {
      List<Bar> bars = storage.traffic().series(ALL, days);
      long good = bars.stream().mapToLong(Bar::successful).sum();
      long bad = bars.stream().mapToLong(Bar::serverErrors).sum();
      assertThat(good).isEqualTo(bad).isGreaterThanOrEqualTo(before);
      before = good;
      rounds++;
    }
    return rounds;
  }

  private static Callable<Long> compact(DuckDbStorage storage, AtomicBoolean writing) {
    return () -> {
      long now = START;
      long rounds = 0;
      while (writing.get()) {
        storage.maintenance().compact(millis(now));
        now += 60;
        rounds++;
      }
      return rounds;
    };
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.load.ConsumerRegistry;
import io.gatehouse.collector.load.Loader;
import io.gatehouse.collector.load.LoaderConfig;
import io.gatehouse.collector.load.StoreOwner;
import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.log.LocalDisk;
import io.gatehouse.collector.log.SegmentConfig;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** From the ingest log into the store: the loader against the bare appender. */
final class LoaderBenchmark {

  private static final int ROUNDS = 5;
  private static final int BATCH_ROWS = 500;
  private static final int ROWS = 500_000;

  private LoaderBenchmark() {}

  static void run(Path directory, Report report) throws Exception {
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Path folder = directory.resolve("round-" + round);
      double loaded = load(folder, round);
      try (BareAppender bare = new BareAppender(folder.resolve("bare.duckdb"))) {
        double appended = bare.append(ROWS);
        ratios[round] = loaded / appended;
        report.line(
            "bare appender %,.0f rows/s   loader %,.0f rows/s   ratio %.2f",
            appended, loaded, ratios[round]);
      }
      Benchmarks.delete(folder);
    }
    report.line("loader / bare appender: median ratio %.2f (target 0.70)", Report.median(ratios));
  }

  private static double load(Path folder, int seed) throws Exception {
    try (SegmentIngestLog log =
            SegmentIngestLog.open(
                SegmentConfig.in(folder.resolve("log")),
                new LocalDisk(),
                Clock.SYSTEM,
                new ByteBudget(ByteBudget.DEFAULT_BYTES));
        DuckDbStorage storage =
            new DuckDbStorage(DuckDbConfig.of(folder.resolve("store")), InstantSource.system())) {
      storage.open();
      Traffic traffic = new Traffic(seed);
      long minute = Clock.SYSTEM.epochMillis() / 60_000;
      LogPosition end = LogPosition.START;
      for (int rows = 0; rows < ROWS; rows += BATCH_ROWS) {
        end = log.append(BatchCodec.encode(traffic.batch(1, minute, BATCH_ROWS, false))).join();
      }
      Loader loader =
          new Loader(
              log,
              StoreOwner.of(storage.writer()),
              ConsumerRegistry.AS_REPORTED,
              LoaderConfig.DEFAULT,
              Clock.SYSTEM);
      long started = System.nanoTime();
      loader.start();
      try {
        if (!loader.awaitApplied(end, Duration.ofMinutes(5))) {
          throw new IllegalStateException("not loaded within five minutes");
        }
        return ROWS / ((System.nanoTime() - started) / 1e9);
      } finally {
        loader.close();
      }
    }
  }
}

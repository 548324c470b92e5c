// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.sun.management.ThreadMXBean;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.SqlQueries.Question;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Per;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Usage of a month: ten calls a row of the ledger, 200 endpoints × 10,000 consumers with a key
 * each, against SQL for the same on a bare connection. What is asked of the store is asked as the
 * REST API does.
 */
final class UsageBenchmark {

  private static final int APP = 1;
  private static final int DAYS = 30;
  private static final int ENDPOINTS = 200;
  private static final int CONSUMERS = 10_000;
  private static final int ROWS = Integer.getInteger("gatehouse.benchmark.ledger-rows", 10_000_000);
  private static final int RUNS = 15;
  private static final int WARM_UPS = 3;

  /** As the store sums up. */
  private static final String SUMS =
      "sum(requests) AS n, sum(requests - failed) FILTER (WHERE refusal = '' AND status < 500),"
          + " sum(CASE WHEN status >= 500 THEN requests ELSE failed END) FILTER (WHERE refusal = ''),"
          + " sum(requests) FILTER (WHERE refusal NOT IN ('', 'rate-limited')),"
          + " sum(requests) FILTER (WHERE refusal = 'rate-limited'),"
          + " sum(requests - failed) FILTER (WHERE refusal = '' AND status BETWEEN 200 AND 399),"
          + " sum(duration_micros), sum(request_bytes), sum(response_bytes)";

  private final Path store;
  private final Report report;
  private final int end = (int) (System.currentTimeMillis() / 86_400_000) * 1440;
  private final int begin = end - DAYS * 1440;
  private final Selection month =
      new Selection(APP, Set.of(), new TimeRange(begin, end), Set.of(), null);

  private UsageBenchmark(Path store, Report report) {
    this.store = store;
    this.report = report;
  }

  static void run(Path directory, Report report) throws Exception {
    UsageBenchmark benchmark = new UsageBenchmark(directory.resolve("store"), report);
    benchmark.fill();
    benchmark.exports();
    benchmark.queries();
  }

  private DuckDbStorage open() {
    DuckDbStorage storage =
        new DuckDbStorage(
            // What takes longer than the server waits is measured all the same.
            DuckDbConfig.of(store).withQueryTimeout(Duration.ofMinutes(2)), InstantSource.system());
    storage.open();
    return storage;
  }

  private Connection bare() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + store.resolve("telemetry.duckdb"));
  }

  /**
   * One call of each endpoint and of each consumer by the writer, the rest straight into tables.
   */
  private void fill() throws SQLException {
    try (DuckDbStorage storage = open()) {
      List<Rollup> rollups = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        rollups.add(call(begin, i));
      }
      storage
          .writer()
          .append(
              List.of(Batch.builder(APP, "prod", end * 60_000L).rollups(rollups).build()),
              new LogPosition(0, 1));
    }
    long started = System.nanoTime();
    try (Connection connection = bare();
        Statement statement = connection.createStatement()) {
      statement.execute(
          ("INSERT INTO usage_minute SELECT c.app, c.environment, %d + g.n * %d // %d, c.api_key,"
                  + " e.endpoint, c.consumer, c.status, c.refusal, 10, 0, 10000, 100, 1000, 1"
                  + " + g.n * 3 // %d"
                  + " FROM (SELECT n, hash(n) %% %d AS c, hash(n, 7) %% %d AS e FROM range(%d) AS"
                  + " r(n)) AS g JOIN (SELECT *, row_number() OVER () - 1 AS c FROM usage_minute) AS"
                  + " c ON c.c = g.c JOIN (SELECT number AS endpoint, row_number() OVER () - 1 AS e"
                  + " FROM endpoint) AS e ON e.e = g.e ORDER BY g.n")
              .formatted(begin, DAYS * 1440L, ROWS, ROWS, CONSUMERS, ENDPOINTS, ROWS));
    }
    try (DuckDbStorage storage = open()) {
      storage.maintenance().compact((end + 1440L) * 60_000);
      storage.maintenance().checkpoint(Long.MAX_VALUE);
    }
    report.line(
        "filled with %,d rows (%,d calls) and summed up in %,d ms",
        ROWS, 10L * ROWS, (System.nanoTime() - started) / 1_000_000);
  }

  private static Rollup call(long minute, int number) {
    return new Rollup(
        minute,
        "GET",
        "/endpoint-" + number % ENDPOINTS + "/{id}",
        200,
        "consumer-" + number,
        1,
        Histogram.EMPTY,
        1_000,
        10,
        Histogram.EMPTY,
        100,
        Histogram.EMPTY,
        0,
        0,
        new KeyUse("key%09d".formatted(number), ""));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double[] measure(int warmUps, int runs, Work work) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long started = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - started) / 1e6;
    }
    return millis;
  }

  private void compare(String name, double[] ours, double[] bare) {
    report.line(
        "%-34s p50 %,8.1f ms, p95 %,8.1f ms, bare p50 %,8.1f ms, ratio %.2f",
        name,
        Report.median(ours),
        Report.percentile(ours, 0.95),
        Report.median(bare),
        Report.median(ours) / Report.median(bare));
  }

  private void queries() throws Exception {
    List<Object[]> panels =
        List.of(
            new Object[] {"by consumer", EnumSet.of(By.CONSUMER), "consumer"},
            new Object[] {"by endpoint", EnumSet.of(By.ENDPOINT), "endpoint"},
            new Object[] {"by key", EnumSet.of(By.KEY), "api_key"},
            new Object[] {
              "by key and endpoint, 1,000 rows",
              EnumSet.of(By.KEY, By.ENDPOINT),
              "api_key, endpoint"
            });
    for (Object[] panel : panels) {
      @SuppressWarnings("unchecked")
      Set<By> by = (Set<By>) panel[1];
      double[] ours;
      try (DuckDbStorage storage = open()) {
        ours = measure(WARM_UPS, RUNS, () -> storage.usage().usage(month, by, 1_000));
      }
      String sql =
          "SELECT %1$s, "
              + SUMS
              + " FROM usage_day WHERE app = 1 AND minute >= %2$d AND minute < %3$d GROUP BY %1$s ORDER BY n DESC"
              + " LIMIT 1000";
      compare(panel[0].toString(), ours, bare(sql.formatted(panel[2], begin, end), RUNS));
    }
    double[] series;
    try (DuckDbStorage storage = open()) {
      series =
          measure(
              WARM_UPS,
              RUNS,
              () -> storage.usage().series(month, new Buckets(1440, ZoneOffset.UTC)));
    }
    compare(
        "series of days",
        series,
        bare(
            "SELECT minute, "
                + SUMS
                + " FROM usage_day WHERE app = 1 AND minute >= %d AND minute < %d GROUP BY minute"
                    .formatted(begin, end),
            RUNS));
    try (DuckDbStorage storage = open()) {
      Question question =
          new Question(
              APP,
              Set.of(),
              new TimeRange(end - 1440, end),
              "SELECT route, sum(requests) FROM v_usage_minute GROUP BY route",
              List::of);
      double[] day = measure(1, 5, () -> storage.sql().ask(question, 1_000));
      report.line("%-34s p50 %,8.1f ms", "custom query over a day", Report.median(day));
    }
  }

  private double[] bare(String sql, int runs) throws Exception {
    try (Connection connection = bare();
        Statement statement = connection.createStatement()) {
      return measure(
          runs == 1 ? 0 : WARM_UPS,
          runs,
          () -> {
            if (!statement.execute(sql)) {
              return;
            }
            try (ResultSet rows = statement.getResultSet()) {
              while (rows.next()) {
                rows.getLong(2);
              }
            }
          });
    }
  }

  private void exports() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (FileFormat format : FileFormat.values()) {
      try (DuckDbStorage storage = open()) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        try (StoredFile file =
            storage.usage().export(month, EnumSet.allOf(By.class), Per.MINUTE, List.of(), format)) {
          double millis = (System.nanoTime() - started) / 1e6;
          allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
          report.line(
              "export of all rows as %-8s %,d rows, %,d MB in %,.0f ms (%,.0f rows/s); %,d kB of heap"
                  + " allocated",
              format,
              file.rows(),
              Files.size(file.path()) / 1_000_000,
              millis,
              file.rows() / millis * 1_000,
              allocated / 1_000);
        }
      }
    }
    Path plain = store.resolveSibling("bare.csv");
    double[] bare =
        bare("COPY (SELECT * FROM usage_minute WHERE app = 1) TO '" + plain + "' (FORMAT csv)", 1);
    report.line("bare COPY of the ledger as CSV      %,.0f ms", bare[0]);
    try (DuckDbStorage storage = open()) {
      double[] lines =
          measure(
              0,
              3,
              () ->
                  storage
                      .usage()
                      .export(
                          month,
                          EnumSet.of(By.CONSUMER, By.ENDPOINT),
                          null,
                          List.of(),
                          FileFormat.JSONL)
                      .close());
      report.line(
          "the month by %,d consumers × %d endpoints as JSON lines: %,.0f ms",
          CONSUMERS, ENDPOINTS, Report.median(lines));
    }
  }
}

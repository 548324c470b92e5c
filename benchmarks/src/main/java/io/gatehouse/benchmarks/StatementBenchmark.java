// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.server.statements.StatementPeriod;
import io.gatehouse.server.statements.UsageStatements;
import io.gatehouse.server.statements.UsageStatements.Made;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A month's statements of all consumers, each of which called each endpoint: in one query, with
 * their texts and hashes; then kept in the catalog. Beside it the bare query alone.
 */
final class StatementBenchmark {

  private static final int ENDPOINTS = 200;
  private static final int CONSUMERS =
      Integer.getInteger("gatehouse.benchmark.statement-consumers", 10_000);
  private static final int RUNS = 3;
  private static final int AT_ONCE = 500;

  private final Path directory;
  private final Report report;
  private final StatementPeriod period =
      StatementPeriod.of(YearMonth.now(ZoneOffset.UTC).minusMonths(2).toString(), "UTC");
  private final Clock clock = Clock.fixed(period.to().plus(Duration.ofDays(2)), ZoneOffset.UTC);

  private StatementBenchmark(Path directory, Report report) {
    this.directory = directory;
    this.report = report;
  }

  static void run(Path directory, Report report) throws Exception {
    new StatementBenchmark(directory, report).run();
  }

  private void run() throws Exception {
    try (Catalog catalog = Catalog.open(directory.resolve("catalog"), clock)) {
      App app = catalog.apps().create(catalog.members().createWorkspace("Bench"), "Shop", false);
      fill(app);
      bare(app);
      try (DuckDbStorage storage = open()) {
        UsageStatements statements = new UsageStatements(catalog, storage, clock);
        for (int run = 0; run < RUNS; run++) {
          measure(statements, app, null);
        }
        measure(statements, app, catalog);
      }
    }
  }

  private DuckDbStorage open() {
    DuckDbStorage storage = new DuckDbStorage(DuckDbConfig.of(directory.resolve("store")), clock);
    storage.open();
    return storage;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:duckdb:" + directory.resolve("store").resolve("telemetry.duckdb"));
  }

  /**
   * One call of each consumer and of each endpoint by the writer, all pairs straight into tables.
   */
  private void fill(App app) throws SQLException {
    long begin = period.range().fromEpochMinute();
    long started = System.nanoTime();
    try (DuckDbStorage storage = open()) {
      List<Rollup> rollups = new ArrayList<>();
      for (int i = 0; i < Math.max(CONSUMERS, ENDPOINTS); i++) {
        rollups.add(call(begin, i));
      }
      storage
          .writer()
          .append(
              List.of(Batch.builder(app.number(), "prod", clock.millis()).rollups(rollups).build()),
              new LogPosition(0, 1));
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          ("INSERT INTO usage_minute SELECT c.app, c.environment, %d + hash(c.consumer, e.number)"
                  + " %% %d, c.api_key, e.number, c.consumer, c.status, c.refusal, 10, 0, 10000,"
                  + " 100, 1000, c.version FROM usage_minute AS c JOIN endpoint AS e ON e.app = c.app")
              .formatted(begin, period.range().minutes()));
    }
    try (DuckDbStorage storage = open()) {
      storage.maintenance().compact(clock.millis());
      storage.maintenance().checkpoint(Long.MAX_VALUE);
    }
    report.line(
        "filled with %,d consumers × %d endpoints in %,d ms", CONSUMERS, ENDPOINTS, since(started));
  }

  private static Rollup call(long minute, int number) {
    return new Rollup(
        minute,
        "GET",
        "/endpoint-" + number % ENDPOINTS + "/{id}",
        200,
        "consumer-" + number % CONSUMERS,
        1,
        Histogram.EMPTY,
        1_000,
        10,
        Histogram.EMPTY,
        100,
        Histogram.EMPTY,
        0,
        0,
        new KeyUse("key%09d".formatted(number % CONSUMERS), ""));
  }

  private static long since(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }

  /** The same sums without names, texts and hashes. */
  private void bare(App app) throws SQLException {
    String sql =
        ("SELECT consumer, api_key, endpoint, sum(requests), sum(requests - failed) FILTER (WHERE"
                + " refusal = '' AND status BETWEEN 200 AND 399), sum(request_bytes),"
                + " sum(response_bytes) FROM usage_day WHERE app = %d AND minute >= %d AND minute <"
                + " %d GROUP BY ALL ORDER BY consumer")
            .formatted(
                app.number(), period.range().fromEpochMinute(), period.range().toEpochMinute());
    for (int run = 0; run < RUNS; run++) {
      long started = System.nanoTime();
      long rows = 0;
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows += result.getLong(4) > 0 ? 1 : 0;
        }
      }
      report.line("bare query: %,d rows in %,d ms", rows, since(started));
    }
  }

  /**
   * @param keep null = texts and hashes only
   */
  private void measure(UsageStatements statements, App app, @Nullable Catalog keep) {
    long started = System.nanoTime();
    long computed = Report.cpuNanos();
    long[] made = new long[2];
    List<Made> waiting = new ArrayList<>();
    statements.drafts(
        app,
        period,
        (consumer, lines) -> {
          Made one = statements.made(period, consumer, List.of(), "", lines, "benchmark");
          made[0]++;
          made[1] += one.entry().content().length();
          if (keep != null) {
            waiting.add(one);
            if (waiting.size() == AT_ONCE) {
              keep(keep, app, waiting);
            }
          }
        });
    if (keep != null) {
      keep(keep, app, waiting);
    }
    report.line(
        "%,d statements, %,d MB of text and their hashes%s: %,d ms, of which %,d ms of this thread",
        made[0],
        made[1] / 1_000_000,
        keep == null ? "" : ", kept",
        since(started),
        (Report.cpuNanos() - computed) / 1_000_000);
  }

  private static void keep(Catalog catalog, App app, List<Made> waiting) {
    catalog.inTransaction(
        () -> {
          waiting.forEach(one -> catalog.statements().create(app, one.subject(), one.entry()));
          return true;
        });
    waiting.clear();
  }
}

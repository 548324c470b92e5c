// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.SteadyTime;
import io.gatehouse.alerting.rule.AlertEngine;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.collector.Clock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * 2,000 rules over 30 days of data: one evaluation, five rules to a filter, against the same rules
 * with a filter of its own each, which is one query for each rule.
 */
final class RuleBenchmark {

  private static final int APPS = 4;
  private static final int RULES_EACH = 500;
  private static final int DAYS = 30;
  private static final int ROWS_EACH = Integer.getInteger("gatehouse.benchmark.rows", 400_000);
  private static final int BATCH_ROWS = 500;
  private static final int COMMIT_BATCHES = 40;
  private static final int RUNS = 3;
  private static final List<String> METRICS =
      List.of("requests", "server_error_rate", "errors", "p95", "response_bytes");

  private RuleBenchmark() {}

  static void run(Path directory, Report report) {
    try (Catalog catalog = Catalog.open(directory, java.time.Clock.systemUTC());
        DuckDbStorage storage =
            new DuckDbStorage(
                DuckDbConfig.of(directory.resolve("store")), InstantSource.system())) {
      storage.open();
      long workspace = catalog.members().createWorkspace("W");
      for (int i = 0; i < APPS; i++) {
        App app = catalog.apps().create(workspace, "App " + i, false);
        fill(storage, app.number());
        for (int rule = 0; rule < RULES_EACH; rule++) {
          catalog
              .alertRules()
              .create(app.number(), "r" + rule, "info", true, spec(rule, ""), List.of(), "b");
        }
      }
      storage.maintenance().compact(Clock.SYSTEM.epochMillis());
      measure("five rules to a query", catalog, storage, report);
      int number = 0;
      for (StoredRule rule : catalog.alertRules().all()) {
        int index = Integer.parseInt(rule.name().substring(1));
        String own = spec(index, " -method:OWN" + number++);
        catalog.alertRules().change(rule, rule.name(), "info", true, own, List.of());
      }
      measure("one query for each rule", catalog, storage, report);
    }
  }

  private static String spec(int rule, String more) {
    String filter = "path:/v1/route/" + rule / METRICS.size() + more;
    return SpecJson.write(
        new RuleSpec(
            METRICS.get(rule % METRICS.size()),
            null,
            filter,
            "above",
            1e12,
            5 + rule % 10,
            2,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static void fill(DuckDbStorage storage, int app) {
    Traffic traffic = new Traffic(42 + app);
    LogPosition position = storage.writer().position();
    long first = System.currentTimeMillis() / 60_000 - DAYS * 1_440L;
    List<Batch> commit = new ArrayList<>();
    for (int row = 0; row < ROWS_EACH; row += BATCH_ROWS) {
      commit.add(
          traffic.batch(app, first + (long) row * DAYS * 1_440 / ROWS_EACH, BATCH_ROWS, true));
      if (commit.size() == COMMIT_BATCHES || row + BATCH_ROWS >= ROWS_EACH) {
        storage.writer().append(commit, position);
        commit.clear();
      }
    }
  }

  private static void measure(String name, Catalog catalog, DuckDbStorage storage, Report report) {
    AlertEngine engine =
        new AlertEngine(
            new AlertEngine.Parts(
                catalog, storage, SteadyTime.system(), () -> true, List::of, () -> "http://b"));
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] seconds = new double[RUNS];
    double[] cpu = new double[RUNS];
    engine.evaluate();
    for (int run = 0; run < RUNS; run++) {
      long before = machine.getProcessCpuTime();
      long started = System.nanoTime();
      engine.evaluate();
      seconds[run] = (System.nanoTime() - started) / 1e9;
      cpu[run] = (machine.getProcessCpuTime() - before) / 1e9;
    }
    report.line(
        "%d rules, %s: %.2f s, %.2f s of CPU",
        APPS * RULES_EACH, name, Report.median(seconds), Report.median(cpu));
  }
}

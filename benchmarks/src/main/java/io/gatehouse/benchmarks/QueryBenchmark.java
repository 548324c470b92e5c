// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Role;
import io.gatehouse.collector.Clock;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.Settings;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What each panel of the dashboard costs over 30 days of 200 endpoints × 5,000 consumers: the whole
 * way through the REST API, against the same SQL on a bare connection. Both are measured twice, in
 * turns.
 */
final class QueryBenchmark {

  private static final int DAYS = 30;
  private static final int ROWS = Integer.getInteger("gatehouse.benchmark.rows", 8_000_000);
  private static final int BATCH_ROWS = 500;
  private static final int COMMIT_ROWS = 20_000;
  private static final int RUNS = 21;
  private static final int TURNS = 2;
  private static final int WARM_UPS = 4;

  private final Path data;
  private final Report report;
  private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);

  private final Map<String, Panel> panels = new LinkedHashMap<>();
  private String token = "";
  private String appPath = "";

  private QueryBenchmark(Path data, Report report) {
    this.data = data;
    this.report = report;
  }

  /** What is measured of one panel; milliseconds. */
  private static final class Panel {
    private final String path;
    private final List<Double> api = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private List<String> statements = List.of();
    private int bytes;

    Panel(String path) {
      this.path = path;
    }
  }

  static void run(Path directory, Report report) throws Exception {
    QueryBenchmark benchmark = new QueryBenchmark(directory.resolve("data"), report);
    benchmark.fill();
    for (int turn = 0; turn < TURNS; turn++) {
      benchmark.measureApi();
      benchmark.measureBare();
    }
    benchmark.print();
  }

  private ServerConfig config() {
    return ServerConfig.from(
        Settings.of(
            Map.of(
                "data.directory", data.toString(),
                "server.port", "0",
                "server.address", "127.0.0.1"),
            Map.of(),
            Map.of()));
  }

  private void fill() {
    App app;
    try (GatehouseServer server = GatehouseServer.start(config())) {
      long workspace = server.catalog().members().createWorkspace("Benchmark");
      app = server.catalog().apps().create(workspace, "benchmark", false);
      String owner =
          server
              .catalog()
              .members()
              .create(workspace, "Owner", "owner@example.com", null, Role.OWNER, true)
              .id();
      token = server.catalog().tokens().create(owner, "benchmark", Role.OWNER, null).secret();
    }
    appPath = "/api/v1/apps/" + app.id();
    long started = System.nanoTime();
    try (DuckDbStorage storage =
        new DuckDbStorage(DuckDbConfig.of(data.resolve("store")), InstantSource.system())) {
      storage.open();
      append(storage, app.number());
      storage.writer().describeConsumers(app.number(), Traffic.consumerReports());
      storage.maintenance().compact(Clock.SYSTEM.epochMillis());
      storage.maintenance().checkpoint(Long.MAX_VALUE);
    }
    report.line(
        "filled with %,d rows and summed up in %,d ms",
        ROWS, (System.nanoTime() - started) / 1_000_000);
    definePanels();
  }

  private void append(DuckDbStorage storage, int app) {
    Traffic traffic = new Traffic(42);
    LogPosition position = storage.writer().position();
    long firstMinute = end.getEpochSecond() / 60 - DAYS * 1440L;
    List<Batch> commit = new ArrayList<>();
    for (int row = 0; row < ROWS; row += BATCH_ROWS) {
      long minute = firstMinute + (long) row * DAYS * 1440 / ROWS;
      commit.add(traffic.batch(app, minute, BATCH_ROWS, true));
      if (commit.size() == COMMIT_ROWS / BATCH_ROWS || row + BATCH_ROWS >= ROWS) {
        storage.writer().append(commit, position);
        commit.clear();
      }
    }
  }

  private void definePanels() {
    for (int days : new int[] {1, 7, 30}) {
      int step = days == 1 ? 900 : days == 7 ? 7_200 : 21_600;
      panel(days, "tiles", "/summary?");
      panel(days, "chart", "/series?step=" + step + "&");
      panel(days, "percentiles, heatmap", "/latency?step=" + step + "&");
      panel(days, "endpoints", "/endpoints?limit=200&sort=requests&");
      panel(days, "consumers", "/consumers?limit=50&sort=requests&");
      panel(days, "groups", "/groups?");
      panel(days, "errors", "/errors?tab=server&");
      panel(days, "client errors", "/errors?tab=client&");
      for (String by : List.of("endpoint", "prefix", "method", "status", "consumer", "group")) {
        panel(days, "by " + by, "/breakdown?limit=50&by=" + by + "&");
      }
      panel(days, "one consumer: chart", "/series?q=consumer:consumer-17&step=" + step + "&");
      panel(days, "one endpoint: chart", "/series?q=path:/v1/route/17&step=" + step + "&");
      panel(days, "one endpoint: percentiles", "/latency?q=path:/v1/route/17&step=" + step + "&");
    }
  }

  private void panel(int days, String name, String query) {
    String range = "env=prod&from=" + end.minus(days, ChronoUnit.DAYS) + "&to=" + end;
    panels.put(days + " d " + name, new Panel(appPath + query + range));
  }

  private void measureApi() {
    StatementTrap trap = new StatementTrap();
    try (GatehouseServer server = GatehouseServer.start(config())) {
      HttpClient client = HttpClient.newHttpClient();
      warmUp(server, client);
      for (Panel panel : panels.values()) {
        URI uri = URI.create(server.localUrl() + panel.path);
        panel.statements = trap.during(() -> panel.bytes = get(client, uri));
        for (int i = 0; i < RUNS; i++) {
          long started = System.nanoTime();
          get(client, uri);
          panel.api.add((System.nanoTime() - started) / 1e6);
        }
      }
    } finally {
      trap.close();
    }
  }

  /** Lets the compiler see every panel before the first is measured. */
  private void warmUp(GatehouseServer server, HttpClient client) {
    for (int i = 0; i < WARM_UPS; i++) {
      for (Panel panel : panels.values()) {
        get(client, URI.create(server.localUrl() + panel.path));
      }
    }
  }

  private int get(HttpClient client, URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(uri + " answered " + answer.statusCode());
      }
      return answer.body().length;
    } catch (IOException e) {
      throw new IllegalStateException(uri + " did not answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void measureBare() throws SQLException {
    DuckDbConfig config = DuckDbConfig.of(data.resolve("store"));
    Properties properties = new Properties();
    properties.setProperty("memory_limit", config.memoryLimitBytes() + "B");
    properties.setProperty("threads", Integer.toString(config.threads()));
    properties.setProperty("preserve_insertion_order", "false");
    Path file = config.directory().resolve("telemetry.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        Statement statement = connection.createStatement()) {
      statement.execute("SET perfect_ht_threshold = 18");
      for (Panel panel : panels.values()) {
        readAll(statement, panel.statements);
        for (int i = 0; i < RUNS; i++) {
          long started = System.nanoTime();
          readAll(statement, panel.statements);
          panel.bare.add((System.nanoTime() - started) / 1e6);
        }
      }
    }
  }

  private static void readAll(Statement statement, List<String> queries) throws SQLException {
    for (String sql : queries) {
      try (ResultSet rows = statement.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            rows.getObject(i);
          }
        }
      }
    }
  }

  private void print() {
    report.line(
        "%-32s %5s %9s %9s %9s %7s %8s",
        "panel", "SQLs", "bare p50", "API p50", "API p95", "ratio", "KB");
    int overRatio = 0;
    int overTime = 0;
    for (Map.Entry<String, Panel> entry : panels.entrySet()) {
      Panel panel = entry.getValue();
      double bare = Report.median(samples(panel.bare));
      double api = Report.median(samples(panel.api));
      double slow = Report.percentile(samples(panel.api), 0.95);
      overRatio += api > 1.3 * bare + 5 ? 1 : 0;
      overTime += slow > 150 ? 1 : 0;
      report.line(
          "%-32s %5d %6.1f ms %6.1f ms %6.1f ms %7.2f %8.1f",
          entry.getKey(), panel.statements.size(), bare, api, slow, api / bare, panel.bytes / 1e3);
    }
    report.line(
        "of %d panels, %d take more than 1.3 × bare + 5 ms, %d have a p95 over 150 ms",
        panels.size(), overRatio, overTime);
  }

  private static double[] samples(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

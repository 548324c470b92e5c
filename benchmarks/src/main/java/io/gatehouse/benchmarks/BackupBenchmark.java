// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Role;
import io.gatehouse.collector.Clock;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.cli.GatehouseCommand;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A backup of a running server, its check and its restore, against writing and syncing as many
 * bytes; and what taking in costs meanwhile: a small message every 10 ms, each acknowledged after
 * its {@code fdatasync}.
 */
final class BackupBenchmark {

  private static final long BYTES = Long.getLong("gatehouse.benchmark.bytes", 1_000_000_000L);
  private static final int DAYS = 30;
  private static final int BATCH_ROWS = 500;
  private static final int COMMIT_BATCHES = 40;
  private static final int CHECK_EVERY_ROWS = 1_000_000;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path directory;
  private final Path data;
  private final Path file;
  private final Path passphrase;
  private final Report report;

  private BackupBenchmark(Path directory, Report report) throws IOException {
    this.directory = directory;
    this.data = directory.resolve("data");
    this.file = directory.resolve("backup.ghb");
    this.passphrase = Files.writeString(directory.resolve("passphrase"), "nine violet trams");
    this.report = report;
  }

  static void run(Path directory, Report report) throws Exception {
    new BackupBenchmark(directory, report).measure();
  }

  private void measure() throws Exception {
    String clientId = fill();
    double backup;
    try (GatehouseServer server = GatehouseServer.start(config())) {
      URI uri = URI.create(server.localUrl() + "/v2/" + clientId + "/prod/sync");
      Sender sender = new Sender(uri);
      sender.during(() -> LockSupport.parkNanos(5_000_000_000L));
      double[] alone = sender.during(() -> LockSupport.parkNanos(15_000_000_000L));
      double[] seconds = new double[1];
      double[] meanwhile = sender.during(() -> seconds[0] = command("backup", data));
      backup = seconds[0];
      report.line(
          "ingest p99 %.1f ms alone, %.1f ms during the backup: %.2f × (target 2)",
          Report.percentile(alone, 0.99),
          Report.percentile(meanwhile, 0.99),
          Report.percentile(meanwhile, 0.99) / Report.percentile(alone, 0.99));
    }
    double verify = command("backup", data, "--verify");
    double restore = command("restore", directory.resolve("restored"));
    double written = write(Files.size(file));
    double gigabytes = Files.size(file) / 1e9;
    report.line(
        "backup of %.2f GB %.1f s (%.1f s a GB, target 60; %.1f × writing as much), check %.1f s,"
            + " restore %.1f s",
        gigabytes, backup, backup / gigabytes, backup / written, verify, restore);
  }

  private ServerConfig config() {
    return ServerConfig.from(
        Settings.of(
            Map.of(
                "data.directory", data.toString(),
                "server.port", "0",
                "server.address", "127.0.0.1",
                "ingest.requests-per-minute-per-app", "0",
                "ingest.requests-per-minute-per-address", "0"),
            Map.of(),
            Map.of()));
  }

  private String fill() {
    App app;
    String clientId;
    try (GatehouseServer server = GatehouseServer.start(config())) {
      long workspace = server.catalog().members().createWorkspace("Benchmark");
      server
          .catalog()
          .members()
          .create(workspace, "Owner", "owner@example.com", null, Role.OWNER, true);
      app = server.catalog().apps().create(workspace, "benchmark", false);
      clientId = server.catalog().apps().clientIds(app).get(0).clientId();
    }
    try (DuckDbStorage storage =
        new DuckDbStorage(DuckDbConfig.of(data.resolve("store")), InstantSource.system())) {
      storage.open();
      Traffic traffic = new Traffic(42);
      LogPosition position = storage.writer().position();
      long now = Clock.SYSTEM.epochMillis() / 60_000;
      long rows = 0;
      while (rows % CHECK_EVERY_ROWS != 0 || rows == 0 || bytes(storage) < BYTES) {
        List<Batch> commit = new ArrayList<>();
        for (int i = 0; i < COMMIT_BATCHES; i++) {
          long minute = now - DAYS * 1440L + rows / BATCH_ROWS % (DAYS * 1440L);
          commit.add(traffic.batch(app.number(), minute, BATCH_ROWS, true));
          rows += BATCH_ROWS;
        }
        storage.writer().append(commit, position);
      }
      storage.maintenance().checkpoint(Long.MAX_VALUE);
      report.line("filled with %,d rows", rows);
    }
    return clientId;
  }

  private static long bytes(DuckDbStorage storage) {
    storage.maintenance().checkpoint(Long.MAX_VALUE);
    return storage.maintenance().size().bytes();
  }

  /** Runs a command; gives its seconds. */
  private double command(String name, Path of, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(name, file.toString(), "--data-dir", of.toString()));
    arguments.addAll(List.of("--passphrase-file", passphrase.toString()));
    arguments.addAll(List.of(more));
    long started = System.nanoTime();
    if (GatehouseCommand.run(arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(name + " failed");
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private double write(long bytes) throws IOException {
    Path target = directory.resolve("plain");
    ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    long started = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= block.capacity()) {
        block.clear();
        out.write(block);
      }
      out.force(true);
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /** Sends small messages at a steady pace and notes how long each took. */
  private static final class Sender {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;
    private final UUID instance = UUID.randomUUID();

    Sender(URI uri) {
      this.uri = uri;
    }

    /** Milliseconds of each message that was sent while the work ran. */
    double[] during(Runnable work) throws Exception {
      Thread worker = new Thread(work, "gatehouse-benchmark-work");
      worker.start();
      List<Double> millis = new ArrayList<>();
      while (worker.isAlive()) {
        long started = System.nanoTime();
        send();
        millis.add((System.nanoTime() - started) / 1e6);
        LockSupport.parkNanos(PAUSE_NANOS - (System.nanoTime() - started));
      }
      return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void send() throws Exception {
      String message =
          """
          {"timestamp":%d,"instance_uuid":"%s","message_uuid":"%s","requests":[
          {"consumer":"acme","method":"GET","path":"/a","status_code":200,"request_count":1,
          "request_size_sum":0,"response_size_sum":100,"response_times":{"10":1},
          "request_sizes":{},"response_sizes":{}}],"validation_errors":[],"server_errors":[],
          "consumers":[]}"""
              .formatted(System.currentTimeMillis() / 1000, instance, UUID.randomUUID());
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(message))
                  .build(),
              BodyHandlers.discarding());
      if (answer.statusCode() != 202) {
        throw new IllegalStateException("a message was answered with " + answer.statusCode());
      }
    }
  }
}

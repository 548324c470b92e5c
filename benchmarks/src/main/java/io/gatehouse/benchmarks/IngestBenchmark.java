// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;

/**
 * Durable ingest, end to end: gzipped sync messages over HTTP into a server of this process, each
 * acknowledged after its {@code fdatasync}, until every row can be queried; against the bare
 * appender. The sender shares the cores with the server.
 */
final class IngestBenchmark {

  private static final int ROUNDS = 5;
  private static final int MESSAGES = 2_000;
  private static final int MESSAGE_ROWS = 500;
  private static final int IN_FLIGHT = 32;

  private IngestBenchmark() {}

  static void run(Path directory, Report report) throws Exception {
    ServerConfig config =
        ServerConfig.from(
            Settings.of(
                Map.of(
                    "data.directory", directory.resolve("data").toString(),
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "ingest.requests-per-minute-per-app", "0",
                    "ingest.requests-per-minute-per-address", "0"),
                Map.of(),
                Map.of()));
    double[] ratios = new double[ROUNDS];
    try (GatehouseServer server = GatehouseServer.start(config);
        BareAppender bare = new BareAppender(directory.resolve("bare.duckdb"))) {
      long workspace = server.catalog().members().createWorkspace("Benchmark");
      App app = server.catalog().apps().create(workspace, "benchmark", false);
      String clientId = server.catalog().apps().clientIds(app).get(0).clientId();
      URI uri = URI.create(server.localUrl() + "/v2/" + clientId + "/prod/sync");
      send(server, uri, messages(-1, 3 * MESSAGES));
      bare.append(MESSAGES * MESSAGE_ROWS);
      for (int round = 0; round < ROUNDS; round++) {
        List<byte[]> messages = messages(round, MESSAGES);
        double rows = (double) MESSAGES * MESSAGE_ROWS;
        double ingested = rows / send(server, uri, messages);
        double appended = bare.append(MESSAGES * MESSAGE_ROWS);
        ratios[round] = ingested / appended;
        report.line(
            "bare appender %,.0f rows/s   HTTP to store %,.0f rows/s   ratio %.2f",
            appended, ingested, ratios[round]);
      }
    }
    report.line(
        "durable ingest over HTTP / bare appender: median ratio %.2f (target 0.50)",
        Report.median(ratios));
  }

  /** Sends all messages; answers with the seconds until the last row was in the store. */
  private static double send(GatehouseServer server, URI uri, List<byte[]> messages)
      throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    Semaphore places = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    long started = System.nanoTime();
    for (byte[] message : messages) {
      places.acquire();
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .header("Content-Encoding", "gzip")
              .POST(BodyPublishers.ofByteArray(message))
              .build();
      answers.add(
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete((answer, failure) -> places.release()));
    }
    for (CompletableFuture<HttpResponse<Void>> answer : answers) {
      int status = answer.join().statusCode();
      if (status != 202) {
        throw new IllegalStateException("a message was answered with " + status);
      }
    }
    if (!server.awaitLoaded(Duration.ofMinutes(5))) {
      throw new IllegalStateException("not loaded within five minutes");
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private static List<byte[]> messages(int round, int count) throws IOException {
    Traffic traffic = new Traffic(round);
    UUID instance = UUID.randomUUID();
    List<byte[]> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(message(traffic, instance).getBytes(StandardCharsets.UTF_8));
      }
      messages.add(bytes.toByteArray());
    }
    return messages;
  }

  private static String message(Traffic traffic, UUID instance) {
    StringJoiner rows = new StringJoiner(",");
    for (int i = 0; i < MESSAGE_ROWS; i++) {
      rows.add(row(traffic.cell()));
    }
    return String.format(
        Locale.ROOT,
        "{\"timestamp\":%.3f,\"instance_uuid\":\"%s\",\"message_uuid\":\"%s\",\"requests\":[%s],"
            + "\"validation_errors\":[],\"server_errors\":[],\"consumers\":[]}",
        System.currentTimeMillis() / 1e3,
        instance,
        UUID.randomUUID(),
        rows);
  }

  private static String row(Traffic.Cell cell) {
    String consumer = cell.consumer() == null ? "null" : '"' + cell.consumer() + '"';
    return String.format(
        Locale.ROOT,
        "{\"consumer\":%s,\"method\":\"GET\",\"path\":\"%s\",\"status_code\":%d,"
            + "\"request_count\":%d,\"request_size_sum\":%d,\"response_size_sum\":%d,"
            + "\"response_times\":{\"%d\":%d},\"request_sizes\":{},\"response_sizes\":{\"%d\":%d}}",
        consumer,
        cell.route(),
        cell.status(),
        cell.requests(),
        cell.requestBytes(),
        cell.responseBytes(),
        cell.millis() / 10 * 10,
        cell.requests(),
        cell.responseBytes() / 1_000,
        cell.requests());
  }
}

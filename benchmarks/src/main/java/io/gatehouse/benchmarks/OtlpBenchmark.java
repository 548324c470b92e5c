// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.catalog.App;
import io.gatehouse.collector.otlp.DecoderContenders;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans over HTTP, each request acknowledged when it is durable, against a Zipkin server that keeps
 * the same spans in memory; and our decoder against the generated classes and a bare walk.
 */
final class OtlpBenchmark {

  private static final int WARM_UP_ROUNDS = 4;
  private static final int ROUNDS = 5;
  private static final int REQUESTS = 400;
  private static final int IN_FLIGHT = 16;
  private static final int DECODINGS = 400;
  private static final int DECODER_ROUNDS = 9;

  private OtlpBenchmark() {}

  static void run(Path directory, Report report) throws Exception {
    decoders(report);
    Path peer = StartBenchmark.projectRoot().resolve("benchmarks/target/peers/zipkin-server.jar");
    if (!Files.exists(peer)) {
      report.line("%s is missing: build with -Ppeers to compare with a Zipkin server", peer);
      return;
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Process zipkin = zipkin(peer, port, directory);
    try {
      URI address = URI.create("http://127.0.0.1:" + port + "/api/v2/spans");
      servers(directory, report, address, zipkin.toHandle());
    } finally {
      zipkin.destroy();
      zipkin.waitFor();
    }
  }

  private static Process zipkin(Path jar, int port, Path directory) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            jar.toString());
    builder.environment().put("QUERY_PORT", Integer.toString(port));
    builder.environment().put("STORAGE_TYPE", "mem");
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("zipkin.log").toFile());
    Process process = builder.start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (client.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return process;
        }
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new IllegalStateException("the Zipkin server did not start");
  }

  private static void servers(Path directory, Report report, URI zipkin, ProcessHandle peer)
      throws Exception {
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
    double[] cpuRatios = new double[ROUNDS];
    try (GatehouseServer server = GatehouseServer.start(config)) {
      long workspace = server.catalog().members().createWorkspace("Benchmark");
      App app = server.catalog().apps().create(workspace, "benchmark", false);
      String key = server.catalog().ingestTokens().create(app, "benchmark").secret();
      URI ours = URI.create(server.localUrl() + "/v1/traces");
      double spans = (double) REQUESTS * Spans.PER_REQUEST;
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        List<Spans> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
          requests.add(new Spans((long) (round + WARM_UP_ROUNDS) * REQUESTS + i));
        }
        List<byte[]> protobuf = requests.stream().map(Spans::otlp).toList();
        List<byte[]> json = requests.stream().map(Spans::zipkin).toList();
        double theirCpu = -cpuSeconds(peer) - cpuSeconds(ProcessHandle.current());
        double theirs = spans / send(zipkin, "application/json", null, json);
        theirCpu += cpuSeconds(peer) + cpuSeconds(ProcessHandle.current());
        long start = System.nanoTime();
        double ourCpu = -cpuSeconds(ProcessHandle.current());
        double acknowledged = spans / send(ours, "application/x-protobuf", key, protobuf);
        ourCpu += cpuSeconds(ProcessHandle.current());
        if (!server.awaitLoaded(Duration.ofMinutes(5))) {
          throw new IllegalStateException("not loaded within five minutes");
        }
        double stored = spans / ((System.nanoTime() - start) / 1e9);
        if (round < 0) {
          continue;
        }
        ratios[round] = acknowledged / theirs;
        cpuRatios[round] = theirCpu / ourCpu;
        report.line(
            "Zipkin, in memory %,.0f spans/s   OTLP to durable 2xx %,.0f spans/s   ratio %.2f"
                + "   until they can be queried %,.0f spans/s   CPU of server and sender %.1f and"
                + " %.1f us a span",
            theirs,
            acknowledged,
            ratios[round],
            stored,
            theirCpu / spans * 1e6,
            ourCpu / spans * 1e6);
      }
    }
    report.line(
        "OTLP to durable 2xx / Zipkin: median ratio %.2f (target 3); by CPU until then %.2f",
        Report.median(ratios), Report.median(cpuRatios));
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Sends all requests; answers with the seconds until the last one was acknowledged. */
  private static double send(URI uri, String contentType, @Nullable String key, List<byte[]> bodies)
      throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Semaphore places = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    long started = System.nanoTime();
    for (byte[] body : bodies) {
      places.acquire();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", contentType)
              .POST(BodyPublishers.ofByteArray(body));
      if (key != null) {
        request.header("Authorization", "Bearer " + key);
      }
      answers.add(
          client
              .sendAsync(request.build(), BodyHandlers.discarding())
              .whenComplete((answer, failure) -> places.release()));
    }
    for (CompletableFuture<HttpResponse<Void>> answer : answers) {
      int status = answer.join().statusCode();
      if (status / 100 != 2) {
        throw new IllegalStateException("spans were answered with " + status);
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private interface Decoder {
    long read(byte[] body) throws IOException;
  }

  private static void decoders(Report report) throws IOException {
    byte[] body = new Spans(1).otlp();
    long expected = DecoderContenders.bare(body);
    List<Decoder> contenders =
        List.of(
            DecoderContenders::ours,
            DecoderContenders::oursFromStream,
            DecoderContenders::generated,
            DecoderContenders::bare);
    double[][] speeds = new double[contenders.size()][DECODER_ROUNDS];
    for (int round = -3; round < DECODER_ROUNDS; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        double speed = speed(contenders.get(i), body, expected);
        if (round >= 0) {
          speeds[i][round] = speed;
        }
      }
    }
    double ours = Report.median(speeds[0]);
    report.line(
        "decoder %,.0f MB/s (from a stream %,.0f)   generated classes %,.0f MB/s   bare walk %,.0f"
            + " MB/s",
        ours, Report.median(speeds[1]), Report.median(speeds[2]), Report.median(speeds[3]));
    report.line(
        "decoder / bare walk: ratio %.2f (target 0.80)   decoder / generated classes: ratio %.2f",
        ours / Report.median(speeds[3]), ours / Report.median(speeds[2]));
  }

  private static double speed(Decoder decoder, byte[] body, long expected) throws IOException {
    long started = Report.cpuNanos();
    for (int i = 0; i < DECODINGS; i++) {
      if (decoder.read(body) != expected) {
        throw new IllegalStateException("the decoders do not see the same");
      }
    }
    double seconds = (Report.cpuNanos() - started) / 1e9;
    return DECODINGS * (double) body.length / 1e6 / seconds;
  }
}

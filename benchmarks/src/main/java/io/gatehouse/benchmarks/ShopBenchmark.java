// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The Spring Boot example shop under steady load, without the SDK, with it, and with it while its
 * server is down: how long answers take, and how much CPU. All run at once and are called in turns,
 * so that whatever else the machine does meets all of them.
 */
final class ShopBenchmark {

  private static final int REQUESTS_PER_SECOND = 400;
  private static final int WARM_UP_SECONDS = 30;
  private static final int SLICES = 8;
  private static final int SLICE_SECONDS = 5;
  private static final String NOBODY = "http://localhost:1";
  private static final double[] SHOWN = {0.5, 0.9, 0.99, 0.999};

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ShopBenchmark() {}

  /** A shop in a process of its own. */
  private record Shop(String name, Process process, String url) {

    Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }

  static void run(Path directory, Report report) throws Exception {
    HttpServer gatehouse =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gatehouse.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(202, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    gatehouse.start();
    String server = "http://localhost:" + gatehouse.getAddress().getPort();
    List<Shop> shops = new ArrayList<>();
    try {
      shops.add(start("without", "--gatehouse.enabled=false"));
      shops.add(start("with the SDK", reporting(server, directory.resolve("spool"))));
      shops.add(start("server down", reporting(NOBODY, directory.resolve("spool-of-nobody"))));
      new ShopBenchmark().compare(shops, report);
    } finally {
      shops.forEach(shop -> shop.process.destroy());
      for (Shop shop : shops) {
        shop.process.waitFor();
      }
      gatehouse.stop(0);
    }
  }

  private static String[] reporting(String server, Path spool) {
    return new String[] {
      "--gatehouse.server=" + server,
      "--gatehouse.ingest-token=benchmark",
      "--gatehouse.spool-directory=" + spool
    };
  }

  private void compare(List<Shop> shops, Report report) throws InterruptedException {
    for (Shop shop : shops) {
      load(shop, WARM_UP_SECONDS);
    }
    List<Duration> before = shops.stream().map(Shop::cpu).toList();
    List<List<Long>> answers = new ArrayList<>();
    shops.forEach(shop -> answers.add(new ArrayList<>()));
    for (int slice = 0; slice < SLICES; slice++) {
      for (int i = 0; i < shops.size(); i++) {
        answers.get(i).addAll(load(shops.get(i), SLICE_SECONDS));
      }
    }
    report.line(
        "%d requests a second, %d answers each, from when they were due",
        REQUESTS_PER_SECOND, answers.get(0).size());
    answers.forEach(Collections::sort);
    for (int i = 0; i < shops.size(); i++) {
      Shop shop = shops.get(i);
      double cpu = shop.cpu().minus(before.get(i)).toNanos() / 1e9;
      for (double quantile : SHOWN) {
        double took = millis(answers.get(i), quantile);
        report.line(
            "%-12s p%-5s %7.2f ms   ratio %.2f",
            shop.name,
            Double.toString(quantile * 100).replaceAll("\\.0$", ""),
            took,
            took / millis(answers.get(0), quantile));
      }
      // Also what it does between its turns counts.
      report.line(
          "%-12s CPU %.1f %% of a core while it was called",
          shop.name, 100 * cpu / (SLICES * SLICE_SECONDS));
    }
  }

  private static double millis(List<Long> sorted, double quantile) {
    int index = (int) Math.min(sorted.size() - 1, Math.round(sorted.size() * quantile));
    return sorted.get(index) / 1e6;
  }

  /** Calls on schedule, whether earlier answers came or not; nanoseconds per answer. */
  private List<Long> load(Shop shop, int seconds) throws InterruptedException {
    int count = seconds * REQUESTS_PER_SECOND;
    long[] taken = new long[count];
    List<CompletableFuture<Void>> answers = new ArrayList<>(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * 1_000_000_000L / REQUESTS_PER_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int number = i;
      answers.add(
          http.sendAsync(request(shop, i), BodyHandlers.discarding())
              .thenAccept(answer -> taken[number] = System.nanoTime() - due));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
    return Arrays.stream(taken).boxed().toList();
  }

  private static HttpRequest request(Shop shop, int number) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .timeout(Duration.ofSeconds(10))
            .header("X-Client-Id", "app-" + number % 50)
            .header("Content-Type", "application/json");
    return switch (number % 10) {
      case 0 ->
          request
              .uri(URI.create(shop.url + "/orders"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"product\":2,\"quantity\":1,\"email\":\"jo@example.com\"}"))
              .build();
      case 1 -> request.uri(URI.create(shop.url + "/products/9")).build();
      default -> request.uri(URI.create(shop.url + "/products/" + (1 + number % 3))).build();
    };
  }

  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // A full pipe would stop the shop.
      }
    } catch (IOException e) {
      // The shop was stopped.
      return;
    }
  }

  private static Shop start(String name, String... options) throws IOException {
    Path jar =
        StartBenchmark.projectRoot()
            .resolve("examples/spring-boot/target")
            .resolve("gatehouse-example-spring-boot-0.1.0-SNAPSHOT-exec.jar");
    List<String> command =
        new ArrayList<>(List.of("java", "-Xmx256m", "-jar", jar.toString(), "--server.port=0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = null;
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int at = line.indexOf("started on port ");
      if (at >= 0) {
        port = line.substring(at + 16).split(" ", 2)[0];
      }
      if (line.contains("Started ShopApplication")) {
        break;
      }
    }
    if (port == null) {
      process.destroy();
      throw new IllegalStateException(String.join(" ", command) + " did not start");
    }
    Thread drain = new Thread(() -> drain(output), "shop-output");
    drain.setDaemon(true);
    drain.start();
    return new Shop(name, process, "http://localhost:" + port);
  }
}

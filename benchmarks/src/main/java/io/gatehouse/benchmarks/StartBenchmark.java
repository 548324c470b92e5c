// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long {@code ./gatehouse serve} takes on an empty data directory until it is ready, and what
 * it holds in memory when idle; beside a Spring Boot application that answers one path.
 */
final class StartBenchmark {

  private static final int ROUNDS = 7;
  private static final long IDLE_SECONDS = 10;

  private StartBenchmark() {}

  /**
   * One start of a program.
   *
   * @param seconds until it said that it is ready
   * @param residentMegabytes after some idle seconds
   */
  private record Start(double seconds, double residentMegabytes) {}

  static void run(Path directory, Report report) throws Exception {
    Path root = projectRoot();
    Path script = root.resolve("gatehouse");
    Path peer = root.resolve("benchmarks/spring-boot-hello/target/spring-boot-hello.jar");
    // The first start may build an archive of classes; a second one is what people see from then
    // on.
    start(gatehouse(script, directory.resolve("warm-up")), "ready ", 0);
    double[] ours = new double[ROUNDS];
    double[] ourMemory = new double[ROUNDS];
    double[] peers = new double[ROUNDS];
    double[] peerMemory = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long idle = round == 0 ? IDLE_SECONDS : 1;
      Start our = start(gatehouse(script, directory.resolve("data-" + round)), "ready ", idle);
      Start their =
          start(List.of("java", "-jar", peer.toString(), "--server.port=0"), "Started ", idle);
      ours[round] = our.seconds;
      ourMemory[round] = our.residentMegabytes;
      peers[round] = their.seconds;
      peerMemory[round] = their.residentMegabytes;
      report.line(
          "ready after %.2f s, %.0f MB resident   Spring Boot hello world %.2f s, %.0f MB",
          our.seconds, our.residentMegabytes, their.seconds, their.residentMegabytes);
    }
    double median = Report.median(ours);
    report.line(
        "cold start to ready: median %.2f s (target 2.5 s), ratio to Spring Boot %.2f",
        median, median / Report.median(peers));
    report.line(
        "idle memory after %d s: %.0f MB (target 300 MB), ratio to Spring Boot %.2f",
        IDLE_SECONDS, ourMemory[0], ourMemory[0] / peerMemory[0]);
  }

  private static List<String> gatehouse(Path script, Path data) {
    return List.of(script.toString(), "serve", "--port", "0", "--data-dir", data.toString());
  }

  static Path projectRoot() {
    Path candidate = Path.of("").toAbsolutePath();
    while (candidate != null && !Files.isExecutable(candidate.resolve("gatehouse"))) {
      candidate = candidate.getParent();
    }
    if (candidate == null) {
      throw new IllegalStateException("run this inside the project: ./gatehouse was not found");
    }
    return candidate;
  }

  private static Start start(List<String> command, String readyWord, long idleSeconds)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !line.contains(readyWord)) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IllegalStateException(String.join(" ", command) + " did not start");
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      if (process.waitFor(idleSeconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(String.join(" ", command) + " stopped by itself");
      }
      return new Start(seconds, residentMegabytes(process.pid()));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** As the kernel of Linux counts; NaN elsewhere. */
  private static double residentMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}

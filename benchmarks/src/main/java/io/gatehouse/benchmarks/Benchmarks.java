// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs benchmarks: {@code java -jar benchmarks.jar [name…]}, all of them without a name. What each
 * one measures is in the module's README.
 */
public final class Benchmarks {

  private static final List<String> NAMES =
      List.of(
          "loader",
          "ingest",
          "queries",
          "requests",
          "usage",
          "statements",
          "start",
          "shop",
          "backup",
          "otlp",
          "redactor",
          "monitors",
          "rules");

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen = arguments.length == 0 ? NAMES : List.of(arguments);
    if (!NAMES.containsAll(chosen)) {
      System.err.println("benchmarks: known are " + String.join(", ", NAMES));
      System.exit(2);
    }
    for (String name : chosen) {
      Path directory = Files.createTempDirectory("gatehouse-benchmark-");
      try {
        Report report = new Report(name);
        switch (name) {
          case "loader" -> LoaderBenchmark.run(directory, report);
          case "ingest" -> IngestBenchmark.run(directory, report);
          case "queries" -> QueryBenchmark.run(directory, report);
          case "requests" -> RequestBenchmark.run(directory, report);
          case "usage" -> UsageBenchmark.run(directory, report);
          case "statements" -> StatementBenchmark.run(directory, report);
          case "backup" -> BackupBenchmark.run(directory, report);
          case "otlp" -> OtlpBenchmark.run(directory, report);
          case "redactor" -> RedactorBenchmark.run(report);
          case "monitors" -> MonitorBenchmark.run(directory, report);
          case "rules" -> RuleBenchmark.run(directory, report);
          case "shop" -> ShopBenchmark.run(directory, report);
          default -> StartBenchmark.run(directory, report);
        }
      } finally {
        delete(directory);
      }
    }
  }

  /** Deletes a directory with all in it. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the embedded store.
 *
 * @param directory holds the database file and everything belonging to it; created when missing
 * @param memoryLimitBytes what DuckDB may use for data, at least 64 MB
 * @param threads that DuckDB works with
 * @param tempLimitBytes disk space for intermediate results of large queries
 * @param queryTimeout a query is cancelled after this time
 * @param readers queries that run at the same time; more wait
 * @param limits caps of the dictionaries
 * @param identities how many message identities, and how many of request logs, are kept in memory
 *     beyond those of the last two hours
 */
public record DuckDbConfig(
    Path directory,
    long memoryLimitBytes,
    int threads,
    long tempLimitBytes,
    Duration queryTimeout,
    int readers,
    Limits limits,
    int identities) {

  public DuckDbConfig {
    requireNonNull(directory, "directory");
    requireNonNull(queryTimeout, "queryTimeout");
    requireNonNull(limits, "limits");
    requireAtLeast(memoryLimitBytes, 64_000_000, "memoryLimitBytes");
    requireAtLeast(threads, 1, "threads");
    requireAtLeast(tempLimitBytes, 0, "tempLimitBytes");
    requireAtLeast(queryTimeout.toMillis(), 1, "queryTimeout in milliseconds");
    requireAtLeast(readers, 1, "readers");
    requireAtLeast(identities, 0, "identities");
  }

  private static void requireAtLeast(long value, long min, String name) {
    if (value < min) {
      throw new IllegalArgumentException(name + " must be at least " + min + ": " + value);
    }
  }

  /** 512 MB of memory, at most four threads, 4 GB of temporary files, 10 s per query. */
  public static DuckDbConfig of(Path directory) {
    return new DuckDbConfig(
        directory,
        512_000_000,
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        4_000_000_000L,
        Duration.ofSeconds(10),
        4,
        Limits.DEFAULT,
        1_000_000);
  }

  public DuckDbConfig withLimits(Limits value) {
    return new DuckDbConfig(
        directory,
        memoryLimitBytes,
        threads,
        tempLimitBytes,
        queryTimeout,
        readers,
        value,
        identities);
  }

  public DuckDbConfig withQueryTimeout(Duration value) {
    return new DuckDbConfig(
        directory, memoryLimitBytes, threads, tempLimitBytes, value, readers, limits, identities);
  }

  /**
   * How many different values an app may have. What comes after is counted under {@link
   * io.gatehouse.storage.Rollup#OTHER}; totals never change.
   */
  public record Limits(
      int environments,
      int endpoints,
      int consumers,
      int errorGroups,
      int instances,
      int versions) {

    public static final Limits DEFAULT = new Limits(20, 2_000, 50_000, 500, 10_000, 10_000);
  }
}

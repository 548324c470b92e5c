// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.time.Duration;

/**
 * How the telemetry store works.
 *
 * @param threads for a query; 0 = one per core
 */
public record StorageConfig(long memoryBytes, int threads, Duration queryTimeout) {

  public static StorageConfig from(Settings settings) {
    return new StorageConfig(
        settings.bytes("storage.memory", 512L << 20, "Memory that the store may use."),
        settings.integer(
            "storage.threads", 0, 0, 256, "Threads that a query may use; 0 = one per core."),
        settings.duration(
            "storage.query-timeout", Duration.ofSeconds(10), "Longest time for a query."));
  }
}

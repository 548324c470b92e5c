// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of one process.
 *
 * @param id the process slot
 * @param startup true when the process just started (or said so again)
 * @param client SDK and framework, e.g. {@code js:express}; null when the message does not say
 * @param versions runtime, framework, SDK ({@code apitally}) and {@code app} version; empty when
 *     the message does not say
 * @param clientEpochMillis the client's clock when it sent; null = unknown
 * @param cpuPercent of one core, may exceed 100; null = unknown
 * @param memoryBytes resident; null = unknown
 * @param monitored false for processes that come and go (serverless): never "down"
 */
public record InstanceReport(
    UUID id,
    boolean startup,
    @Nullable String client,
    Map<String, String> versions,
    @Nullable Long clientEpochMillis,
    @Nullable Double cpuPercent,
    @Nullable Long memoryBytes,
    boolean monitored) {

  public InstanceReport {
    requireNonNull(id, "id");
    versions = Map.copyOf(versions);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of one process. What its batch tells of is of the version of the app that it
 * tells, or that the same process told last.
 *
 * @param id the process slot
 * @param startup true when the process just started (or said so again)
 * @param client SDK and framework, e.g. {@code js:express}; null when the message does not say
 * @param versions runtime, framework, SDK ({@code apitally}) and {@link #APP} version; empty when
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

  /** Name of the app's own version. */
  public static final String APP = "app";

  public InstanceReport {
    requireNonNull(id, "id");
    versions = Map.copyOf(versions);
  }

  /** The app's own version; null = it tells none. */
  public @Nullable String appVersion() {
    String version = versions.get(APP);
    return version == null || version.isBlank() ? null : version;
  }
}

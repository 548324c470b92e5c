// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * First line of a batch.
 *
 * @param environment slug, 1–32 characters of {@code a-z0-9-}
 * @param sealedEpochMillis the client's clock when the batch was closed
 * @param startup true in the first batch of an epoch
 */
public record BatchHeader(
    String environment, long sealedEpochMillis, boolean startup, InstanceFacts instance) {

  public BatchHeader {
    requireNonNull(environment, "environment");
    requireNonNull(instance, "instance");
  }

  /**
   * What is known about the sending process.
   *
   * @param sdkName e.g. {@code gatehouse-java}
   * @param framework e.g. {@code servlet}
   * @param runtime language and version, e.g. {@code java 17.0.12}
   * @param appVersion version of the user's service
   */
  public record InstanceFacts(
      String sdkName,
      String sdkVersion,
      @Nullable String framework,
      @Nullable String runtime,
      @Nullable String appVersion,
      @Nullable String host) {

    public InstanceFacts {
      requireNonNull(sdkName, "sdkName");
      requireNonNull(sdkVersion, "sdkVersion");
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a client says about a consumer; null name or group means "unchanged".
 *
 * @param identifier 1–128 characters, trimmed
 * @param name at most 64 characters
 * @param group at most 64 characters
 */
public record ConsumerReport(String identifier, @Nullable String name, @Nullable String group) {

  public ConsumerReport {
    requireNonNull(identifier, "identifier");
  }
}

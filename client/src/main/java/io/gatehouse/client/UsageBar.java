// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Calls of a length of time.
 *
 * @param at its start
 */
public record UsageBar(Instant at, UsageSums sums) {
  public UsageBar {
    requireNonNull(at, "at");
    requireNonNull(sums, "sums");
  }
}

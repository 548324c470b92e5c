// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Calls of one kind. What was not asked for is null.
 *
 * @param keyId empty = not known
 * @param keyName empty = not known
 * @param consumer identifier; empty = not known
 * @param route template
 * @param refusal why calls were not let in; empty = they were
 * @param version of the app that answered; empty = not known
 */
public record UsageRow(
    @Nullable String keyId,
    @Nullable String keyName,
    @Nullable String consumer,
    @Nullable String method,
    @Nullable String route,
    @Nullable String refusal,
    @Nullable String version,
    UsageSums sums) {
  public UsageRow {
    requireNonNull(sums, "sums");
  }
}

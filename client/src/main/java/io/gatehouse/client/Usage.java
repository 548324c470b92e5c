// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Calls with API keys.
 *
 * @param rows most requests first
 * @param more whether there are more rows than were asked for
 * @param missingBatches what instances have counted and not delivered yet; 0 = all has come in
 */
public record Usage(UsageSums total, List<UsageRow> rows, boolean more, long missingBatches) {
  public Usage {
    requireNonNull(total, "total");
    rows = List.copyOf(rows);
  }

  /** Whether all that was counted has come in. */
  public boolean isComplete() {
    return missingBatches == 0;
  }
}

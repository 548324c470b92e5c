// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.Comparator;
import java.util.UUID;

/**
 * The order in which DuckDB sorts UUIDs: as numbers without sign, unlike {@link UUID#compareTo}.
 */
final class UuidOrder {

  static final Comparator<UUID> UNSIGNED =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private UuidOrder() {}
}

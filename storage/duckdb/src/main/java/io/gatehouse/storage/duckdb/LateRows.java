// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.SQLException;

/** Adds what came after its hour was closed to the hour and day tiers. */
final class LateRows {

  private LateRows() {}

  /**
   * Takes the rows from the temporary tables, which are empty afterwards.
   *
   * @param firstMinute of the rows; each tier they do not reach spares a dozen statements
   */
  static void carry(WriteSession session, TierState tiers, int firstMinute) throws SQLException {
    carry(session, Tier.HOUR, "minute >= " + tiers.hourFloor());
    if (firstMinute < tiers.dayClosed()) {
      carry(session, Tier.DAY, "minute < " + tiers.dayClosed());
    }
    LastRequests.update(session, "late_rollup", "minute", "TRUE");
    session.execute("DELETE FROM late_rollup");
    session.execute("DELETE FROM late_size");
  }

  private static void carry(WriteSession session, Tier tier, String condition) throws SQLException {
    for (Shape shape : Shape.values()) {
      String late = shape == Shape.SIZE ? "late_size" : "late_rollup";
      if (session.hasRowsFor(late)) {
        session.execute(shape.summarize(tier, late, Tier.MINUTE).formatted(condition));
      }
    }
    ConsumerSets.storeLate(session, tier, "late_rollup", condition);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.SQLException;

/** Adds what came after its hour was closed to the hour and day tiers. */
final class LateRows {

  private LateRows() {}

  /** Takes the rows from the temporary tables, which are empty afterwards. */
  static void carry(WriteSession session, TierState tiers) throws SQLException {
    for (Shape shape : Shape.values()) {
      String late = shape == Shape.SIZE ? "late_size" : "late_rollup";
      if (!session.hasRowsFor(late)) {
        continue;
      }
      if (shape.has(Tier.HOUR)) {
        String condition = "minute >= " + tiers.hourFloor();
        session.execute(insert(shape, Tier.HOUR, late, condition));
      }
      String condition = "minute < " + tiers.dayClosed();
      session.execute(insert(shape, Tier.DAY, late, condition));
    }
    String lateHours = "minute >= " + tiers.hourFloor();
    ConsumerSets.storeLate(session, Tier.HOUR, "late_rollup", lateHours);
    String lateDays = "minute < " + tiers.dayClosed();
    ConsumerSets.storeLate(session, Tier.DAY, "late_rollup", lateDays);
    LastRequests.update(session, "late_rollup", "minute", "TRUE");
    session.execute("DELETE FROM late_rollup");
    session.execute("DELETE FROM late_size");
  }

  private static String insert(Shape shape, Tier tier, String late, String condition) {
    return shape.summarize(tier, late, Tier.MINUTE).formatted(condition);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How far the tiers reach; epoch minutes.
 *
 * @param hourClosed hours before are in the hour tier; a multiple of 60
 * @param dayClosed days before are in the day tier; a multiple of 1,440, at most {@code hourClosed}
 * @param minuteFloor minutes before are deleted; a multiple of 60, at most {@code hourClosed}
 * @param hourFloor hours before are deleted; a multiple of 1,440, at most {@code dayClosed}
 */
record TierState(int hourClosed, int dayClosed, int minuteFloor, int hourFloor) {

  static TierState read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT hour_closed, day_closed, minute_floor, hour_floor FROM tier_state")) {
      row.next();
      return new TierState(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4));
    }
  }

  Sql update() {
    return Sql.of(
        "UPDATE tier_state SET hour_closed = ?, day_closed = ?, minute_floor = ?, hour_floor = ?",
        hourClosed,
        dayClosed,
        minuteFloor,
        hourFloor);
  }
}

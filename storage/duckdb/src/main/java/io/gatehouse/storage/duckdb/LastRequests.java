// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.SQLException;

/**
 * Keeps the minute of the last request of endpoints and consumers for what is no longer in open
 * hours; queries look into those themselves.
 */
final class LastRequests {

  private LastRequests() {}

  /**
   * @param table of rollups, full shape
   * @param lastMinute its column of that meaning
   */
  static void update(WriteSession session, String table, String lastMinute, String condition)
      throws SQLException {
    for (String dictionary : new String[] {"endpoint", "consumer"}) {
      session.execute(
          ("UPDATE %1$s SET last_request = greatest(coalesce(%1$s.last_request, 0), r.latest)"
                  + " FROM (SELECT app, %1$s AS number, max(%3$s) AS latest FROM %2$s WHERE %4$s"
                  + " GROUP BY app, %1$s) r"
                  + " WHERE %1$s.app = r.app AND %1$s.number = r.number"
                  + " AND coalesce(%1$s.last_request, 0) < r.latest")
              .formatted(dictionary, table, lastMinute, condition));
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What every question about an app has to know first, in one statement.
 *
 * @param lastConsumer highest number of a consumer, 0 when there is none
 * @param environments ids by name
 */
record AppState(TierState tiers, int lastConsumer, Map<String, Integer> environments) {

  static Sql sql(int app) {
    return Sql.of(
        "SELECT hour_closed, day_closed, minute_floor, hour_floor,"
            + " (SELECT coalesce(max(number), 0) FROM consumer WHERE app = ?),"
            + " (SELECT list(id || ' ' || name) FROM environment WHERE app = ?) FROM tier_state",
        app,
        app);
  }

  static AppState read(ResultSet row) throws SQLException {
    Map<String, Integer> environments = new HashMap<>();
    Array known = row.getArray(6);
    if (known != null) {
      for (Object entry : (Object[]) known.getArray()) {
        String text = entry.toString();
        int blank = text.indexOf(' ');
        environments.put(text.substring(blank + 1), Integer.valueOf(text.substring(0, blank)));
      }
    }
    TierState tiers = new TierState(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4));
    return new AppState(tiers, row.getInt(5), environments);
  }

  /** A condition on the column {@code environment}; no name means all environments. */
  Sql environmentCondition(Set<String> names) {
    if (names.isEmpty()) {
      return Sql.of("TRUE");
    }
    List<Integer> ids =
        names.stream().map(environments::get).filter(Objects::nonNull).sorted().toList();
    return Sql.of("environment IN ").addNumbers(ids);
  }
}

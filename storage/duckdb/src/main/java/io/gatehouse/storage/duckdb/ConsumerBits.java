// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Scope;
import java.sql.SQLException;

/**
 * Sets of consumers as bit strings over their numbers within the app: counting distinct ones per
 * bar or endpoint takes one pass and a few hundred bytes per group.
 */
final class ConsumerBits {

  private final int last;

  private ConsumerBits(int last) {
    this.last = last;
  }

  static ConsumerBits of(ReadSession session, int app) throws SQLException {
    return new ConsumerBits(session.app(app).lastConsumer());
  }

  /** Whether the app has no consumer at all; there are no sets then. */
  boolean isEmpty() {
    return last == 0;
  }

  /** Aggregate: the set of a column's values, without anonymous; NULL when empty. */
  String set(String number) {
    return "bitstring_agg(%s, 1, %d) FILTER (WHERE %s <> %d)"
        .formatted(number, last, number, Dictionaries.ANONYMOUS);
  }

  /** A SELECT of the app's consumers whose first request lies in the range. */
  Sql fresh(Scope scope, String columns) {
    return Sql.of(
        "SELECT %s FROM consumer WHERE app = ? AND first_request >= ? AND first_request < ?"
            .formatted(columns),
        scope.app(),
        scope.range().fromEpochMinute(),
        scope.range().toEpochMinute());
  }
}

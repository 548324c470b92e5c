// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.RequestLog.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * How the status and the way a request ended share the column {@code status} of rollup rows: 200 is
 * 200 when the response was complete, 1200 when it failed after the status was sent, −201 when the
 * client went away. So a failed request is a server error, and an aborted one no error, for every
 * question that compares statuses, without asking for more columns.
 */
final class StoredStatus {

  /** The status that was sent. */
  private static final String SENT =
      "CASE WHEN status >= 1000 THEN status - 1000 WHEN status < 0 THEN -1 - status ELSE status"
          + " END";

  /** A SELECT of {@code number} and {@code label} of all statuses. */
  static final String LABELS =
      "SELECT range::INTEGER AS number, CASE WHEN range >= 1000 THEN 'failed' WHEN range < 0 THEN"
          + " 'aborted' ELSE range::VARCHAR END AS label FROM range(-1000, 2000)";

  /** Equal for those that {@link #LABELS} gives equal labels. */
  static final String LABEL_KEY =
      "CASE WHEN number >= 1000 THEN 1000 WHEN number < 0 THEN -1 ELSE number END";

  private StoredStatus() {}

  static short of(int status, Ending ending) {
    return (short)
        switch (ending) {
          case COMPLETE -> status;
          case FAILED -> status >= 500 ? status : 1000 + status;
          case ABORTED -> -1 - status;
        };
  }

  /** The number of an ending in the column of single requests; it never changes. */
  static short code(Ending ending) {
    return switch (ending) {
      case COMPLETE -> 0;
      case FAILED -> 1;
      case ABORTED -> 2;
    };
  }

  static Ending ending(int code) {
    return switch (code) {
      case 1 -> Ending.FAILED;
      case 2 -> Ending.ABORTED;
      default -> Ending.COMPLETE;
    };
  }

  /** The condition of a term about the status; {@code failed} and {@code aborted} are statuses. */
  static Sql condition(Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      if (match instanceof Match.Equal equal && equal.value().equals("failed")) {
        matches.add(Sql.of("status >= 1000"));
      } else if (match instanceof Match.Equal equal && equal.value().equals("aborted")) {
        matches.add(Sql.of("status < 0"));
      } else {
        matches.add(MatchSql.number(SENT, new Term(term.field(), false, List.of(match))));
      }
    }
    return MatchSql.anyOf(matches, term.negated());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a scope demands of request logs, as a condition over their table. */
final class RequestLogFilter {

  private static final long MICROS_PER_MINUTE = 60_000_000L;

  private RequestLogFilter() {}

  static Sql of(ReadSession session, Scope scope) throws SQLException {
    Sql condition =
        Sql.of(
            "app = ? AND start_micros >= ? AND start_micros < ?",
            scope.app(),
            scope.range().fromEpochMinute() * MICROS_PER_MINUTE,
            scope.range().toEpochMinute() * MICROS_PER_MINUTE);
    condition
        .add(" AND ")
        .add(RollupFilter.environments(session, scope.app(), scope.environments()));
    for (Term term : scope.filter().terms()) {
      condition.add(" AND (").add(term(scope.app(), term)).add(")");
    }
    return condition;
  }

  private static Sql term(int app, Term term) {
    return switch (term.field()) {
      case STATUS -> MatchSql.number("status", term);
      case METHOD -> MatchSql.text("method", term);
      case PATH -> MatchSql.text("path", term);
      case ENDPOINT -> MatchSql.text("(method || ' ' || route)", term);
      case CONSUMER -> consumer(app, "identifier", term);
      case CONSUMER_GROUP -> consumer(app, "coalesce(group_name, '')", term);
      case DURATION -> MatchSql.number("duration_micros", term);
      case REQUEST_SIZE -> MatchSql.number("request_bytes", term);
      case RESPONSE_SIZE -> MatchSql.number("response_bytes", term);
      case IP -> MatchSql.text("coalesce(client_address, '')", term);
      case INSTANCE -> instance(app, term);
      case ERROR -> MatchSql.text("coalesce(error_type, '')", term);
      case TRACE -> MatchSql.text("coalesce(trace_id, '')", term);
      case ID -> MatchSql.text("id::VARCHAR", term);
      case HAS -> has(term);
    };
  }

  private static Sql consumer(int app, String column, Term term) {
    return Sql.of(
            "consumer IN (SELECT number FROM (SELECT number, identifier, group_name FROM consumer"
                + " WHERE app = ? UNION ALL SELECT 0, '', '') AS known WHERE ",
            app)
        .add(MatchSql.text(column, term))
        .add(")");
  }

  private static Sql instance(int app, Term term) {
    return Sql.of(
            "instance IN (SELECT id FROM (SELECT id, slot::VARCHAR AS slot FROM instance WHERE app"
                + " = ? UNION ALL SELECT 0, '') AS known WHERE ",
            app)
        .add(MatchSql.text("slot", term))
        .add(")");
  }

  private static Sql has(Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      String what = match instanceof Match.Equal equal ? equal.value() : "";
      matches.add(
          Sql.of(
              switch (what) {
                case "error" -> "error_type IS NOT NULL";
                case "logs" -> "has_logs";
                case "trace" -> "has_spans";
                case "body" -> "has_bodies";
                default -> "FALSE";
              }));
    }
    return MatchSql.anyOf(matches, term.negated());
  }
}

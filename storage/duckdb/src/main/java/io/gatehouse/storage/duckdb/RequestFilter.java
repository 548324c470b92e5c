// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.util.Objects.requireNonNull;

import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scope demands of single requests, as a condition over the rows of a piece. Names of
 * endpoints and consumers are looked up once: comparing their numbers lets whole parts of a file be
 * left unread.
 */
final class RequestFilter {

  private static final String PATH = "(CASE WHEN path = '' THEN '/' ELSE path END)";

  /** More are looked up while the rows are read. */
  private static final int MAX_NUMBERS = 5_000;

  private final Scope scope;
  private final Sql environments;
  private final Map<Term, Sql> known;

  private RequestFilter(Scope scope, Sql environments, Map<Term, Sql> known) {
    this.scope = scope;
    this.environments = environments;
    this.known = known;
  }

  static RequestFilter of(ReadSession session, Scope scope) throws SQLException {
    Map<Term, Sql> known = new HashMap<>();
    for (Term term : scope.filter().terms()) {
      switch (term.field()) {
        case ENDPOINT -> known.put(term, endpoint(session, scope, term));
        case CONSUMER -> known.put(term, consumer(session, scope, "identifier", term));
        case CONSUMER_GROUP ->
            known.put(term, consumer(session, scope, "coalesce(group_name, '')", term));
        default -> {
          // All others are about the columns of the rows.
        }
      }
    }
    return new RequestFilter(
        scope, RollupFilter.environments(session, scope.app(), scope.environments()), known);
  }

  /** The condition over the rows of a piece. */
  Sql over(RequestPiece piece) {
    Sql condition = inRange(piece);
    condition.add(" AND ").add(environments);
    for (Term term : scope.filter().terms()) {
      condition.add(" AND (").add(term(term, piece)).add(")");
    }
    return condition;
  }

  /** Files of whole days that are in the range are of one app and need no look at their times. */
  private Sql inRange(RequestPiece piece) {
    long from = scope.range().fromEpochMinute() * RequestPiece.MICROS_PER_MINUTE;
    long to = scope.range().toEpochMinute() * RequestPiece.MICROS_PER_MINUTE;
    if (piece.day() != null && piece.startMicros() >= from && piece.endMicros() <= to) {
      return Sql.of("TRUE");
    }
    return Sql.of("app = ? AND start_micros >= ? AND start_micros < ?", scope.app(), from, to);
  }

  private Sql term(Term term, RequestPiece piece) {
    return switch (term.field()) {
      case STATUS -> status(term);
      case METHOD -> MatchSql.text("method", term);
      case PATH -> MatchSql.text(PATH, term);
      case ENDPOINT, CONSUMER, CONSUMER_GROUP -> requireNonNull(known.get(term));
      case KEY -> MatchSql.text("coalesce(api_key, '')", term);
      case REFUSAL -> MatchSql.text("coalesce(refusal, '')", term);
      case DURATION -> MatchSql.number("duration_micros", term);
      case REQUEST_SIZE -> MatchSql.number("request_bytes", term);
      case RESPONSE_SIZE -> MatchSql.number("response_bytes", term);
      case IP -> MatchSql.text("coalesce(client_address, '')", term);
      case HOST -> MatchSql.text("regexp_replace(origin, '^[^/]*//', '')", term);
      case QUERY -> MatchSql.text("query", term);
      case HEADER -> MatchSql.anyOf(headers(term, "request_headers", "response_headers"), term);
      case REQUEST_HEADER -> MatchSql.anyOf(headers(term, "request_headers"), term);
      case RESPONSE_HEADER -> MatchSql.anyOf(headers(term, "response_headers"), term);
      case BODY -> body(piece, term, "request", "response");
      case REQUEST_BODY -> body(piece, term, "request");
      case RESPONSE_BODY -> body(piece, term, "response");
      case LOG -> log(piece, term);
      case ATTRIBUTE -> MatchSql.anyOf(JsonPathSql.matches("attributes", term), term);
      case INSTANCE -> instance("slot::VARCHAR", term);
      case VERSION -> instance("coalesce(versions->>'app', '')", term);
      case ERROR -> MatchSql.text("coalesce(error_type, '')", term);
      case ERROR_TEXT ->
          MatchSql.text(
              "(coalesce(error_message, '') || chr(10) || coalesce(stacktrace, ''))", term);
      case TRACE -> MatchSql.text("coalesce(trace_id, '')", term);
      case ID -> MatchSql.text("id::VARCHAR", term);
      case HAS -> has(piece, term);
    };
  }

  private static Sql status(Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      if (match instanceof Match.Equal equal && equal.value().equals("failed")) {
        matches.add(Sql.of("ending = 1"));
      } else if (match instanceof Match.Equal equal && equal.value().equals("aborted")) {
        matches.add(Sql.of("ending = 2"));
      } else {
        matches.add(MatchSql.number("status", new Term(term.field(), false, List.of(match))));
      }
    }
    return MatchSql.anyOf(matches, term.negated());
  }

  /**
   * By the endpoint's number, which stands for a route with and without a slash at its end. What
   * was folded into {@code (other)} still has its own route.
   */
  private static Sql endpoint(ReadSession session, Scope scope, Term term) throws SQLException {
    Term positive = positive(withSlashes(term));
    Sql matches =
        among(
            session,
            "endpoint",
            Sql.of("SELECT number FROM endpoint WHERE app = ? AND ", scope.app())
                .add(MatchSql.text("(method || ' ' || route)", positive)));
    List<Integer> others =
        session.list(
            Sql.of(
                "SELECT number FROM endpoint WHERE app = ? AND route = '%s'"
                    .formatted(Rollup.OTHER),
                scope.app()),
            row -> row.getInt(1));
    if (!others.isEmpty()) {
      matches
          .add(" OR (endpoint IN ")
          .addNumbers(others)
          .add(" AND ")
          .add(MatchSql.text("(method || ' ' || route)", positive))
          .add(")");
    }
    return term.negated() ? Sql.of("NOT (").add(matches).add(")") : matches;
  }

  private static Term withSlashes(Term term) {
    List<Match> matches = new ArrayList<>(term.anyOf());
    for (Match match : term.anyOf()) {
      if (match instanceof Match.Equal equal && !equal.value().endsWith(" /")) {
        String value = equal.value();
        matches.add(
            new Match.Equal(
                value.endsWith("/") ? value.substring(0, value.length() - 1) : value + "/"));
      }
    }
    return new Term(term.field(), term.key(), term.negated(), matches);
  }

  private static Sql consumer(ReadSession session, Scope scope, String column, Term term)
      throws SQLException {
    return among(
        session,
        "consumer",
        Sql.of(
                "SELECT number FROM (SELECT number, identifier, group_name FROM consumer"
                    + " WHERE app = ? UNION ALL SELECT 0, '', '') AS known WHERE ",
                scope.app())
            .add(MatchSql.text(column, term)));
  }

  private static Sql among(ReadSession session, String column, Sql numbers) throws SQLException {
    List<Integer> found =
        session.list(
            Sql.of("FROM (").add(numbers).add(") LIMIT ?", MAX_NUMBERS + 1), row -> row.getInt(1));
    if (found.isEmpty()) {
      return Sql.of("FALSE");
    }
    return found.size() > MAX_NUMBERS
        ? Sql.of(column + " IN (").add(numbers).add(")")
        : Sql.of(column + " IN ").addNumbers(found);
  }

  private Sql instance(String column, Term term) {
    return Sql.of(
            "instance IN (SELECT id FROM (SELECT id, slot, versions FROM instance WHERE app = ?"
                + " UNION ALL SELECT 0, NULL, '{}') AS known WHERE coalesce(",
            scope.app())
        .add(MatchSql.text(column, term))
        .add(", FALSE))");
  }

  /** See {@link HeaderText} for the form of the text. */
  private static List<Sql> headers(Term term, String... columns) {
    List<Sql> matches = new ArrayList<>();
    String name = "\n" + term.key() + ": ";
    for (String column : columns) {
      String text = "coalesce(" + column + ", '')";
      for (Match match : term.anyOf()) {
        if (match instanceof Match.Equal equal) {
          matches.add(like(text, "*" + name + equal.value() + "\n*"));
        } else if (match instanceof Match.Like like) {
          // A star must not reach into the next field.
          matches.add(
              Sql.of(
                  "regexp_matches(" + text + ", ?, 'i')",
                  PatternText.lines(name) + PatternText.withinLine(like.pattern()) + "\\n"));
        } else {
          matches.add(
              Sql.of(
                      "coalesce((SELECT max(v) FROM (SELECT TRY_CAST(regexp_extract("
                          + text
                          + ", ?, 1) AS DOUBLE) AS v) WHERE ",
                      "(?i)" + PatternText.lines(name) + "([^\\n]*)")
                  .add(
                      MatchSql.anyNumber(
                          "v", new Term(term.field(), term.key(), false, List.of(match))))
                  .add(") IS NOT NULL, FALSE)"));
        }
      }
    }
    return matches;
  }

  private static Sql like(String column, String pattern) {
    return Sql.of(column + " ILIKE ? ESCAPE '\\'", MatchSql.pattern(pattern));
  }

  private Sql body(RequestPiece piece, Term term, String... sides) {
    List<Sql> matches = new ArrayList<>();
    for (String side : sides) {
      String column = side + "_body";
      List<Sql> of =
          term.key().isEmpty()
              ? List.of(MatchSql.text("coalesce(" + column + ", '')", positive(term)))
              : JsonPathSql.matches(column, term);
      for (Sql match : of) {
        matches.add(
            Sql.of("(" + side + "_state" + StoredBody.IS_TEXT + " AND ").add(match).add(")"));
      }
    }
    Sql found =
        Sql.of("has_bodies AND id IN (SELECT id FROM " + piece.rows(RequestTable.BODY) + " WHERE ")
            .add(inRange(piece))
            .add(" AND (")
            .add(Sql.join(matches, "OR"))
            .add("))");
    return MatchSql.anyOf(List.of(found), term);
  }

  private Sql log(RequestPiece piece, Term term) {
    List<Sql> matches = new ArrayList<>();
    matches.add(MatchSql.text("coalesce(logs, '')", positive(term)));
    matches.add(
        Sql.of("coalesce(trace_id IN (SELECT trace_id FROM ")
            .add(piece.looseRows(RequestTable.LOG))
            .add(" WHERE app = ? AND (", scope.app())
            .add(MatchSql.text("line", positive(term)))
            .add(")), FALSE)"));
    return MatchSql.anyOf(matches, term);
  }

  private static Term positive(Term term) {
    return new Term(term.field(), term.key(), false, term.anyOf());
  }

  private Sql has(RequestPiece piece, Term term) {
    List<Sql> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      String what = match instanceof Match.Equal equal ? equal.value() : "";
      matches.add(
          Sql.of(
              switch (what) {
                case "error" -> "error_type IS NOT NULL";
                case "logs" -> "logs IS NOT NULL OR " + loose(piece, RequestTable.LOG);
                case "trace" -> "spans IS NOT NULL OR " + loose(piece, RequestTable.SPAN);
                case "body" -> "has_bodies";
                default -> "FALSE";
              }));
    }
    return MatchSql.anyOf(matches, term.negated());
  }

  private String loose(RequestPiece piece, RequestTable table) {
    return "coalesce(trace_id IN (SELECT trace_id FROM %s WHERE app = %d), FALSE)"
        .formatted(piece.looseRows(table), scope.app());
  }
}

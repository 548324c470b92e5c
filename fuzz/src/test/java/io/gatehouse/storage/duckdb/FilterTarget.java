// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.fuzz.FuzzTarget;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Any text is read as some filter, which written down is read as the same one. DuckDB takes the
 * statement made of it, and no text of the filter is part of the statement but the names of places
 * within JSON, which stay within their quotes.
 */
public final class FilterTarget implements FuzzTarget {

  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern NUMBERS =
      Pattern.compile("(consumer|endpoint) IN \\(([0-9,]*|SELECT unnest\\(\\[[0-9,]*\\]\\))\\)");
  private static final Pattern LETTER = Pattern.compile("[a-zA-Z]");
  private static final Set<Field> WORDS = Set.of(Field.STATUS, Field.HAS);
  private static final int MAX_STATEMENTS = 20_000;
  private static final TimeRange RANGE = new TimeRange(29_000_000, 29_000_060);

  private final Database database;
  private final DuckDbTraffic traffic;

  /** Each is tried once: DuckDB takes longer than all the rest. */
  private final Set<String> statements = new HashSet<>();

  public FilterTarget() {
    Path directory;
    try {
      directory = Files.createTempDirectory("gatehouse-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database = new Database(DuckDbConfig.of(directory), Map.of());
    database.open();
    traffic = new DuckDbTraffic(database);
  }

  @Override
  public void run(byte[] input) {
    Filter filter = FilterParser.parse(new String(input, UTF_8)).filter();
    FilterParser.Parsed again = FilterParser.parse(filter.toText());
    if (!again.problems().isEmpty() || !again.filter().equals(filter)) {
      throw new AssertionError(filter + " as " + filter.toText() + " is read as " + again);
    }
    Scope scope = new Scope(1, Set.of(), RANGE, filter);
    Scope other = new Scope(1, Set.of(), RANGE, new Filter(others(filter.terms())));
    Sql condition = condition(scope);
    String text = withoutLiterals(condition);
    if (!text.equals(withoutLiterals(condition(other)))) {
      throw new AssertionError("what the filter says is in the statement: " + text);
    }
    if (statements.size() < MAX_STATEMENTS && statements.add(condition.text())) {
      Sql count = Sql.of("SELECT count(*) FROM request WHERE ").add(condition);
      database.read(session -> session.first(count, row -> row.getLong(1)));
      traffic.totals(scope);
    }
  }

  private Sql condition(Scope scope) {
    RequestPiece tables = RequestPiece.tables(database.file().dayFiles());
    return database.read(session -> RequestFilter.of(session, scope).over(tables));
  }

  /** Literals hold places in JSON; numbers stand for names that are known, FALSE for others. */
  private static String withoutLiterals(Sql condition) {
    String text = LITERAL.matcher(condition.text()).replaceAll("''");
    return NUMBERS.matcher(text).replaceAll("FALSE");
  }

  /** Filters of the same form that say something else. */
  private static List<Term> others(List<Term> terms) {
    return terms.stream()
        .map(
            term ->
                new Term(
                    term.field(),
                    other(term.key()),
                    term.negated(),
                    term.anyOf().stream().map(match -> other(term.field(), match)).toList()))
        .toList();
  }

  private static Match other(Field field, Match match) {
    if (match instanceof Match.Equal equal && !WORDS.contains(field)) {
      return new Match.Equal(other(equal.value()));
    }
    return match instanceof Match.Like like ? new Match.Like(other(like.pattern())) : match;
  }

  /** Other letters where letters are, so that what is told by them must look different. */
  private static String other(String text) {
    return LETTER.matcher(text).replaceAll("k");
  }
}

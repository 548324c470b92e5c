// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a scope demands of rollup rows: a condition over their columns, names resolved to numbers.
 * Terms that rollups cannot answer are left out ({@link Filter#forRollups()}).
 */
final class RollupFilter {

  /** More numbers than this are compared by a subquery instead of a list. */
  private static final int LIST_LIMIT = 500;

  private static final Set<Field> ENDPOINT_FIELDS =
      Collections.unmodifiableSet(EnumSet.of(Field.METHOD, Field.PATH, Field.ENDPOINT));
  private static final Set<Field> CONSUMER_FIELDS =
      Collections.unmodifiableSet(EnumSet.of(Field.CONSUMER, Field.CONSUMER_GROUP));

  private final Sql condition;
  private final Set<Column> columns;

  private RollupFilter(Sql condition, Set<Column> columns) {
    this.condition = condition;
    this.columns = columns;
  }

  static RollupFilter of(ReadSession session, Scope scope) throws SQLException {
    return of(session, scope, field -> true);
  }

  /** Only the terms about endpoints, for rows that know no status and no consumer. */
  static RollupFilter ofEndpoints(ReadSession session, Scope scope) throws SQLException {
    return of(session, scope, ENDPOINT_FIELDS::contains);
  }

  /** All but the terms about the status. */
  static RollupFilter withoutStatus(ReadSession session, Scope scope) throws SQLException {
    return of(session, scope, field -> field != Field.STATUS);
  }

  private static RollupFilter of(ReadSession session, Scope scope, Predicate<Field> wanted)
      throws SQLException {
    List<Sql> conditions = new ArrayList<>();
    EnumSet<Column> columns = EnumSet.noneOf(Column.class);
    conditions.add(environments(session, scope.app(), scope.environments()));
    if (hasAny(scope.filter(), ENDPOINT_FIELDS, wanted)) {
      conditions.add(among(session, "endpoint", endpoints(scope)));
      columns.add(Column.ENDPOINT);
    }
    if (hasAny(scope.filter(), CONSUMER_FIELDS, wanted)) {
      conditions.add(among(session, "consumer", consumers(scope)));
      columns.add(Column.CONSUMER);
    }
    for (Term term : scope.filter().terms()) {
      if (term.field() == Field.STATUS && wanted.test(Field.STATUS)) {
        conditions.add(StoredStatus.condition(term));
        columns.add(Column.STATUS);
      }
    }
    return new RollupFilter(Sql.join(conditions, "AND"), columns);
  }

  /** Narrows it to some numbers of a dimension. */
  RollupFilter and(Labels labels, List<Integer> numbers) {
    Set<Column> all = EnumSet.noneOf(Column.class);
    all.addAll(columns);
    labels.ofColumn().ifPresent(all::add);
    return narrowed(Sql.of(labels.number() + " IN ").addNumbers(numbers), all);
  }

  /** Narrows it to one endpoint. */
  RollupFilter andEndpoint(int number) {
    return and(Column.ENDPOINT, "endpoint", List.of(number));
  }

  /** Narrows it to some consumers. */
  RollupFilter andConsumers(List<Integer> numbers) {
    return and(Column.CONSUMER, "consumer", numbers);
  }

  /** Narrows it to a range of statuses, inclusive. */
  RollupFilter andStatus(int from, int to) {
    Set<Column> all = EnumSet.of(Column.STATUS);
    all.addAll(columns);
    return narrowed(Sql.of("status BETWEEN ? AND ?", from, to), all);
  }

  private RollupFilter and(Column column, String name, List<Integer> numbers) {
    Set<Column> all = EnumSet.of(column);
    all.addAll(columns);
    return narrowed(Sql.of(name + " IN ").addNumbers(numbers), all);
  }

  private RollupFilter narrowed(Sql by, Set<Column> all) {
    return new RollupFilter(Sql.join(List.of(by, condition), "AND"), all);
  }

  /** A condition over the columns of the rows. */
  Sql condition() {
    return condition;
  }

  /** What the condition looks at, besides the environment. */
  Set<Column> columns() {
    return columns;
  }

  private static boolean hasAny(Filter filter, Set<Field> fields, Predicate<Field> wanted) {
    return filter.terms().stream()
        .anyMatch(term -> fields.contains(term.field()) && wanted.test(term.field()));
  }

  static Sql environments(ReadSession session, int app, Set<String> names) throws SQLException {
    return session.app(app).environmentCondition(names);
  }

  private static Sql among(ReadSession session, String column, Sql numbers) throws SQLException {
    Sql some = new Sql().add(numbers).add(" LIMIT " + (LIST_LIMIT + 1));
    List<Integer> found = session.list(some, row -> row.getInt(1));
    Sql condition = Sql.of(column + " IN ");
    return found.size() > LIST_LIMIT
        ? condition.add("(").add(numbers).add(")")
        : condition.addNumbers(found);
  }

  /** Numbers of the endpoints that the filter's terms about endpoints accept. */
  static Sql endpoints(Scope scope) {
    return Sql.of("SELECT number FROM endpoint WHERE app = ? AND ", scope.app())
        .add(endpointCondition(scope.filter()));
  }

  /** A condition over the table {@code endpoint}. */
  static Sql endpointCondition(Filter filter) {
    List<Sql> conditions = new ArrayList<>();
    for (Term term : filter.terms()) {
      switch (term.field()) {
        case METHOD -> conditions.add(MatchSql.text("method", term));
        case PATH -> conditions.add(MatchSql.text("route", term));
        case ENDPOINT -> conditions.add(MatchSql.text("(method || ' ' || route)", term));
        default -> {}
      }
    }
    return Sql.join(conditions, "AND");
  }

  private static Sql consumers(Scope scope) {
    return Sql.of(
            "SELECT number FROM (SELECT number, identifier, group_name FROM consumer WHERE app = ?"
                + " UNION ALL SELECT 0, '', '') AS known WHERE ",
            scope.app())
        .add(consumerCondition(scope.filter()));
  }

  /** A condition over the table {@code consumer}. */
  static Sql consumerCondition(Filter filter) {
    List<Sql> conditions = new ArrayList<>();
    for (Term term : filter.terms()) {
      switch (term.field()) {
        case CONSUMER -> conditions.add(MatchSql.text("identifier", term));
        case CONSUMER_GROUP -> conditions.add(MatchSql.text("coalesce(group_name, '')", term));
        default -> {}
      }
    }
    return Sql.join(conditions, "AND");
  }
}

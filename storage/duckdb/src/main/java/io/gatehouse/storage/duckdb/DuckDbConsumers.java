// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Consumers and their groups with their figures. */
final class DuckDbConsumers implements ConsumerQueries {

  private final Database database;

  DuckDbConsumers(Database database) {
    this.database = database;
  }

  @Override
  public Page list(
      Scope scope,
      String search,
      Flag flag,
      Sort sort,
      boolean descending,
      @Nullable String after,
      int limit) {
    int size = Math.max(1, Math.min(limit, 1_000));
    return database.read(
        session -> {
          Sql wanted = RollupFilter.consumerCondition(scope.filter());
          if (!search.isEmpty()) {
            String pattern = MatchSql.pattern("*" + search.replace("*", "") + "*");
            wanted.add(
                " AND (identifier ILIKE ? ESCAPE '\\' OR coalesce(name, '') ILIKE ? ESCAPE '\\')",
                pattern,
                pattern);
          }
          ConsumersQuestion question =
              new ConsumersQuestion(session, scope, wanted, RollupFilter.of(session, scope));
          return question.page(flag, sort, descending, ConsumerCursor.parse(after, sort), size);
        });
  }

  @Override
  public Optional<ConsumerRow> find(Scope scope, String identifier) {
    return database.read(
        session -> {
          Sql number =
              Sql.of(
                  "SELECT number FROM consumer WHERE app = ? AND identifier = ?",
                  scope.app(),
                  identifier);
          Optional<Integer> known = session.first(number, row -> row.getInt(1));
          if (known.isEmpty()) {
            return Optional.<ConsumerRow>empty();
          }
          RollupFilter filter = RollupFilter.of(session, scope).andConsumers(List.of(known.get()));
          Sql wanted = Sql.of("number = ?", known.get());
          return new ConsumersQuestion(session, scope, wanted, filter).one();
        });
  }

  @Override
  public List<GroupRow> groups(Scope scope) {
    return database.read(session -> groups(session, scope));
  }

  private static List<GroupRow> groups(ReadSession session, Scope scope) throws SQLException {
    RollupFilter filter = RollupFilter.of(session, scope);
    Sql count =
        Sql.of("SELECT count(DISTINCT group_name) FROM consumer WHERE app = ?", scope.app());
    String placeType = Sql.placeType(session.first(count, row -> row.getInt(1)).orElse(0));
    Sql sql =
        Sql.of(
                ("WITH figures AS (SELECT k AS number, %s AS requests, %s AS client_errors,"
                        + " %s AS server_errors, %s AS bytes FROM ")
                    .formatted(
                        Figures.sum("requests"),
                        Figures.CLIENT_ERRORS,
                        Figures.SERVER_ERRORS,
                        "sum(request_bytes + response_bytes)::BIGINT"))
            .add(
                Rows.summed(
                    session,
                    scope,
                    filter,
                    Tier.DAY,
                    "consumer",
                    Column.CONSUMER,
                    Column.STATUS,
                    Column.SUMS))
            .add(
                " GROUP BY number), members AS (SELECT number, group_name,"
                    + " (dense_rank() OVER (ORDER BY group_name) - 1)::"
                    + placeType
                    + " AS k FROM consumer WHERE app"
                    + " = ? AND coalesce(group_name, '') <> '' AND ",
                scope.app())
            .add(RollupFilter.consumerCondition(scope.filter()))
            .add("), cells AS (SELECT k, bucket, sum(requests) AS n FROM ")
            .add(Rows.of(session, scope, filter, Tier.DAY, Column.CONSUMER, Column.BUCKET))
            .add(" JOIN members ON number = consumer GROUP BY ALL), " + Figures.ranked())
            .add(
                ", slow AS (SELECT k, %s AS p95 FROM ranked GROUP BY k)"
                    .formatted(Figures.percentile(0.95)))
            .add(
                " SELECT group_name, count(*), count(requests) FILTER (WHERE requests > 0),"
                    + " coalesce(sum(requests), 0)::BIGINT AS total,"
                    + " coalesce(sum(client_errors), 0)::BIGINT,"
                    + " coalesce(sum(server_errors), 0)::BIGINT,"
                    + " any_value(p95), coalesce(sum(bytes), 0)::BIGINT"
                    + " FROM members LEFT JOIN figures USING (number)"
                    + " LEFT JOIN slow USING (k)"
                    + " GROUP BY group_name ORDER BY total DESC, group_name");
    return session.list(
        sql,
        row ->
            new GroupRow(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                HistogramBuilder.value(row, 7),
                row.getLong(8)));
  }
}

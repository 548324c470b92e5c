// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.UsageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Sums of consumers by key and endpoint. The query answers numbers, consumer after consumer; they
 * are named here, because to join texts with millions of rows costs more than to look them up.
 */
final class ConsumerUsage {

  private record Endpoint(String method, String route) {}

  private final Selection selection;

  ConsumerUsage(Selection selection) {
    this.selection = selection;
  }

  /**
   * Tells each consumer's rows.
   *
   * @return how many consumers there were
   */
  int ask(ReadSession session, BiConsumer<String, List<UsageRow>> each) throws SQLException {
    Groups groups = new Groups(consumers(session), endpoints(session), each);
    Sql sql =
        Sql.of("SELECT consumer, api_key, endpoint, " + DuckDbUsage.SUMS + " FROM (")
            .add(DuckDbUsage.rows(session, selection, UsageDays.ALL))
            .add(") WHERE ")
            .add(DuckDbUsage.condition(session, selection))
            .add(" GROUP BY consumer, api_key, endpoint ORDER BY consumer");
    session.each(sql, groups::take);
    groups.end();
    return groups.told;
  }

  private Map<Integer, String> consumers(ReadSession session) throws SQLException {
    Map<Integer, String> names = new HashMap<>();
    session.each(
        Sql.of("SELECT number, identifier FROM consumer WHERE app = ?", selection.app()),
        row -> names.put(row.getInt(1), row.getString(2)));
    return names;
  }

  private Map<Integer, Endpoint> endpoints(ReadSession session) throws SQLException {
    Map<Integer, Endpoint> names = new HashMap<>();
    session.each(
        Sql.of("SELECT number, method, route FROM endpoint WHERE app = ?", selection.app()),
        row -> names.put(row.getInt(1), new Endpoint(row.getString(2), row.getString(3))));
    return names;
  }

  /** Rows that follow one another and are of one consumer. */
  private static final class Groups {

    private final Map<Integer, String> consumers;
    private final Map<Integer, Endpoint> endpoints;
    private final BiConsumer<String, List<UsageRow>> each;
    private List<UsageRow> rows = new ArrayList<>();
    private int consumer;
    private int told;

    Groups(
        Map<Integer, String> consumers,
        Map<Integer, Endpoint> endpoints,
        BiConsumer<String, List<UsageRow>> each) {
      this.consumers = consumers;
      this.endpoints = endpoints;
      this.each = each;
    }

    void take(ResultSet row) throws SQLException {
      int of = row.getInt(1);
      if (of != consumer) {
        end();
        consumer = of;
      }
      Endpoint endpoint = endpoints.getOrDefault(row.getInt(3), new Endpoint("", ""));
      rows.add(
          new UsageRow(
              row.getString(2),
              name(),
              endpoint.method(),
              endpoint.route(),
              null,
              null,
              DuckDbUsage.sums(row, 4)));
    }

    private String name() {
      return consumers.getOrDefault(consumer, "");
    }

    void end() {
      if (!rows.isEmpty()) {
        each.accept(name(), rows);
        told++;
        rows = new ArrayList<>();
      }
    }
  }
}

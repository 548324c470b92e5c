// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.Sums;
import io.gatehouse.storage.UsageQueries.UsageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the ledger of calls says of a period, in lines of statements. */
final class StatementLedger {

  private final Catalog catalog;
  private final Storage storage;

  StatementLedger(Catalog catalog, Storage storage) {
    this.catalog = catalog;
    this.storage = storage;
  }

  private static Selection selection(App app, StatementPeriod period, @Nullable String consumer) {
    return new Selection(app.number(), Set.of(), period.range(), Set.of(), consumer);
  }

  /** Whether calls of the period are kept to the minute. */
  boolean has(App app, StatementPeriod period) {
    return period.range().fromEpochMinute() >= storage.usage().minutesSince(app.number());
  }

  /** Throws when it has not. */
  void require(App app, StatementPeriod period) {
    if (!has(app, period)) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "The ledger has minutes since "
              + Instant.ofEpochSecond(storage.usage().minutesSince(app.number()) * 60)
              + "; "
              + period.month()
              + " in "
              + period.zone()
              + " begins at "
              + period.from()
              + " and cannot be computed any more.");
    }
  }

  /** Sums of each consumer, in one query; under the empty name those of nobody in particular. */
  Map<String, Counts> totals(App app, StatementPeriod period, @Nullable String consumer) {
    Map<String, Counts> totals = new TreeMap<>();
    for (UsageRow row :
        storage
            .usage()
            .usage(selection(app, period, consumer), Set.of(By.CONSUMER), Integer.MAX_VALUE)) {
      String name = row.consumer();
      totals.merge(name == null ? "" : name, counts(row.sums()), Counts::plus);
    }
    return totals;
  }

  List<StatementLine> lines(App app, StatementPeriod period, String consumer) {
    List<StatementLine> lines = new ArrayList<>();
    each(app, period, consumer, (name, found) -> lines.addAll(found));
    return StatementLine.sum(lines);
  }

  /**
   * Lines of all consumers or of one, in one query. A key's secrets are one key.
   *
   * @param consumer null = all
   */
  void each(
      App app,
      StatementPeriod period,
      @Nullable String consumer,
      BiConsumer<String, List<StatementLine>> each) {
    Map<String, String> keys = new HashMap<>();
    storage
        .usage()
        .perConsumer(
            selection(app, period, consumer),
            (name, rows) -> {
              learn(app, rows, keys);
              each.accept(name, lines(rows, keys));
            });
  }

  /** Looks up whose the secrets are that have not been seen before. */
  private void learn(App app, List<UsageRow> rows, Map<String, String> keys) {
    Set<String> unseen = new HashSet<>();
    for (UsageRow row : rows) {
      String secret = String.valueOf(row.key());
      if (!keys.containsKey(secret)) {
        unseen.add(secret);
      }
    }
    if (unseen.isEmpty()) {
      return;
    }
    Map<String, StoredKey> found = catalog.apiKeys().bySecret(app, unseen);
    for (String secret : unseen) {
      StoredKey key = found.get(secret);
      keys.put(secret, key == null ? secret : key.id());
    }
  }

  private static List<StatementLine> lines(List<UsageRow> rows, Map<String, String> keys) {
    List<StatementLine> lines = new ArrayList<>();
    for (UsageRow row : rows) {
      String key = String.valueOf(row.key());
      lines.add(
          new StatementLine(
              keys.getOrDefault(key, key),
              String.valueOf(row.method()),
              String.valueOf(row.route()),
              counts(row.sums())));
    }
    return StatementLine.sum(lines);
  }

  static Counts counts(Sums sums) {
    return new Counts(
        sums.requests(),
        sums.billable(),
        sums.refused(),
        sums.serverErrors(),
        sums.rateLimited(),
        sums.requestBytes(),
        sums.responseBytes());
  }

  /** Batches that were sealed and have not come; they may hold calls of any period. */
  List<MissingBatches> missing(App app) {
    return storage.instances().missing(app.number(), Integer.MAX_VALUE);
  }
}

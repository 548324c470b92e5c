// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** Rate limits that hold for all keys of a consumer or of a consumer group together. */
public final class KeyDefaults {

  private final Jdbi jdbi;

  KeyDefaults(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For whose keys. */
  public enum Level {
    CONSUMER,
    GROUP;

    /** As stored and as told. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param name identifier of the consumer, or name of the group
   * @param limits each {@code name calls seconds}
   */
  public record Default(Level level, String name, List<String> limits) {
    public Default {
      limits = List.copyOf(limits);
    }
  }

  /** Those of an app, by level and name. */
  public List<Default> list(int app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT level, name, limits FROM key_default WHERE app = ? ORDER BY level,"
                        + " name",
                    app)
                .map(
                    (row, context) ->
                        new Default(
                            Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                            row.getString("name"),
                            ApiKeyRows.list(row.getString("limits"))))
                .list());
  }

  /** Says what holds; no limits = nothing. The keys that it is about count as changed. */
  public void set(int app, Default wanted) {
    String column = wanted.level == Level.CONSUMER ? "consumer" : "consumer_group";
    call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  transaction.execute(
                      "DELETE FROM key_default WHERE app = ? AND level = ? AND name = ?",
                      app,
                      wanted.level.text(),
                      wanted.name);
                  if (!wanted.limits.isEmpty()) {
                    transaction.execute(
                        "INSERT INTO key_default (app, level, name, limits) VALUES (?, ?, ?, ?)",
                        app,
                        wanted.level.text(),
                        wanted.name,
                        ApiKeyRows.lines(wanted.limits));
                  }
                  return transaction.execute(
                      "UPDATE api_key SET revision = ? WHERE app = ? AND " + column + " = ?",
                      ApiKeys.nextRevision(transaction, app),
                      app,
                      wanted.name);
                }));
  }
}

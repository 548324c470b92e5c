// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What services told about the use of API keys: addresses that guess, and the networks and clients
 * that each key was used from. Each is here once, however often it is told.
 */
public final class KeySignals {

  /** So many an app can have; the ones seen longest ago go first. */
  public static final int MAX_SIGNALS = 20_000;

  private final Jdbi jdbi;

  KeySignals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A signal.
   *
   * @param kind {@code guessing}, {@code network} or {@code agent}
   * @param secret id that a key's text names; empty = no key in particular
   * @param firstAt milliseconds since 1970
   * @param calls most of a minute
   * @param secrets how many different ids those calls named
   */
  public record Signal(
      String kind,
      String secret,
      String value,
      long firstAt,
      long lastAt,
      long calls,
      int secrets) {}

  /**
   * Keeps signals.
   *
   * @return those that were not here before, in their order
   */
  public List<Signal> add(int app, List<Signal> signals) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  List<Signal> fresh =
                      signals.stream().filter(signal -> add(transaction, app, signal)).toList();
                  if (!fresh.isEmpty()) {
                    transaction.execute(
                        "DELETE FROM key_signal WHERE app = ? AND last_at < (SELECT last_at FROM"
                            + " key_signal WHERE app = ? ORDER BY last_at DESC LIMIT 1 OFFSET ?)",
                        app,
                        app,
                        MAX_SIGNALS);
                  }
                  return fresh;
                }));
  }

  /** Whether it is a new one. */
  private static boolean add(Handle handle, int app, Signal signal) {
    int known =
        handle.execute(
            "UPDATE key_signal SET first_at = min(first_at, ?), last_at = max(last_at, ?), calls ="
                + " max(calls, ?), secrets = max(secrets, ?) WHERE app = ? AND kind = ? AND secret"
                + " = ? AND value = ?",
            signal.firstAt,
            signal.lastAt,
            signal.calls,
            signal.secrets,
            app,
            signal.kind,
            signal.secret,
            signal.value);
    if (known > 0) {
      return false;
    }
    return handle.execute(
            "INSERT INTO key_signal (app, kind, secret, value, first_at, last_at, calls, secrets)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            app,
            signal.kind,
            signal.secret,
            signal.value,
            signal.firstAt,
            signal.lastAt,
            signal.calls,
            signal.secrets)
        > 0;
  }

  /**
   * Signals of an app, the one seen last first.
   *
   * @param kind null = all
   * @param secrets only of these ids; null = all
   */
  public List<Signal> list(
      int app, @Nullable String kind, @Nullable List<String> secrets, int limit) {
    if (secrets != null && secrets.isEmpty()) {
      return List.of();
    }
    return call(
        jdbi,
        handle -> {
          var query =
              handle
                  .createQuery(
                      "SELECT kind, secret, value, first_at, last_at, calls, secrets FROM"
                          + " key_signal WHERE app = :app"
                          + (kind == null ? "" : " AND kind = :kind")
                          + (secrets == null ? "" : " AND secret IN (<ids>)")
                          + " ORDER BY last_at DESC, kind, value LIMIT :limit")
                  .bind("app", app)
                  .bind("limit", limit);
          if (kind != null) {
            query.bind("kind", kind);
          }
          if (secrets != null) {
            query.bindList("ids", secrets);
          }
          return query
              .map(
                  (row, context) ->
                      new Signal(
                          row.getString("kind"),
                          row.getString("secret"),
                          row.getString("value"),
                          row.getLong("first_at"),
                          row.getLong("last_at"),
                          row.getLong("calls"),
                          row.getInt("secrets")))
              .list();
        });
  }
}

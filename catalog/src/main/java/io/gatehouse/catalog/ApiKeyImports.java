// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.Terms;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** API keys that another system issued, and which peppers the secrets here were hashed with. */
public final class ApiKeyImports {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ApiKeys keys;

  ApiKeyImports(Jdbi jdbi, Clock clock, ApiKeys keys) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.keys = keys;
  }

  /**
   * A key that another system issued.
   *
   * @param hashes its hash with each pepper there is: with one of them it may be here already
   */
  public record Import(Terms terms, Secret secret, List<String> hashes) {
    public Import {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * Keeps keys that another system issued, all or none.
   *
   * @param createdBy null = only say what would happen
   * @return the id of each key, empty when it would be imported; null = one with its hash is here
   * @throws CatalogException when the app would have more than {@link ApiKeys#MAX_KEYS}
   */
  public List<@Nullable String> importAll(
      App app, List<Import> imports, @Nullable String createdBy) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  ApiKeys.requireRoom(transaction, app, imports.size());
                  List<@Nullable String> ids = new ArrayList<>();
                  for (Import one : imports) {
                    if (isKnown(transaction, app, one.hashes)) {
                      ids.add(null);
                    } else if (createdBy == null) {
                      ids.add("");
                    } else {
                      ids.add(
                          keys.insert(transaction, app, one.terms, one.secret, createdBy, null)
                              .id());
                    }
                  }
                  return ids;
                }));
  }

  private static boolean isKnown(Handle handle, App app, List<String> hashes) {
    return handle
            .createQuery(
                "SELECT count(*) FROM api_key_secret s JOIN api_key k ON k.id = s.api_key"
                    + " WHERE k.app = :app AND s.hash IN (<hashes>)")
            .bind("app", app.number())
            .bindList("hashes", hashes)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** How many secrets that are still valid were hashed with each pepper, over all apps. */
  public Map<Integer, Long> secretsByPepper() {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT s.pepper, count(*) AS secrets FROM api_key_secret s JOIN api_key k ON"
                        + " k.id = s.api_key WHERE k.state <> 'revoked' AND (s.valid_until = 0 OR"
                        + " s.valid_until > ?) GROUP BY s.pepper",
                    clock.millis())
                .reduceRows(
                    new TreeMap<Integer, Long>(),
                    (all, row) -> {
                      all.put(
                          row.getColumn("pepper", Integer.class),
                          row.getColumn("secrets", Long.class));
                      return all;
                    }));
  }
}

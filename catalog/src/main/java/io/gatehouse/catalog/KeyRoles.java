// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Names for sets of scopes, which keys of an app are given instead of the scopes themselves. */
public final class KeyRoles {

  /** So many an app can have. */
  public static final int MAX_ROLES = 100;

  /** What a key's scope that names a role begins with. */
  public static final char SIGN = '@';

  private final Jdbi jdbi;

  KeyRoles(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Scopes by the name of their role. */
  public Map<String, List<String>> list(int app) {
    return call(
        jdbi,
        handle -> {
          Map<String, List<String>> roles = new TreeMap<>();
          handle
              .select("SELECT name, scopes FROM key_role WHERE app = ?", app)
              .map(
                  (row, context) ->
                      roles.put(row.getString("name"), ApiKeyRows.list(row.getString("scopes"))))
              .list();
          return roles;
        });
  }

  /** Says which roles there are. Keys count as changed: what they may do may be another. */
  public void set(int app, Map<String, List<String>> roles) {
    call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  transaction.execute("DELETE FROM key_role WHERE app = ?", app);
                  roles.forEach(
                      (name, scopes) ->
                          transaction.execute(
                              "INSERT INTO key_role (app, name, scopes) VALUES (?, ?, ?)",
                              app,
                              name,
                              ApiKeyRows.lines(scopes)));
                  return transaction.execute(
                      "UPDATE api_key SET revision = ? WHERE app = ? AND scopes LIKE '%@%'",
                      ApiKeys.nextRevision(transaction, app), app);
                }));
  }

  /**
   * Scopes with those of roles in the place of their names. A role that is not there grants
   * nothing.
   */
  public static List<String> expand(List<String> scopes, Map<String, List<String>> roles) {
    Set<String> expanded = new LinkedHashSet<>();
    for (String scope : scopes) {
      if (scope.charAt(0) == SIGN) {
        expanded.addAll(roles.getOrDefault(scope.substring(1), List.of()));
      } else {
        expanded.add(scope);
      }
    }
    return new ArrayList<>(expanded);
  }
}

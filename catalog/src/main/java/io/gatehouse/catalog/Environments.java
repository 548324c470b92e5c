// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Environments of apps; they appear when a client first reports for them. */
public final class Environments {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Environments(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param name slug, identity
   * @param displayName first spelling seen, or chosen
   */
  public record Environment(String name, String displayName, boolean hidden, long firstSeenAt) {}

  /** Notes an environment; costs a look-up in memory when it is known. */
  public void observe(int app, String name, String spelling) {
    String key = app + "/" + name;
    if (known.contains(key)) {
      return;
    }
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO environment (app, name, display_name, hidden, first_seen_at)"
                    + " SELECT number, ?, ?, 0, ? FROM app WHERE number = ? AND deleted = 0"
                    + " ON CONFLICT (app, name) DO NOTHING",
                name,
                spelling,
                clock.millis(),
                app));
    known.add(key);
  }

  public List<Environment> list(App app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM environment WHERE app = ? ORDER BY first_seen_at, name",
                    app.number())
                .map(
                    (row, context) ->
                        new Environment(
                            row.getString("name"),
                            row.getString("display_name"),
                            row.getInt("hidden") == 1,
                            row.getLong("first_seen_at")))
                .list());
  }

  public Optional<Environment> find(App app, String name) {
    return list(app).stream().filter(environment -> environment.name().equals(name)).findFirst();
  }

  public void update(App app, Environment environment) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE environment SET display_name = ?, hidden = ? WHERE app = ? AND name = ?",
                environment.displayName(),
                environment.hidden() ? 1 : 0,
                app.number(),
                environment.name()));
  }
}

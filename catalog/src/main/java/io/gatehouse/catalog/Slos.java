// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What is promised of apps: objectives, each a share of requests over a window. */
public final class Slos {

  /** More than so many an app cannot have. */
  public static final int MAX_EACH = 50;

  private final Jdbi jdbi;
  private final Clock clock;

  Slos(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * An objective.
   *
   * @param app number
   * @param spec JSON
   */
  public record StoredSlo(
      String id,
      int app,
      String name,
      String spec,
      long createdAt,
      String createdBy,
      long changedAt) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_EACH}
   */
  public StoredSlo create(int app, String name, String spec, String createdBy) {
    if (list(app).size() >= MAX_EACH) {
      throw new CatalogException("the app has " + MAX_EACH + " objectives already", null);
    }
    long now = clock.millis();
    StoredSlo slo =
        new StoredSlo(UUID.randomUUID().toString(), app, name, spec, now, createdBy, now);
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO slo (id, app, name, spec, created_at, created_by, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                slo.id(),
                app,
                name,
                spec,
                now,
                createdBy,
                now));
    return slo;
  }

  public void change(StoredSlo slo, String name, String spec) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE slo SET name = ?, spec = ?, changed_at = ? WHERE id = ?",
                name,
                spec,
                clock.millis(),
                slo.id()));
  }

  public void delete(StoredSlo slo) {
    call(jdbi, handle -> handle.execute("DELETE FROM slo WHERE id = ?", slo.id()));
  }

  /** By name. */
  public List<StoredSlo> list(int app) {
    return select("app = ? ORDER BY name, id", app);
  }

  public Optional<StoredSlo> find(int app, String id) {
    return select("app = ? AND id = ?", app, id).stream().findFirst();
  }

  /** Of all apps. */
  public List<StoredSlo> all() {
    return select("1 = ?", 1);
  }

  private List<StoredSlo> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM slo WHERE " + condition, values)
                .map(
                    (row, context) ->
                        new StoredSlo(
                            row.getString("id"),
                            row.getInt("app"),
                            row.getString("name"),
                            row.getString("spec"),
                            row.getLong("created_at"),
                            row.getString("created_by"),
                            row.getLong("changed_at")))
                .list());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What people or scripts noted about a moment. */
public final class Annotations {

  /** More than so many an app cannot have. */
  public static final int MAX_EACH = 10_000;

  private final Jdbi jdbi;
  private final Clock clock;

  Annotations(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A note.
   *
   * @param app number
   * @param at milliseconds since 1970
   * @param environment slug; empty = all
   */
  public record Note(
      String id,
      int app,
      long at,
      String environment,
      String text,
      long createdAt,
      String createdBy) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_EACH}
   */
  public Note create(App app, long at, String environment, String text, String createdBy) {
    Note note =
        new Note(
            UUID.randomUUID().toString(),
            app.number(),
            at,
            environment,
            text,
            clock.millis(),
            createdBy);
    return call(
        jdbi,
        handle -> {
          int present =
              handle
                  .select("SELECT count(*) FROM annotation WHERE app = ?", app.number())
                  .mapTo(Integer.class)
                  .one();
          if (present >= MAX_EACH) {
            throw new CatalogException(
                "the app has " + MAX_EACH + " notes already; remove some first", null);
          }
          handle.execute(
              "INSERT INTO annotation (id, app, at, environment, text, created_at, created_by)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              note.id(),
              note.app(),
              at,
              environment,
              text,
              note.createdAt(),
              createdBy);
          return note;
        });
  }

  /** Of a time, ascending. */
  public List<Note> list(int app, long fromMillis, long toMillis, int limit) {
    return select(
        "app = ? AND at >= ? AND at < ? ORDER BY at, id LIMIT ?", app, fromMillis, toMillis, limit);
  }

  public Optional<Note> find(int app, String id) {
    return select("app = ? AND id = ?", app, id).stream().findFirst();
  }

  public void delete(Note note) {
    call(jdbi, handle -> handle.execute("DELETE FROM annotation WHERE id = ?", note.id()));
  }

  private List<Note> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM annotation WHERE " + condition, values)
                .map(
                    (row, context) ->
                        new Note(
                            row.getString("id"),
                            row.getInt("app"),
                            row.getLong("at"),
                            row.getString("environment"),
                            row.getString("text"),
                            row.getLong("created_at"),
                            row.getString("created_by")))
                .list());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Names that people give to addresses of the dashboard, for themselves or for their team. */
public final class SavedViews {

  /** More than so many views of one app a member, or the team, cannot have. */
  public static final int MAX_EACH = 50;

  private final Jdbi jdbi;
  private final Clock clock;

  SavedViews(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param memberId whose it is; null = the team's
   * @param page as in addresses, for example {@code requests}
   * @param query the part of the address after the question mark
   */
  public record SavedView(
      String id, @Nullable String memberId, String page, String name, String query) {}

  /**
   * @throws CatalogException when there are {@link #MAX_EACH} already
   */
  public SavedView create(
      App app, @Nullable String memberId, String page, String name, String query) {
    SavedView view = new SavedView(UUID.randomUUID().toString(), memberId, page, name, query);
    call(
        jdbi,
        handle -> {
          int present =
              handle
                  .select(
                      "SELECT count(*) FROM saved_view WHERE app = ? AND coalesce(member_id, '') ="
                          + " ?",
                      app.number(),
                      memberId == null ? "" : memberId)
                  .mapTo(Integer.class)
                  .one();
          if (present >= MAX_EACH) {
            throw new CatalogException("there are " + MAX_EACH + "; remove one first", null);
          }
          return handle.execute(
              "INSERT INTO saved_view (id, app, member_id, page, name, query, created_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              view.id(),
              app.number(),
              memberId,
              page,
              name,
              query,
              clock.millis());
        });
    return view;
  }

  /** The team's and the member's own, oldest first. */
  public List<SavedView> list(App app, String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM saved_view WHERE app = ?"
                        + " AND (member_id IS NULL OR member_id = ?) ORDER BY created_at, id",
                    app.number(),
                    memberId)
                .map((row, context) -> view(row))
                .list());
  }

  /** One of the team's or of the member's own. */
  public Optional<SavedView> find(App app, String memberId, String id) {
    return list(app, memberId).stream().filter(view -> view.id().equals(id)).findFirst();
  }

  public void change(SavedView view, String name, String query) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE saved_view SET name = ?, query = ? WHERE id = ?", name, query, view.id()));
  }

  public void delete(SavedView view) {
    call(jdbi, handle -> handle.execute("DELETE FROM saved_view WHERE id = ?", view.id()));
  }

  private static SavedView view(ResultSet row) throws SQLException {
    return new SavedView(
        row.getString("id"),
        row.getString("member_id"),
        row.getString("page"),
        row.getString("name"),
        row.getString("query"));
  }
}

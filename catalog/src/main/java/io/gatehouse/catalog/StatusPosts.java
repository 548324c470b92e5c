// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import io.gatehouse.catalog.StatusPages.StoredPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Incidents and planned maintenance on status pages, as people wrote them. */
public final class StatusPosts {

  /** More than so many posts a page cannot have. */
  public static final int MAX_POSTS = 2_000;

  /** More than so many updates a post cannot have. */
  public static final int MAX_UPDATES = 200;

  private final Jdbi jdbi;
  private final Clock clock;

  StatusPosts(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What can be said of a post.
   *
   * @param impact {@code none}, {@code degraded} or {@code outage}
   * @param components public ids of those it is about
   * @param endsAt planned end of maintenance; for incidents when it was resolved, 0 = it goes on
   */
  public record Terms(
      String title, String impact, List<String> components, long startsAt, long endsAt) {
    public Terms {
      components = List.copyOf(components);
    }
  }

  /**
   * What was told at a time.
   *
   * @param state of incidents {@code investigating}, {@code identified}, {@code monitoring} or
   *     {@code resolved}; of maintenance {@code scheduled}, {@code started} or {@code completed}
   */
  public record Update(String id, long at, String state, String text, String createdBy) {}

  /**
   * A post.
   *
   * @param kind {@code incident} or {@code maintenance}
   * @param quietTime id of the quiet time that was planned with it; null = none
   * @param updates newest first
   */
  public record Post(
      String id,
      String page,
      String kind,
      Terms terms,
      @Nullable String quietTime,
      List<Update> updates,
      long createdAt,
      String createdBy) {
    public Post {
      updates = List.copyOf(updates);
    }

    /** What was told last. */
    public String state() {
      return updates.isEmpty() ? "" : updates.get(0).state();
    }

    /** Whether nothing of it is to come. */
    public boolean isOver() {
      return state().equals("resolved") || state().equals("completed");
    }
  }

  /**
   * @throws CatalogException when the page has {@link #MAX_POSTS}
   */
  public Post create(
      StoredPage page, String kind, Terms terms, @Nullable String quietTime, Update first) {
    String id = UUID.randomUUID().toString();
    return call(
        jdbi,
        handle -> {
          refuseMore(handle, "status_post WHERE page = ?", page.id(), MAX_POSTS, "page", "posts");
          handle.execute(
              "INSERT INTO status_post (id, page, kind, title, impact, components, starts_at,"
                  + " ends_at, quiet_time, created_at, created_by)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              page.id(),
              kind,
              terms.title(),
              terms.impact(),
              String.join("\n", terms.components()),
              terms.startsAt(),
              terms.endsAt(),
              quietTime,
              clock.millis(),
              first.createdBy());
          insert(handle, id, first);
          return one(handle, id);
        });
  }

  private static void refuseMore(
      Handle handle, String from, String id, int max, String owner, String what) {
    int present = handle.select("SELECT count(*) FROM " + from, id).mapTo(Integer.class).one();
    if (present >= max) {
      throw new CatalogException("the " + owner + " has " + max + " " + what + " already", null);
    }
  }

  private static void insert(Handle handle, String post, Update update) {
    handle.execute(
        "INSERT INTO status_update (id, post, at, state, text, created_by)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        update.id(),
        post,
        update.at(),
        update.state(),
        update.text(),
        update.createdBy());
  }

  /**
   * @param quietTime in place of the one of before; null = none
   */
  public Post change(Post post, Terms terms, @Nullable String quietTime) {
    return call(
        jdbi,
        handle -> {
          change(handle, post.id(), terms);
          handle.execute(
              "UPDATE status_post SET quiet_time = ? WHERE id = ?", quietTime, post.id());
          return one(handle, post.id());
        });
  }

  private static void change(Handle handle, String id, Terms terms) {
    handle.execute(
        "UPDATE status_post SET title = ?, impact = ?, components = ?, starts_at = ?, ends_at = ?"
            + " WHERE id = ?",
        terms.title(),
        terms.impact(),
        String.join("\n", terms.components()),
        terms.startsAt(),
        terms.endsAt(),
        id);
  }

  /**
   * Tells more of a post.
   *
   * @param terms as they are from now on
   * @throws CatalogException when the post has {@link #MAX_UPDATES}
   */
  public Post add(Post post, Terms terms, Update update) {
    return call(
        jdbi,
        handle -> {
          refuseMore(
              handle, "status_update WHERE post = ?", post.id(), MAX_UPDATES, "post", "updates");
          insert(handle, post.id(), update);
          change(handle, post.id(), terms);
          return one(handle, post.id());
        });
  }

  public void delete(Post post) {
    call(jdbi, handle -> handle.execute("DELETE FROM status_post WHERE id = ?", post.id()));
  }

  /** Latest start first. */
  public List<Post> list(String page, int limit) {
    return call(
        jdbi,
        handle -> select(handle, "page = ? ORDER BY starts_at DESC, id LIMIT ?", page, limit));
  }

  public Optional<Post> find(String page, String id) {
    return call(jdbi, handle -> select(handle, "page = ? AND id = ?", page, id)).stream()
        .findFirst();
  }

  private static Post one(Handle handle, String id) {
    return select(handle, "id = ?", id).get(0);
  }

  private static List<Post> select(Handle handle, String condition, Object... values) {
    Map<String, List<Update>> updates = new HashMap<>();
    handle
        .select(
            "SELECT * FROM status_update WHERE post IN (SELECT id FROM status_post WHERE "
                + condition
                + ") ORDER BY at DESC, id",
            values)
        .map(
            (row, context) ->
                updates
                    .computeIfAbsent(row.getString("post"), absent -> new ArrayList<>())
                    .add(
                        new Update(
                            row.getString("id"),
                            row.getLong("at"),
                            row.getString("state"),
                            row.getString("text"),
                            row.getString("created_by"))))
        .list();
    return handle
        .select("SELECT * FROM status_post WHERE " + condition, values)
        .map((row, context) -> post(row, updates))
        .list();
  }

  private static Post post(ResultSet row, Map<String, List<Update>> updates) throws SQLException {
    String id = row.getString("id");
    String components = row.getString("components");
    return new Post(
        id,
        row.getString("page"),
        row.getString("kind"),
        new Terms(
            row.getString("title"),
            row.getString("impact"),
            components.isEmpty() ? List.of() : Arrays.asList(components.split("\n")),
            row.getLong("starts_at"),
            row.getLong("ends_at")),
        row.getString("quiet_time"),
        updates.getOrDefault(id, List.of()),
        row.getLong("created_at"),
        row.getString("created_by"));
  }
}

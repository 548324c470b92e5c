// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Pages that tell the public how an app is. What is written on them is in {@link StatusPosts}. */
public final class StatusPages {

  /** More than so many pages an app cannot have. */
  public static final int MAX_PAGES = 20;

  /** More than so many components a page cannot have. */
  public static final int MAX_COMPONENTS = 50;

  private static final int ID_CHARS = 10;

  private final Jdbi jdbi;
  private final Clock clock;

  StatusPages(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What can be said of a page.
   *
   * @param slug part of its public address; one page in this server has it
   * @param about some words below its title; empty = none
   * @param color such as {@code #0f766e}
   * @param published anyone can read it
   */
  public record Terms(String slug, String title, String about, String color, boolean published) {}

  /**
   * A component.
   *
   * @param id public; stays while its monitor is on the page. Empty = a new one
   * @param name as the public reads it
   * @param group heading above it; empty = none
   * @param latency its response times are shown
   */
  public record Component(String id, String monitor, String name, String group, boolean latency) {}

  /**
   * A page.
   *
   * @param app number
   * @param components in the order in which they are shown
   */
  public record StoredPage(
      String id,
      int app,
      Terms terms,
      List<Component> components,
      long createdAt,
      String createdBy,
      long changedAt) {
    public StoredPage {
      components = List.copyOf(components);
    }
  }

  /**
   * @throws CatalogException when the app has {@link #MAX_PAGES}, or the slug is taken
   */
  public StoredPage create(App app, Terms terms, List<Component> components, String createdBy) {
    if (list(app.number()).size() >= MAX_PAGES) {
      throw new CatalogException("the app has " + MAX_PAGES + " status pages already", null);
    }
    String id = UUID.randomUUID().toString();
    return call(
        jdbi,
        handle -> {
          refuseTaken(handle, id, terms.slug());
          long now = clock.millis();
          handle.execute(
              "INSERT INTO status_page (id, app, slug, title, about, color, published, created_at,"
                  + " created_by, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              app.number(),
              terms.slug(),
              terms.title(),
              terms.about(),
              terms.color(),
              terms.published() ? 1 : 0,
              now,
              createdBy,
              now);
          place(handle, id, components);
          return one(handle, id);
        });
  }

  /**
   * @param components in place of those of before
   * @throws CatalogException when the slug is taken
   */
  public StoredPage change(StoredPage page, Terms terms, List<Component> components) {
    return call(
        jdbi,
        handle -> {
          refuseTaken(handle, page.id(), terms.slug());
          handle.execute(
              "UPDATE status_page SET slug = ?, title = ?, about = ?, color = ?, published = ?,"
                  + " changed_at = ? WHERE id = ?",
              terms.slug(),
              terms.title(),
              terms.about(),
              terms.color(),
              terms.published() ? 1 : 0,
              clock.millis(),
              page.id());
          handle.execute("DELETE FROM status_component WHERE page = ?", page.id());
          place(handle, page.id(), components);
          return one(handle, page.id());
        });
  }

  private static void refuseTaken(Handle handle, String id, String slug) {
    int others =
        handle
            .select("SELECT count(*) FROM status_page WHERE slug = ? AND id <> ?", slug, id)
            .mapTo(Integer.class)
            .one();
    if (others > 0) {
      throw new CatalogException("the address " + slug + " belongs to another status page", null);
    }
  }

  private static void place(Handle handle, String page, List<Component> components) {
    int place = 0;
    for (Component component : components) {
      handle.execute(
          "INSERT INTO status_component (id, page, monitor, name, group_name, latency, place)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          component.id().isEmpty()
              ? Secrets.random(ID_CHARS).toLowerCase(Locale.ROOT)
              : component.id(),
          page,
          component.monitor(),
          component.name(),
          component.group(),
          component.latency() ? 1 : 0,
          place++);
    }
  }

  public void delete(StoredPage page) {
    call(jdbi, handle -> handle.execute("DELETE FROM status_page WHERE id = ?", page.id()));
  }

  /** By title. */
  public List<StoredPage> list(int app) {
    return call(jdbi, handle -> select(handle, "app = ? ORDER BY title, id", app));
  }

  public Optional<StoredPage> find(int app, String id) {
    return call(jdbi, handle -> select(handle, "app = ? AND id = ?", app, id)).stream().findFirst();
  }

  /** The one that anyone can read under a slug, while its app is there. */
  public Optional<StoredPage> published(String slug) {
    return call(
            jdbi,
            handle ->
                select(
                    handle,
                    "slug = ? AND published = 1"
                        + " AND app IN (SELECT number FROM app WHERE deleted = 0)",
                    slug))
        .stream()
        .findFirst();
  }

  private static StoredPage one(Handle handle, String id) {
    return select(handle, "id = ?", id).get(0);
  }

  private static List<StoredPage> select(Handle handle, String condition, Object... values) {
    Map<String, List<Component>> components = new HashMap<>();
    handle
        .select(
            "SELECT * FROM status_component WHERE page IN"
                + " (SELECT id FROM status_page WHERE "
                + condition
                + ") ORDER BY place",
            values)
        .map(
            (row, context) ->
                components
                    .computeIfAbsent(row.getString("page"), absent -> new ArrayList<>())
                    .add(
                        new Component(
                            row.getString("id"),
                            row.getString("monitor"),
                            row.getString("name"),
                            row.getString("group_name"),
                            row.getInt("latency") != 0)))
        .list();
    return handle
        .select("SELECT * FROM status_page WHERE " + condition, values)
        .map((row, context) -> page(row, components))
        .list();
  }

  private static StoredPage page(ResultSet row, Map<String, List<Component>> components)
      throws SQLException {
    String id = row.getString("id");
    return new StoredPage(
        id,
        row.getInt("app"),
        new Terms(
            row.getString("slug"),
            row.getString("title"),
            row.getString("about"),
            row.getString("color"),
            row.getInt("published") != 0),
        components.getOrDefault(id, List.of()),
        row.getLong("created_at"),
        row.getString("created_by"),
        row.getLong("changed_at"));
  }
}

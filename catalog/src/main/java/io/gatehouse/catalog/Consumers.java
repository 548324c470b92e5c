// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Names and groups of consumers. A client may set them; a person may set and pin them, and then the
 * client's word no longer counts. Without a pin the last writer wins. Consumers that have neither
 * are known to the store alone.
 */
public final class Consumers {

  private final Jdbi jdbi;
  private final Map<Integer, Map<String, NamedConsumer>> byApp = new ConcurrentHashMap<>();

  Consumers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public record NamedConsumer(
      String identifier,
      @Nullable String name,
      @Nullable String group,
      boolean namePinned,
      boolean groupPinned) {}

  /**
   * Takes over what a client says; null = unchanged.
   *
   * @return what holds now, if that differs from before
   */
  public Optional<NamedConsumer> observe(
      int app, String identifier, @Nullable String name, @Nullable String group) {
    NamedConsumer before = all(app).get(identifier);
    if (before == null && name == null && group == null) {
      return Optional.empty();
    }
    NamedConsumer after =
        before == null
            ? new NamedConsumer(identifier, name, group, false, false)
            : new NamedConsumer(
                identifier,
                name == null || before.namePinned() ? before.name() : name,
                group == null || before.groupPinned() ? before.group() : group,
                before.namePinned(),
                before.groupPinned());
    if (after.equals(before)) {
      return Optional.empty();
    }
    save(app, after);
    return Optional.of(after);
  }

  public Optional<NamedConsumer> find(int app, String identifier) {
    return Optional.ofNullable(all(app).get(identifier));
  }

  public List<NamedConsumer> list(int app) {
    return List.copyOf(all(app).values());
  }

  public void save(int app, NamedConsumer consumer) {
    Map<String, NamedConsumer> consumers = all(app);
    call(
        jdbi,
        handle -> {
          handle.execute(
              "INSERT INTO consumer (app, identifier, name, group_name, name_pinned, group_pinned)"
                  + " SELECT number, ?, ?, ?, ?, ? FROM app WHERE number = ? AND deleted = 0"
                  + " ON CONFLICT (app, identifier) DO UPDATE SET name = excluded.name,"
                  + " group_name = excluded.group_name, name_pinned = excluded.name_pinned,"
                  + " group_pinned = excluded.group_pinned",
              consumer.identifier(),
              consumer.name(),
              consumer.group(),
              consumer.namePinned() ? 1 : 0,
              consumer.groupPinned() ? 1 : 0,
              app);
          if (consumer.group() != null) {
            createGroup(app, consumer.group());
          }
          return 0;
        });
    consumers.put(consumer.identifier(), consumer);
  }

  /** Names of the app's groups, with or without members, in alphabetical order. */
  public List<String> groups(int app) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT name FROM consumer_group WHERE app = ? ORDER BY name", app)
                .mapTo(String.class)
                .list());
  }

  public void createGroup(int app, String name) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO consumer_group (app, name)"
                    + " SELECT number, ? FROM app WHERE number = ? AND deleted = 0"
                    + " ON CONFLICT (app, name) DO NOTHING",
                name,
                app));
  }

  /**
   * Renames a group, or removes it when the new name is null.
   *
   * @return its members as they are now
   */
  public List<NamedConsumer> changeGroup(int app, String name, @Nullable String newName) {
    List<NamedConsumer> changed = new ArrayList<>();
    for (NamedConsumer consumer : all(app).values()) {
      if (Objects.equals(consumer.group(), name)) {
        changed.add(
            new NamedConsumer(
                consumer.identifier(), consumer.name(), newName, consumer.namePinned(), true));
      }
    }
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM consumer_group WHERE app = ? AND name = ?", app, name);
          if (newName != null) {
            createGroup(app, newName);
          }
          return handle.execute(
              "UPDATE consumer SET group_name = ?, group_pinned = 1"
                  + " WHERE app = ? AND group_name = ?",
              newName,
              app,
              name);
        });
    Map<String, NamedConsumer> consumers = all(app);
    changed.forEach(consumer -> consumers.put(consumer.identifier(), consumer));
    return changed;
  }

  /**
   * Removes what is known of a consumer and notes its erasure, so that it can be erased again after
   * a restore.
   */
  public void erase(int app, String identifier, long epochMillis) {
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM consumer WHERE app = ? AND identifier = ?", app, identifier);
          return handle.execute(
              "INSERT INTO erasure (app, identifier_sha256, erased_at) VALUES (?, ?, ?)"
                  + " ON CONFLICT (app, identifier_sha256) DO UPDATE SET erased_at ="
                  + " excluded.erased_at",
              app,
              Secrets.hash(identifier),
              epochMillis);
        });
    all(app).remove(identifier);
  }

  /** Whether a consumer of that identifier was erased once. */
  public boolean wasErased(int app, String identifier) {
    return call(
        jdbi,
        handle ->
            handle
                    .select(
                        "SELECT count(*) FROM erasure WHERE app = ? AND identifier_sha256 = ?",
                        app,
                        Secrets.hash(identifier))
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** Forgets what is held in memory of a deleted app. */
  public void forget(int app) {
    byApp.remove(app);
  }

  private Map<String, NamedConsumer> all(int app) {
    return byApp.computeIfAbsent(app, this::load);
  }

  private Map<String, NamedConsumer> load(int app) {
    Map<String, NamedConsumer> loaded = new ConcurrentHashMap<>();
    call(
            jdbi,
            handle ->
                handle
                    .select("SELECT * FROM consumer WHERE app = ?", app)
                    .map(
                        (row, context) ->
                            new NamedConsumer(
                                row.getString("identifier"),
                                row.getString("name"),
                                row.getString("group_name"),
                                row.getInt("name_pinned") == 1,
                                row.getInt("group_pinned") == 1))
                    .list())
        .forEach(consumer -> loaded.put(consumer.identifier(), consumer));
    return loaded;
  }
}

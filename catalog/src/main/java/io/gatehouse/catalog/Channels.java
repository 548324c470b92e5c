// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Where people are told: addresses of chats, mailboxes and services. */
public final class Channels {

  /** More than so many a workspace cannot have. */
  public static final int MAX_EACH = 200;

  private final Jdbi jdbi;
  private final Clock clock;

  Channels(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A channel.
   *
   * @param config what may be shown, as JSON
   * @param sealed secrets, encrypted; empty = none
   */
  public record StoredChannel(
      String id,
      long workspace,
      String kind,
      String name,
      String config,
      String sealed,
      boolean enabled,
      long createdAt,
      String createdBy) {}

  /**
   * @throws CatalogException when there are {@link #MAX_EACH} already
   */
  public StoredChannel create(
      long workspace, String kind, String name, String config, String sealed, String createdBy) {
    if (list(workspace).size() >= MAX_EACH) {
      throw new CatalogException("there are " + MAX_EACH + "; remove one first", null);
    }
    StoredChannel made =
        new StoredChannel(
            UUID.randomUUID().toString(),
            workspace,
            kind,
            name,
            config,
            sealed,
            true,
            clock.millis(),
            createdBy);
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO channel (id, workspace, kind, name, config, sealed, enabled,"
                    + " created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
                made.id(),
                workspace,
                kind,
                name,
                config,
                sealed,
                made.createdAt(),
                createdBy));
    return made;
  }

  public void change(
      StoredChannel channel, String name, String config, String sealed, boolean enabled) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE channel SET name = ?, config = ?, sealed = ?, enabled = ? WHERE id = ?",
                name,
                config,
                sealed,
                enabled ? 1 : 0,
                channel.id()));
  }

  public void delete(StoredChannel channel) {
    call(jdbi, handle -> handle.execute("DELETE FROM channel WHERE id = ?", channel.id()));
  }

  /** By name. */
  public List<StoredChannel> list(long workspace) {
    return select("workspace = ? ORDER BY name, id", workspace);
  }

  /** In any workspace. */
  public Optional<StoredChannel> find(String id) {
    return select("id = ?", id).stream().findFirst();
  }

  private List<StoredChannel> select(String condition, Object value) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM channel WHERE " + condition, value)
                .map(
                    (row, context) ->
                        new StoredChannel(
                            row.getString("id"),
                            row.getLong("workspace"),
                            row.getString("kind"),
                            row.getString("name"),
                            row.getString("config"),
                            row.getString("sealed"),
                            row.getInt("enabled") != 0,
                            row.getLong("created_at"),
                            row.getString("created_by")))
                .list());
  }
}

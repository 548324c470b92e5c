// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Apps and their client ids. A client id is the public, write-only identifier that hub SDKs put
 * into their path; an app has one or two live ones, so that they can be rotated without a gap.
 */
public final class Apps {

  public static final int MAX_LIVE_CLIENT_IDS = 2;

  private static final List<String> COLORS =
      List.of("#2e4597", "#dd7200", "#1f8a80", "#c46fc0", "#6b5200");

  private final Jdbi jdbi;
  private final Clock clock;

  /** Client id to app, of live ids; absent = not loaded. Replaced after each change. */
  private volatile @Nullable Map<UUID, App> byClientId;

  private final Map<UUID, Long> lastUsed = new ConcurrentHashMap<>();

  private final IngestTokens ingestTokens;

  Apps(Jdbi jdbi, Clock clock, IngestTokens ingestTokens) {
    this.jdbi = jdbi;
    this.ingestTokens = ingestTokens;
    this.clock = clock;
  }

  public record ClientId(String id, String clientId, long createdAt, @Nullable Long lastUsedAt) {}

  public App create(long workspace, String name, boolean demo) {
    App created =
        call(
            jdbi,
            handle -> {
              int number =
                  handle
                          .select("SELECT coalesce(max(number), 0) FROM app")
                          .mapTo(Integer.class)
                          .one()
                      + 1;
              handle.execute(
                  "INSERT INTO app (number, workspace_id, id, name, apdex_ms, color, paused, demo,"
                      + " created_at, deleted) VALUES (?, ?, ?, ?, 500, ?, 0, ?, ?, 0)",
                  number,
                  workspace,
                  freeId(handle, name),
                  name,
                  COLORS.get(number % COLORS.size()),
                  demo ? 1 : 0,
                  clock.millis());
              addClientId(handle, number);
              return byNumber(number).orElseThrow();
            });
    byClientId = null;
    return created;
  }

  public List<App> list(long workspace) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM app WHERE workspace_id = ? AND deleted = 0"
                        + " ORDER BY created_at, number",
                    workspace)
                .map((row, context) -> app(row))
                .list());
  }

  /** The apps of all workspaces. */
  public List<App> all() {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM app WHERE deleted = 0 ORDER BY number")
                .map((row, context) -> app(row))
                .list());
  }

  /** The app with this id, if the workspace has it. */
  public Optional<App> find(long workspace, String id) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM app WHERE workspace_id = ? AND id = ? AND deleted = 0",
                    workspace,
                    id)
                .map((row, context) -> app(row))
                .findOne());
  }

  private Optional<App> byNumber(int number) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM app WHERE number = ?", number)
                .map((row, context) -> app(row))
                .findOne());
  }

  /** Stores name, threshold, colour and pause. */
  public void update(App app) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE app SET name = ?, apdex_ms = ?, color = ?, paused = ? WHERE number = ?",
                app.name(),
                app.apdexMs(),
                app.color(),
                app.paused() ? 1 : 0,
                app.number()));
    byClientId = null;
    ingestTokens.appsChanged();
  }

  /** Takes the app and everything of it out of the catalog; its number is not used again. */
  public void delete(App app) {
    call(
        jdbi,
        handle -> {
          for (String table :
              List.of(
                  "client_id",
                  "ingest_token",
                  "sdk_setting",
                  "environment",
                  "consumer",
                  "consumer_group",
                  "endpoint_setting",
                  "saved_view",
                  "share_link",
                  "statement",
                  "outbox",
                  "alert",
                  "alert_rule",
                  "quiet_time",
                  "monitor")) {
            handle.execute("DELETE FROM " + table + " WHERE app = ?", app.number());
          }
          return handle.execute(
              "UPDATE app SET deleted = 1, name = '', id = ? WHERE number = ?",
              "deleted-" + app.number(),
              app.number());
        });
    byClientId = null;
    ingestTokens.appsChanged();
  }

  public List<ClientId> clientIds(App app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM client_id WHERE app = ? AND revoked_at IS NULL"
                        + " ORDER BY created_at DESC, id",
                    app.number())
                .map((row, context) -> clientId(row))
                .list());
  }

  /**
   * Adds a second live client id.
   *
   * @throws CatalogException when two are live
   */
  public ClientId rotateClientId(App app) {
    ClientId added =
        call(
            jdbi,
            handle -> {
              if (clientIds(app).size() >= MAX_LIVE_CLIENT_IDS) {
                throw new CatalogException(
                    "the app has "
                        + MAX_LIVE_CLIENT_IDS
                        + " live client ids; revoke the old one first",
                    null);
              }
              String id = addClientId(handle, app.number());
              return clientIds(app).stream()
                  .filter(clientId -> clientId.id().equals(id))
                  .findFirst()
                  .orElseThrow();
            });
    byClientId = null;
    return added;
  }

  /**
   * @return false when the app has no such live id
   */
  public boolean revokeClientId(App app, String id) {
    boolean revoked =
        call(
            jdbi,
            handle ->
                handle.execute(
                        "UPDATE client_id SET revoked_at = ?"
                            + " WHERE id = ? AND app = ? AND revoked_at IS NULL",
                        clock.millis(),
                        id,
                        app.number())
                    > 0);
    byClientId = null;
    return revoked;
  }

  /**
   * The app a live client id belongs to. Answers from memory.
   *
   * @throws RuntimeException when the catalog cannot be read: then nothing is certain
   */
  public Optional<App> byClientId(UUID clientId) {
    Map<UUID, App> known = byClientId;
    if (known == null) {
      known = loadClientIds();
      byClientId = known;
    }
    App app = known.get(clientId);
    if (app != null) {
      lastUsed.put(clientId, clock.millis());
    }
    return Optional.ofNullable(app);
  }

  /** Writes down when client ids were last used; called now and then. */
  public void saveLastUsed() {
    Map<UUID, Long> used = Map.copyOf(lastUsed);
    lastUsed.keySet().removeAll(used.keySet());
    if (used.isEmpty()) {
      return;
    }
    call(
        jdbi,
        handle -> {
          used.forEach(
              (clientId, at) ->
                  handle.execute(
                      "UPDATE client_id SET last_used_at = ? WHERE client_id = ?",
                      at,
                      clientId.toString()));
          return used.size();
        });
  }

  private Map<UUID, App> loadClientIds() {
    return call(
        jdbi,
        handle -> {
          Map<UUID, App> loaded = new ConcurrentHashMap<>();
          handle
              .select(
                  "SELECT c.client_id AS live_id, a.* FROM client_id c"
                      + " JOIN app a ON a.number = c.app"
                      + " WHERE c.revoked_at IS NULL AND a.deleted = 0")
              .map((row, context) -> Map.entry(UUID.fromString(row.getString("live_id")), app(row)))
              .forEach(entry -> loaded.put(entry.getKey(), entry.getValue()));
          return loaded;
        });
  }

  private String addClientId(Handle handle, int app) {
    String id = UUID.randomUUID().toString();
    handle.execute(
        "INSERT INTO client_id (id, app, client_id, created_at) VALUES (?, ?, ?, ?)",
        id,
        app,
        UUID.randomUUID().toString(),
        clock.millis());
    return id;
  }

  private static String freeId(Handle handle, String name) {
    String slug =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String base = slug.isEmpty() ? "app" : slug.substring(0, Math.min(48, slug.length()));
    String id = base;
    for (int i = 2; exists(handle, id); i++) {
      id = base + "-" + i;
    }
    return id;
  }

  private static boolean exists(Handle handle, String id) {
    return handle.select("SELECT count(*) FROM app WHERE id = ?", id).mapTo(Long.class).one() > 0;
  }

  private static App app(ResultSet row) throws SQLException {
    return new App(
        row.getInt("number"),
        row.getLong("workspace_id"),
        row.getString("id"),
        row.getString("name"),
        row.getInt("apdex_ms"),
        row.getString("color"),
        row.getInt("paused") == 1,
        row.getInt("demo") == 1,
        row.getLong("created_at"));
  }

  private ClientId clientId(ResultSet row) throws SQLException {
    String clientId = row.getString("client_id");
    long stored = row.getLong("last_used_at");
    Long storedAt = row.wasNull() ? null : stored;
    Long recent = lastUsed.get(UUID.fromString(clientId));
    return new ClientId(
        row.getString("id"),
        clientId,
        row.getLong("created_at"),
        recent != null ? recent : storedAt);
  }
}

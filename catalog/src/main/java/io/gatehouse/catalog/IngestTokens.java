// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Secrets with which SDKs report to an app. Only their SHA-256 is kept; an app may have several
 * live ones, so that they can be changed one service at a time.
 */
public final class IngestTokens {

  /** What ingest tokens begin with; lets secret scanners and people recognise them. */
  public static final String PREFIX = "ghi_";

  public static final int MAX_LIVE = 20;

  private static final int SHOWN_CHARS = 8;

  private final Jdbi jdbi;
  private final Clock clock;

  /** Live tokens by the hash of their secret; null = not loaded. Replaced after each change. */
  private volatile @Nullable Map<String, Live> byHash;

  private final Map<String, Long> lastUsed = new ConcurrentHashMap<>();

  private record Live(String id, int app, boolean paused) {}

  IngestTokens(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param prefix how the secret begins, for people to recognise it
   */
  public record IngestToken(
      String id, String name, String prefix, long createdAt, @Nullable Long lastUsedAt) {}

  /**
   * @param secret shown once
   */
  public record Created(IngestToken token, String secret) {}

  /**
   * Whose token it is.
   *
   * @param app number of the app
   */
  public record Owner(int app, boolean paused) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_LIVE} live ones
   */
  public Created create(App app, String name) {
    String secret = Secrets.randomToken(PREFIX);
    IngestToken token =
        new IngestToken(
            UUID.randomUUID().toString(),
            name,
            secret.substring(0, SHOWN_CHARS),
            clock.millis(),
            null);
    call(
        jdbi,
        handle -> {
          if (list(app).size() >= MAX_LIVE) {
            throw new CatalogException(
                "the app has " + MAX_LIVE + " live ingest tokens; revoke one first", null);
          }
          return handle.execute(
              "INSERT INTO ingest_token (id, app, name, prefix, secret_hash, created_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              token.id(),
              app.number(),
              name,
              token.prefix(),
              Secrets.hash(secret),
              token.createdAt());
        });
    byHash = null;
    return new Created(token, secret);
  }

  /** Live tokens, newest first. */
  public List<IngestToken> list(App app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM ingest_token WHERE app = ? AND revoked_at IS NULL"
                        + " ORDER BY created_at DESC, id",
                    app.number())
                .map((row, context) -> token(row))
                .list());
  }

  /**
   * @return false when the app has no such live token
   */
  public boolean revoke(App app, String id) {
    boolean revoked =
        call(
            jdbi,
            handle ->
                handle.execute(
                        "UPDATE ingest_token SET revoked_at = ?"
                            + " WHERE id = ? AND app = ? AND revoked_at IS NULL",
                        clock.millis(),
                        id,
                        app.number())
                    > 0);
    byHash = null;
    return revoked;
  }

  /**
   * Whose live token this is. Answers from memory.
   *
   * @throws RuntimeException when the catalog cannot be read: then nothing is certain
   */
  public Optional<Owner> ownerOf(String secret) {
    if (!Secrets.isWellFormedToken(PREFIX, secret)) {
      return Optional.empty();
    }
    Map<String, Live> known = byHash;
    if (known == null) {
      known = load();
      byHash = known;
    }
    Live live = known.get(Secrets.hash(secret));
    if (live == null) {
      return Optional.empty();
    }
    lastUsed.put(live.id, clock.millis());
    return Optional.of(new Owner(live.app, live.paused));
  }

  /** Apps were paused, resumed or deleted. */
  void appsChanged() {
    byHash = null;
  }

  /** Writes down when tokens were last used; called now and then. */
  public void saveLastUsed() {
    Map<String, Long> used = Map.copyOf(lastUsed);
    lastUsed.keySet().removeAll(used.keySet());
    if (!used.isEmpty()) {
      call(
          jdbi,
          handle -> {
            used.forEach(
                (id, at) ->
                    handle.execute(
                        "UPDATE ingest_token SET last_used_at = ? WHERE id = ?", at, id));
            return used.size();
          });
    }
  }

  private Map<String, Live> load() {
    return call(
        jdbi,
        handle -> {
          Map<String, Live> loaded = new ConcurrentHashMap<>();
          handle
              .select(
                  "SELECT t.id, t.secret_hash, t.app, a.paused FROM ingest_token t"
                      + " JOIN app a ON a.number = t.app"
                      + " WHERE t.revoked_at IS NULL AND a.deleted = 0")
              .map(
                  (row, context) ->
                      Map.entry(
                          row.getString("secret_hash"),
                          new Live(
                              row.getString("id"), row.getInt("app"), row.getInt("paused") == 1)))
              .forEach(entry -> loaded.put(entry.getKey(), entry.getValue()));
          return loaded;
        });
  }

  private IngestToken token(ResultSet row) throws SQLException {
    long stored = row.getLong("last_used_at");
    Long storedAt = row.wasNull() ? null : stored;
    Long recent = lastUsed.get(row.getString("id"));
    return new IngestToken(
        row.getString("id"),
        row.getString("name"),
        row.getString("prefix"),
        row.getLong("created_at"),
        recent != null ? recent : storedAt);
  }
}

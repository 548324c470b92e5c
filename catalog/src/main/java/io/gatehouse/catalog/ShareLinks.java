// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Links that show a part of an app, read-only, to anyone who has them. Only the SHA-256 of their
 * secret is kept. A link that was revoked is gone.
 */
public final class ShareLinks {

  /** What the secrets begin with; lets secret scanners and people recognise them. */
  private static final String PREFIX = "ghs_";

  public static final int MAX_LIVE = 100;

  private static final int SHOWN_CHARS = 8;
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Clock clock;

  ShareLinks(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What a link shows, and nothing beyond it.
   *
   * @param environment empty = all
   * @param filter text form, always applied
   * @param fromMinute start of a fixed range in epoch minutes; null = the range slides with time
   * @param toMinute end of the fixed range, exclusive
   * @param reachMinutes how far back a sliding range reaches
   */
  public record Shown(
      String environment,
      String filter,
      @Nullable Long fromMinute,
      @Nullable Long toMinute,
      long reachMinutes) {}

  /**
   * @param app number of the app
   * @param prefix how the secret begins
   * @param createdBy e-mail of the member
   * @param passwordHash null = whoever has the link can open it
   */
  public record ShareLink(
      String id,
      int app,
      String name,
      String prefix,
      Shown shown,
      String createdBy,
      long createdAt,
      long expiresAt,
      @Nullable Long lastUsedAt,
      @Nullable String passwordHash) {

    /**
     * What shows that somebody knew the password, until a time; null when there is none.
     *
     * @param untilEpochMillis when it ends
     */
    public @Nullable String proof(long untilEpochMillis) {
      return passwordHash == null
          ? null
          : untilEpochMillis + "." + Secrets.hash(id + ' ' + untilEpochMillis + ' ' + passwordHash);
    }

    /** Whether it can be opened with what its reader has. */
    public boolean isOpenTo(@Nullable String proof, long nowEpochMillis) {
      if (passwordHash == null) {
        return true;
      }
      int dot = proof == null ? -1 : proof.indexOf('.');
      if (proof == null || dot < 1 || dot > 15 || !proof.substring(0, dot).matches("[0-9]+")) {
        return false;
      }
      long until = Long.parseLong(proof.substring(0, dot));
      String wanted = proof(until);
      return until > nowEpochMillis
          && wanted != null
          && MessageDigest.isEqual(wanted.getBytes(UTF_8), proof.getBytes(UTF_8));
    }
  }

  /**
   * @param secret shown once
   */
  public record Created(ShareLink link, String secret) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_LIVE} live ones
   */
  public Created create(
      App app,
      String name,
      Shown shown,
      String createdBy,
      long expiresAt,
      @Nullable String passwordHash) {
    String secret = Secrets.randomToken(PREFIX);
    ShareLink link =
        new ShareLink(
            UUID.randomUUID().toString(),
            app.number(),
            name,
            secret.substring(0, SHOWN_CHARS),
            shown,
            createdBy,
            clock.millis(),
            expiresAt,
            null,
            passwordHash);
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM share_link WHERE expires_at <= ?", clock.millis());
          if (list(app).size() >= MAX_LIVE) {
            throw new CatalogException(
                "the app has " + MAX_LIVE + " live links; revoke one first", null);
          }
          return handle.execute(
              "INSERT INTO share_link (id, app, name, prefix, secret_hash, environment, filter,"
                  + " from_minute, to_minute, reach_minutes, created_by, created_at, expires_at,"
                  + " password_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              link.id(),
              app.number(),
              name,
              link.prefix(),
              Secrets.hash(secret),
              shown.environment(),
              shown.filter(),
              shown.fromMinute(),
              shown.toMinute(),
              shown.reachMinutes(),
              createdBy,
              link.createdAt(),
              expiresAt,
              passwordHash);
        });
    return new Created(link, secret);
  }

  /** Live links, newest first. */
  public List<ShareLink> list(App app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM share_link WHERE app = ? AND expires_at > ?"
                        + " ORDER BY created_at DESC, id",
                    app.number(),
                    clock.millis())
                .map((row, context) -> link(row))
                .list());
  }

  /** The live link with this secret; notes the use. */
  public Optional<ShareLink> find(String secret) {
    if (!Secrets.isWellFormedToken(PREFIX, secret)) {
      return Optional.empty();
    }
    long now = clock.millis();
    Optional<ShareLink> found =
        call(
            jdbi,
            handle ->
                handle
                    .select(
                        "SELECT * FROM share_link WHERE secret_hash = ? AND expires_at > ?",
                        Secrets.hash(secret),
                        now)
                    .map((row, context) -> link(row))
                    .findOne());
    found.ifPresent(link -> touch(link, now));
    return found;
  }

  private void touch(ShareLink link, long now) {
    Long last = link.lastUsedAt();
    if (last == null || now - last > TOUCH_EVERY.toMillis()) {
      call(
          jdbi,
          handle ->
              handle.execute(
                  "UPDATE share_link SET last_used_at = ? WHERE id = ?", now, link.id()));
    }
  }

  /**
   * @return false when the app has no such link
   */
  public boolean revoke(App app, String id) {
    return call(
        jdbi,
        handle ->
            handle.execute("DELETE FROM share_link WHERE id = ? AND app = ?", id, app.number())
                > 0);
  }

  private static ShareLink link(ResultSet row) throws SQLException {
    return new ShareLink(
        row.getString("id"),
        row.getInt("app"),
        row.getString("name"),
        row.getString("prefix"),
        new Shown(
            row.getString("environment"),
            row.getString("filter"),
            optional(row, "from_minute"),
            optional(row, "to_minute"),
            row.getLong("reach_minutes")),
        row.getString("created_by"),
        row.getLong("created_at"),
        row.getLong("expires_at"),
        optional(row, "last_used_at"),
        row.getString("password_hash"));
  }

  private static @Nullable Long optional(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}

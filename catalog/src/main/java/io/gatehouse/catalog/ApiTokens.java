// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tokens for the REST API. Only their SHA-256 is kept; they are read at each use. */
public final class ApiTokens {

  /** What API tokens begin with; lets secret scanners and people recognise them. */
  private static final String PREFIX = "ght_";

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Clock clock;

  ApiTokens(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  public record ApiToken(
      String id,
      String memberId,
      String name,
      String prefix,
      Role role,
      long createdAt,
      @Nullable Long expiresAt,
      @Nullable Long lastUsedAt) {}

  /**
   * @param secret shown once
   */
  public record Created(ApiToken token, String secret) {}

  public Created create(String memberId, String name, Role role, @Nullable Long expiresAt) {
    String secret = Secrets.randomToken(PREFIX);
    ApiToken token =
        new ApiToken(
            UUID.randomUUID().toString(),
            memberId,
            name,
            secret.substring(0, 8),
            role,
            clock.millis(),
            expiresAt,
            null);
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO api_token (id, member_id, name, prefix, secret_hash, role,"
                    + " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                token.id(),
                memberId,
                name,
                token.prefix(),
                Secrets.hash(secret),
                role.text(),
                token.createdAt(),
                expiresAt));
    return new Created(token, secret);
  }

  /** The live token with this secret; notes the use. */
  public Optional<ApiToken> find(String secret) {
    if (!Secrets.isWellFormedToken(PREFIX, secret)) {
      return Optional.empty();
    }
    long now = clock.millis();
    Optional<ApiToken> found =
        call(
            jdbi,
            handle ->
                handle
                    .select(
                        "SELECT * FROM api_token WHERE secret_hash = ?"
                            + " AND (expires_at IS NULL OR expires_at > ?)",
                        Secrets.hash(secret),
                        now)
                    .map((row, context) -> token(row))
                    .findOne());
    if (found.isPresent()) {
      Long last = found.get().lastUsedAt();
      if (last == null || now - last > TOUCH_EVERY.toMillis()) {
        call(
            jdbi,
            handle ->
                handle.execute(
                    "UPDATE api_token SET last_used_at = ? WHERE id = ?", now, found.get().id()));
      }
    }
    return found;
  }

  public List<ApiToken> list(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM api_token WHERE member_id = ? ORDER BY created_at DESC, id",
                    memberId)
                .map((row, context) -> token(row))
                .list());
  }

  /**
   * @return false when the member has no such token
   */
  public boolean revoke(String memberId, String id) {
    return call(
        jdbi,
        handle ->
            handle.execute("DELETE FROM api_token WHERE id = ? AND member_id = ?", id, memberId)
                > 0);
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    long expires = row.getLong("expires_at");
    Long expiresAt = row.wasNull() ? null : expires;
    long used = row.getLong("last_used_at");
    Long lastUsedAt = row.wasNull() ? null : used;
    return new ApiToken(
        row.getString("id"),
        row.getString("member_id"),
        row.getString("name"),
        row.getString("prefix"),
        Role.of(row.getString("role")),
        row.getLong("created_at"),
        expiresAt,
        lastUsedAt);
  }
}

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

/**
 * Signed-in browsers. A session is an opaque 256-bit secret of which only the hash is kept; it ends
 * after 12 hours without use and after 7 days.
 */
public final class Sessions {

  public static final Duration IDLE = Duration.ofHours(12);
  public static final Duration ABSOLUTE = Duration.ofDays(7);

  /** Method of sessions that began at a provider. */
  public static final String PROVIDER = "provider";

  /** The same of a provider that asks for a second factor itself. */
  public static final String PROVIDER_WITH_FACTOR = "provider+factor";

  /** Uses closer together than this are not written down. */
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Clock clock;

  Sessions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param secret goes to the browser and is not kept
   */
  public record Created(String id, String secret) {}

  /**
   * @param method how its member signed in, for example {@code password}
   * @param provenAt when its member last showed who they are
   */
  public record Session(
      String id,
      String memberId,
      String method,
      long createdAt,
      long lastSeenAt,
      long provenAt,
      String address,
      String userAgent) {}

  /** Begins a session of somebody who has just shown who they are. */
  public Created create(String memberId, String method, String address, String userAgent) {
    String id = UUID.randomUUID().toString();
    String secret = Secrets.random();
    long now = clock.millis();
    call(
        jdbi,
        handle -> {
          handle.execute(
              "DELETE FROM session WHERE last_seen_at < ? OR created_at < ?",
              now - IDLE.toMillis(),
              now - ABSOLUTE.toMillis());
          return handle.execute(
              "INSERT INTO session (id, secret_hash, member_id, method, created_at, last_seen_at,"
                  + " proven_at, address, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              Secrets.hash(secret),
              memberId,
              method,
              now,
              now,
              now,
              address,
              userAgent.substring(0, Math.min(256, userAgent.length())));
        });
    return new Created(id, secret);
  }

  /** The live session with this secret; notes the use. */
  public Optional<Session> find(String secret) {
    long now = clock.millis();
    Optional<Session> found =
        call(
            jdbi,
            handle ->
                handle
                    .select(
                        "SELECT * FROM session WHERE secret_hash = ? AND last_seen_at >= ?"
                            + " AND created_at >= ?",
                        Secrets.hash(secret),
                        now - IDLE.toMillis(),
                        now - ABSOLUTE.toMillis())
                    .map((row, context) -> session(row))
                    .findOne());
    if (found.isPresent() && now - found.get().lastSeenAt() > TOUCH_EVERY.toMillis()) {
      call(
          jdbi,
          handle ->
              handle.execute(
                  "UPDATE session SET last_seen_at = ? WHERE id = ?", now, found.get().id()));
    }
    return found;
  }

  public List<Session> list(String memberId) {
    long now = clock.millis();
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM session WHERE member_id = ? AND last_seen_at >= ?"
                        + " AND created_at >= ? ORDER BY last_seen_at DESC, id",
                    memberId,
                    now - IDLE.toMillis(),
                    now - ABSOLUTE.toMillis())
                .map((row, context) -> session(row))
                .list());
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getString("id"),
        row.getString("member_id"),
        row.getString("method"),
        row.getLong("created_at"),
        row.getLong("last_seen_at"),
        row.getLong("proven_at"),
        row.getString("address"),
        row.getString("user_agent"));
  }

  /** Its member has shown anew who they are. */
  public void proven(String id) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE session SET proven_at = ? WHERE id = ?", clock.millis(), id));
  }

  /**
   * Ends one session of a member.
   *
   * @return false when the member has no such session
   */
  public boolean end(String memberId, String id) {
    return call(
        jdbi,
        handle ->
            handle.execute("DELETE FROM session WHERE id = ? AND member_id = ?", id, memberId) > 0);
  }

  /** Ends all sessions of a member but one. */
  public void endAll(String memberId, @Nullable String exceptId) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "DELETE FROM session WHERE member_id = ? AND id <> ?",
                memberId,
                exceptId == null ? "" : exceptId));
  }
}

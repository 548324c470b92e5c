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

/** Who members are at the providers by which they sign in: an issuer and what it calls them. */
public final class Identities {

  private final Jdbi jdbi;
  private final Clock clock;

  Identities(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param email as the provider last told it, to be shown
   */
  public record Identity(
      String id,
      String issuer,
      String subject,
      String memberId,
      String email,
      long createdAt,
      @Nullable Long lastUsedAt) {}

  /**
   * Connects a member.
   *
   * @throws CatalogException when it is another member's
   */
  public void link(String memberId, String issuer, String subject, String email) {
    call(
        jdbi,
        handle -> {
          Optional<Identity> known = find(issuer, subject);
          if (known.isPresent() && !known.get().memberId().equals(memberId)) {
            throw new CatalogException("this account is connected to another member", null);
          }
          return handle.execute(
              "INSERT INTO member_identity (id, issuer, subject, member_id, email, created_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (issuer, subject) DO NOTHING",
              UUID.randomUUID().toString(),
              issuer,
              subject,
              memberId,
              email,
              clock.millis());
        });
  }

  public Optional<Identity> find(String issuer, String subject) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM member_identity WHERE issuer = ? AND subject = ?",
                    issuer,
                    subject)
                .map((row, context) -> identity(row))
                .findOne());
  }

  public List<Identity> list(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM member_identity WHERE member_id = ? ORDER BY created_at, id",
                    memberId)
                .map((row, context) -> identity(row))
                .list());
  }

  public void used(Identity identity, String email) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE member_identity SET last_used_at = ?, email = ? WHERE id = ?",
                clock.millis(),
                email,
                identity.id()));
  }

  /** False when the member has no such identity. */
  public boolean unlink(String memberId, String id) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "DELETE FROM member_identity WHERE id = ? AND member_id = ?", id, memberId)
                == 1);
  }

  private static Identity identity(ResultSet row) throws SQLException {
    long used = row.getLong("last_used_at");
    Long lastUsedAt = row.wasNull() ? null : used;
    return new Identity(
        row.getString("id"),
        row.getString("issuer"),
        row.getString("subject"),
        row.getString("member_id"),
        row.getString("email"),
        row.getLong("created_at"),
        lastUsedAt);
  }
}

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

/** Links that make members of whoever has them: 7 days, one use, of each only the hash is kept. */
public final class Invitations {

  public static final Duration VALID = Duration.ofDays(7);

  /** What the secrets begin with; lets secret scanners and people recognise them. */
  private static final String PREFIX = "ghn_";

  /** More than so many a workspace cannot have. */
  public static final int MAX_EACH = 200;

  private final Jdbi jdbi;
  private final Clock clock;

  Invitations(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param id becomes the member's
   * @param email lower-case
   * @param invitedBy who invited, for people
   * @param mailedAt when the mail server took it; null = it was not mailed
   * @param mailProblem why it was not; empty = there was none
   */
  public record Invitation(
      String id,
      long workspaceId,
      String email,
      Role role,
      boolean seesBodies,
      String invitedBy,
      long createdAt,
      long expiresAt,
      @Nullable Long mailedAt,
      String mailProblem) {}

  /**
   * @param secret goes into the link and is not kept
   */
  public record Issued(Invitation invitation, String secret) {}

  /**
   * @throws CatalogException when the e-mail is a member's or invited, or there are too many
   */
  public Issued create(
      long workspace, String email, Role role, boolean seesBodies, String invitedBy) {
    String address = Members.normalise(email);
    String secret = Secrets.randomToken(PREFIX);
    long now = clock.millis();
    Invitation made =
        new Invitation(
            UUID.randomUUID().toString(),
            workspace,
            address,
            role,
            seesBodies,
            invitedBy,
            now,
            now + VALID.toMillis(),
            null,
            "");
    return call(
        jdbi,
        handle -> {
          List<Invitation> others = list(workspace);
          if (others.size() >= MAX_EACH) {
            throw new CatalogException("there are " + MAX_EACH + "; revoke one first", null);
          }
          if (others.stream().anyMatch(other -> other.email().equals(address))) {
            throw new CatalogException(address + " is invited already; send it again", null);
          }
          int members =
              handle
                  .select("SELECT count(*) FROM member WHERE email = ?", address)
                  .mapTo(Integer.class)
                  .one();
          if (members > 0) {
            throw new CatalogException("a member with the e-mail " + address + " exists", null);
          }
          handle.execute(
              "INSERT INTO invitation (id, workspace_id, email, role, sees_bodies, secret_hash,"
                  + " invited_by, created_at, expires_at, mailed_at, mail_problem)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '')",
              made.id(),
              workspace,
              address,
              role.text(),
              seesBodies ? 1 : 0,
              Secrets.hash(secret),
              invitedBy,
              now,
              made.expiresAt());
          return new Issued(made, secret);
        });
  }

  /** Makes a new link that is good for another 7 days; the old one ends. */
  public Issued renew(Invitation invitation) {
    String secret = Secrets.randomToken(PREFIX);
    return call(
        jdbi,
        handle -> {
          handle.execute(
              "UPDATE invitation SET secret_hash = ?, expires_at = ?, mailed_at = NULL,"
                  + " mail_problem = '' WHERE id = ?",
              Secrets.hash(secret),
              clock.millis() + VALID.toMillis(),
              invitation.id());
          return new Issued(byId(invitation.workspaceId(), invitation.id()).orElseThrow(), secret);
        });
  }

  /**
   * Notes what became of its e-mail.
   *
   * @param problem empty = the mail server took it
   */
  public void mailed(String id, String problem) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE invitation SET mailed_at = ?, mail_problem = ? WHERE id = ?",
                problem.isEmpty() ? (Long) clock.millis() : null,
                problem.substring(0, Math.min(300, problem.length())),
                id));
  }

  /** Newest first, those that are over as well: they can be sent again. */
  public List<Invitation> list(long workspace) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM invitation WHERE workspace_id = ? ORDER BY created_at DESC, id",
                    workspace)
                .map((row, context) -> invitation(row))
                .list());
  }

  public Optional<Invitation> byId(long workspace, String id) {
    return list(workspace).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The invitation with this secret, while it is good. */
  public Optional<Invitation> find(String secret) {
    if (!Secrets.isWellFormedToken(PREFIX, secret)) {
      return Optional.empty();
    }
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM invitation WHERE secret_hash = ? AND expires_at > ?",
                    Secrets.hash(secret),
                    clock.millis())
                .map((row, context) -> invitation(row))
                .findOne());
  }

  /**
   * Removes it, because it was taken or called back. Who takes it does so in the transaction that
   * makes the member, so that of two only one gets in.
   *
   * @return false when it was gone
   */
  public boolean end(Invitation invitation) {
    return call(
        jdbi,
        handle -> handle.execute("DELETE FROM invitation WHERE id = ?", invitation.id()) == 1);
  }

  private static Invitation invitation(ResultSet row) throws SQLException {
    long mailed = row.getLong("mailed_at");
    Long mailedAt = row.wasNull() ? null : mailed;
    return new Invitation(
        row.getString("id"),
        row.getLong("workspace_id"),
        row.getString("email"),
        Role.of(row.getString("role")),
        row.getInt("sees_bodies") != 0,
        row.getString("invited_by"),
        row.getLong("created_at"),
        row.getLong("expires_at"),
        mailedAt,
        row.getString("mail_problem"));
  }
}

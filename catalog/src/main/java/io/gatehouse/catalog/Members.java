// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The workspace and its members. */
public final class Members {

  private final Jdbi jdbi;
  private final Clock clock;

  Members(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** One workspace per installation today; everything is keyed by it all the same. */
  public long createWorkspace(String name) {
    return call(
        jdbi,
        handle -> {
          handle.execute(
              "INSERT INTO workspace (id, name, created_at) VALUES (1, ?, ?)",
              name,
              clock.millis());
          return 1L;
        });
  }

  public Optional<String> workspaceName(long workspace) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT name FROM workspace WHERE id = ?", workspace)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Adds a member.
   *
   * @throws CatalogException when the e-mail is taken
   */
  public Member create(
      long workspace,
      String name,
      String email,
      @Nullable String passwordHash,
      Role role,
      boolean seesBodies) {
    return createAs(
        UUID.randomUUID().toString(), workspace, name, email, passwordHash, role, seesBodies);
  }

  /** The same under an id that was promised before. */
  public Member createAs(
      String id,
      long workspace,
      String name,
      String email,
      @Nullable String passwordHash,
      Role role,
      boolean seesBodies) {
    String address = normalise(email);
    return call(
        jdbi,
        handle -> {
          if (byEmail(address).isPresent()) {
            throw new CatalogException("a member with the e-mail " + address + " exists", null);
          }
          handle.execute(
              "INSERT INTO member (id, workspace_id, name, email, password_hash, role, sees_bodies,"
                  + " disabled, theme, density, time_zone, locale, shortcuts, created_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'system', 'comfortable', '', '', 1, ?)",
              id,
              workspace,
              name,
              address,
              passwordHash,
              role.text(),
              seesBodies ? 1 : 0,
              clock.millis());
          return byId(id).orElseThrow();
        });
  }

  public Optional<Member> byId(String id) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM member WHERE id = ?", id)
                .map((row, context) -> member(row))
                .findOne());
  }

  public Optional<Member> byEmail(String email) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM member WHERE email = ?", normalise(email))
                .map((row, context) -> member(row))
                .findOne());
  }

  public List<Member> list(long workspace) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM member WHERE workspace_id = ? ORDER BY name, id", workspace)
                .map((row, context) -> member(row))
                .list());
  }

  public boolean any() {
    return call(
        jdbi, handle -> handle.select("SELECT count(*) FROM member").mapTo(Long.class).one() > 0);
  }

  /** Stores all changeable fields but the password. */
  public void update(Member member) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE member SET name = ?, role = ?, sees_bodies = ?, disabled = ?, theme = ?,"
                    + " density = ?, time_zone = ?, locale = ?, shortcuts = ? WHERE id = ?",
                member.name(),
                member.role().text(),
                member.seesBodies() ? 1 : 0,
                member.disabled() ? 1 : 0,
                member.theme(),
                member.density(),
                member.timeZone(),
                member.locale(),
                member.shortcuts() ? 1 : 0,
                member.id()));
  }

  public void setPasswordHash(String id, String passwordHash) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE member SET password_hash = ? WHERE id = ?", passwordHash, id));
  }

  public void touch(String id) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE member SET last_seen_at = ? WHERE id = ?", clock.millis(), id));
  }

  public void delete(String id) {
    call(jdbi, handle -> handle.execute("DELETE FROM member WHERE id = ?", id));
  }

  static String normalise(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static Member member(ResultSet row) throws SQLException {
    long lastSeen = row.getLong("last_seen_at");
    Long lastSeenAt = row.wasNull() ? null : lastSeen;
    return new Member(
        row.getString("id"),
        row.getLong("workspace_id"),
        row.getString("name"),
        row.getString("email"),
        row.getString("password_hash"),
        Role.of(row.getString("role")),
        row.getInt("sees_bodies") == 1,
        row.getInt("disabled") == 1,
        row.getString("theme"),
        row.getString("density"),
        row.getString("time_zone"),
        row.getString("locale"),
        row.getInt("shortcuts") == 1,
        row.getLong("created_at"),
        lastSeenAt);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Providers of OpenID Connect by which members may sign in. */
public final class SignInProviders {

  /** More than so many a workspace cannot have. */
  public static final int MAX_EACH = 20;

  private final Jdbi jdbi;
  private final Clock clock;

  SignInProviders(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What can be set about a provider.
   *
   * @param name on its button
   * @param domains of e-mails that may sign in; none = all
   * @param groupsClaim of the ID token that lists groups
   * @param groups of which a member needs one; none = no matter
   * @param newRole of those who sign in first; null = they need an invitation
   * @param checksFactor asks for a second factor itself
   * @param trustsEmail its e-mails are right, also where it does not say so
   */
  public record Terms(
      String name,
      String issuer,
      String clientId,
      List<String> domains,
      String groupsClaim,
      List<String> groups,
      @Nullable Role newRole,
      boolean checksFactor,
      boolean trustsEmail,
      boolean enabled) {
    public Terms {
      domains = List.copyOf(domains);
      groups = List.copyOf(groups);
    }
  }

  /**
   * @param sealed its client secret, encrypted; empty = none
   */
  public record SignInProvider(
      String id, long workspaceId, Terms terms, String sealed, long createdAt) {}

  /**
   * @throws CatalogException when there are {@link #MAX_EACH}, or one of that name
   */
  public SignInProvider create(long workspace, String id, Terms terms, String sealed) {
    SignInProvider made = new SignInProvider(id, workspace, terms, sealed, clock.millis());
    return call(
        jdbi,
        handle -> {
          refuseTaken(workspace, id, terms.name());
          if (list(workspace).size() >= MAX_EACH) {
            throw new CatalogException("there are " + MAX_EACH + "; remove one first", null);
          }
          handle.execute(
              "INSERT INTO sign_in_provider (id, workspace_id, name, issuer, client_id, sealed,"
                  + " domains, groups_claim, group_names, new_role, checks_factor, trusts_email,"
                  + " enabled, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              workspace,
              terms.name(),
              terms.issuer(),
              terms.clientId(),
              sealed,
              lines(terms.domains()),
              terms.groupsClaim(),
              lines(terms.groups()),
              roleText(terms),
              terms.checksFactor() ? 1 : 0,
              terms.trustsEmail() ? 1 : 0,
              terms.enabled() ? 1 : 0,
              made.createdAt());
          return made;
        });
  }

  /**
   * @throws CatalogException when there is another one of that name
   */
  public void change(SignInProvider provider, Terms terms, String sealed) {
    call(
        jdbi,
        handle -> {
          refuseTaken(provider.workspaceId(), provider.id(), terms.name());
          return handle.execute(
              "UPDATE sign_in_provider SET name = ?, issuer = ?, client_id = ?, sealed = ?,"
                  + " domains = ?, groups_claim = ?, group_names = ?, new_role = ?,"
                  + " checks_factor = ?, trusts_email = ?, enabled = ? WHERE id = ?",
              terms.name(),
              terms.issuer(),
              terms.clientId(),
              sealed,
              lines(terms.domains()),
              terms.groupsClaim(),
              lines(terms.groups()),
              roleText(terms),
              terms.checksFactor() ? 1 : 0,
              terms.trustsEmail() ? 1 : 0,
              terms.enabled() ? 1 : 0,
              provider.id());
        });
  }

  private void refuseTaken(long workspace, String id, String name) {
    boolean taken =
        list(workspace).stream()
            .anyMatch(other -> !other.id().equals(id) && other.terms().name().equals(name));
    if (taken) {
      throw new CatalogException("there is a provider named " + name + " already", null);
    }
  }

  private static @Nullable String roleText(Terms terms) {
    Role role = terms.newRole();
    return role == null ? null : role.text();
  }

  public void delete(SignInProvider provider) {
    call(
        jdbi, handle -> handle.execute("DELETE FROM sign_in_provider WHERE id = ?", provider.id()));
  }

  /** By name. */
  public List<SignInProvider> list(long workspace) {
    return select("workspace_id = ? ORDER BY name, id", workspace);
  }

  /** In any workspace. */
  public Optional<SignInProvider> find(String id) {
    return select("id = ?", id).stream().findFirst();
  }

  /** Those that can be used, of all workspaces: nobody has signed in yet. */
  public List<SignInProvider> enabled() {
    return select("enabled = ? ORDER BY name, id", 1);
  }

  /** Whether a member is known to an enabled provider that asks for a second factor itself. */
  public boolean checkFactorOf(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                    .select(
                        "SELECT count(*) FROM member_identity i JOIN sign_in_provider p"
                            + " ON p.issuer = i.issuer WHERE i.member_id = ?"
                            + " AND p.checks_factor = 1 AND p.enabled = 1",
                        memberId)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  private List<SignInProvider> select(String condition, Object value) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM sign_in_provider WHERE " + condition, value)
                .map((row, context) -> provider(row))
                .list());
  }

  private static SignInProvider provider(ResultSet row) throws SQLException {
    String role = row.getString("new_role");
    return new SignInProvider(
        row.getString("id"),
        row.getLong("workspace_id"),
        new Terms(
            row.getString("name"),
            row.getString("issuer"),
            row.getString("client_id"),
            list(row.getString("domains")),
            row.getString("groups_claim"),
            list(row.getString("group_names")),
            role == null ? null : Role.of(role),
            row.getInt("checks_factor") != 0,
            row.getInt("trusts_email") != 0,
            row.getInt("enabled") != 0),
        row.getString("sealed"),
        row.getLong("created_at"));
  }

  private static String lines(List<String> entries) {
    return String.join("\n", entries);
  }

  private static List<String> list(String lines) {
    return lines.lines().filter(line -> !line.isEmpty()).toList();
  }
}

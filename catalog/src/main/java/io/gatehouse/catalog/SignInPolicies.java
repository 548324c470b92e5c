// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** How the members of a workspace have to sign in. */
public final class SignInPolicies {

  private final Jdbi jdbi;

  SignInPolicies(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who may sign in with a password. */
  public enum Passwords {
    ALL,
    OWNERS,
    NONE;

    /** Lower-case, as in the REST API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Passwords of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public boolean allow(Role role) {
      return this == ALL || (this == OWNERS && role == Role.OWNER);
    }
  }

  /**
   * @param secondFactor everybody needs an authenticator app or a passkey
   */
  public record SignInPolicy(boolean secondFactor, Passwords passwords) {}

  /** What holds where nothing was set. */
  public static final SignInPolicy DEFAULT = new SignInPolicy(false, Passwords.ALL);

  public SignInPolicy get(long workspace) {
    return call(
            jdbi,
            handle ->
                handle
                    .select(
                        "SELECT second_factor, passwords FROM workspace WHERE id = ?", workspace)
                    .map(
                        (row, context) ->
                            new SignInPolicy(
                                row.getInt("second_factor") != 0,
                                Passwords.of(row.getString("passwords"))))
                    .findOne())
        .orElse(DEFAULT);
  }

  public void set(long workspace, SignInPolicy policy) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE workspace SET second_factor = ?, passwords = ? WHERE id = ?",
                policy.secondFactor() ? 1 : 0,
                policy.passwords().text(),
                workspace));
  }
}

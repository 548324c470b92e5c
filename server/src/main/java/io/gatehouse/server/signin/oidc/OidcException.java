// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Somebody does not get in by a provider. The message is for those who care for the server. */
public final class OidcException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the person is told; the reason itself goes to the audit trail. */
  public enum Problem {
    /** The person, or the provider, would not. */
    DENIED,
    /** Too late, used already, or begun in another browser. */
    STATE,
    /** The provider cannot be reached, or is not set up as it should be. */
    PROVIDER,
    /** What the provider said about the person does not hold. */
    TOKEN,
    /** The person has no account here, and gets none without an invitation. */
    NOT_INVITED,
    /** There is an account with this e-mail; it has to be connected by its owner. */
    EMAIL_TAKEN,
    /** The provider does not vouch for the e-mail. */
    EMAIL_UNVERIFIED,
    /** Not of the domains or groups that may. */
    NOT_ALLOWED,
    /** The account is disabled. */
    DISABLED,
    /** The provider's account belongs to another member. */
    OTHER_MEMBER;

    /** As in addresses: lower-case with dashes. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Problem problem;

  public OidcException(Problem problem, String message) {
    this(problem, message, null);
  }

  public OidcException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import io.gatehouse.catalog.Role;
import org.jspecify.annotations.Nullable;

/** Who may use a route. Every route declares one. */
public enum Policy {
  /** Anyone. */
  PUBLIC(null, false),
  /** Anyone from anywhere, scripts included: the address itself is the secret. */
  SECRET_ADDRESS(null, false),
  VIEWER(Role.VIEWER, false),
  EDITOR(Role.EDITOR, false),
  ADMIN(Role.ADMIN, false),
  OWNER(Role.OWNER, false),
  /** Anyone who signed in in a browser: things a token must not do for its owner. */
  SIGNED_IN(Role.VIEWER, true);

  private final @Nullable Role role;
  private final boolean sessionOnly;

  Policy(@Nullable Role role, boolean sessionOnly) {
    this.role = role;
    this.sessionOnly = sessionOnly;
  }

  public boolean isPublic() {
    return role == null;
  }

  /** The least role that may; null = nobody needs to sign in. */
  public @Nullable Role role() {
    return role;
  }

  boolean allows(Principal principal) {
    return (!sessionOnly || principal.sessionId() != null)
        && (role == null || principal.role().includes(role));
  }

  public boolean sessionOnly() {
    return sessionOnly;
  }
}

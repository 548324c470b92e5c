// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import io.gatehouse.catalog.Role;
import org.jspecify.annotations.Nullable;

/** Who may use a route. Every route declares one. */
public enum Policy {
  /** Anyone. */
  PUBLIC(null, false, false),
  /** Anyone from anywhere, scripts included: the address itself is the secret. */
  SECRET_ADDRESS(null, false, false),
  VIEWER(Role.VIEWER, false, true),
  EDITOR(Role.EDITOR, false, true),
  ADMIN(Role.ADMIN, false, true),
  OWNER(Role.OWNER, false, true),
  /** Anyone who signed in in a browser: things a token must not do for its owner. */
  SIGNED_IN(Role.VIEWER, true, true),
  /** Any member, also one who still lacks the second factor that the workspace asks for. */
  ANY_MEMBER(Role.VIEWER, false, false),
  /** The same in a browser: what such a member needs to get one. */
  ENROLLING(Role.VIEWER, true, false);

  private final @Nullable Role role;
  private final boolean sessionOnly;
  private final boolean needsFactor;

  Policy(@Nullable Role role, boolean sessionOnly, boolean needsFactor) {
    this.role = role;
    this.sessionOnly = sessionOnly;
    this.needsFactor = needsFactor;
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
        && !(needsFactor && principal.lacksFactor())
        && (role == null || principal.role().includes(role));
  }

  /** Closed to members who lack the second factor that their workspace asks for. */
  public boolean needsFactor() {
    return needsFactor;
  }

  public boolean sessionOnly() {
    return sessionOnly;
  }
}

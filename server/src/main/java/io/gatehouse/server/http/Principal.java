// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param role the member's, or the lesser one of the token
 * @param sessionId null when a token was used
 * @param tokenName null when a session was used
 * @param proven showed who they are within the last minutes, or uses a token
 * @param lacksFactor has no second factor, though the workspace asks for one
 */
public record Principal(
    Member member,
    Role role,
    @Nullable String sessionId,
    @Nullable String tokenName,
    boolean proven,
    boolean lacksFactor) {

  /** As written into the audit trail. */
  public String actor() {
    return tokenName == null ? member.email() : member.email() + " (token " + tokenName + ")";
  }

  /** May see captured headers and bodies. */
  public boolean seesBodies() {
    return member.seesBodies();
  }
}

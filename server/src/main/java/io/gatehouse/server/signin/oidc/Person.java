// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import java.util.List;

/**
 * Whom a provider says that somebody is.
 *
 * @param subject what it calls them, for ever
 * @param email lower-case; empty = it does not tell
 * @param emailVerified vouches for it
 * @param name empty = it does not tell
 */
public record Person(
    String issuer,
    String subject,
    String email,
    boolean emailVerified,
    String name,
    List<String> groups) {
  public Person {
    groups = List.copyOf(groups);
  }
}

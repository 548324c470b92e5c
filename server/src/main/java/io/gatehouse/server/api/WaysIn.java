// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.SignInPolicies.Passwords;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import java.util.Set;
import java.util.stream.Collectors;

/** How a member can still sign in. */
final class WaysIn {

  private WaysIn() {}

  /** By a passkey, or by a provider that is there and enabled. */
  static boolean withoutPassword(Backend backend, Member member) {
    if (!backend.catalog().passkeys().list(member.id()).isEmpty()) {
      return true;
    }
    Set<String> issuers =
        backend.catalog().signInProviders().list(member.workspaceId()).stream()
            .filter(provider -> provider.terms().enabled())
            .map(provider -> provider.terms().issuer())
            .collect(Collectors.toSet());
    return backend.catalog().identities().list(member.id()).stream()
        .anyMatch(identity -> issuers.contains(identity.issuer()));
  }

  static boolean any(Backend backend, Member member) {
    Passwords passwords = backend.catalog().signInPolicies().get(member.workspaceId()).passwords();
    boolean byPassword = member.passwordHash() != null && passwords.allow(member.role());
    return byPassword || withoutPassword(backend, member);
  }

  /**
   * Makes a change, and takes it back when it leaves a member no way in.
   *
   * @param change runs in a transaction that this ends
   */
  static void keep(Backend backend, Member member, Runnable change) {
    boolean before = any(backend, member);
    change.run();
    if (before && !any(backend, member)) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "You would have no way to sign in any more. Set a password or add a passkey first.");
    }
  }
}

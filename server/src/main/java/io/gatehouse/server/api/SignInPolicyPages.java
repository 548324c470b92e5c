// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.SignInPolicies.Passwords;
import io.gatehouse.catalog.SignInPolicies.SignInPolicy;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the members of the workspace have to sign in. */
final class SignInPolicyPages {

  private static final List<String> PASSWORDS = List.of("all", "owners", "none");

  private final Backend backend;

  SignInPolicyPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sign-in-policy", Policy.VIEWER, this::get),
        Route.put("/sign-in-policy", Policy.OWNER, this::set).whenProven());
  }

  /**
   * @param secondFactor everybody needs one
   * @param passwords who may sign in with one: {@code all}, {@code owners} or {@code none}
   * @param withoutFactor how many members have no second factor
   */
  record PolicyView(boolean secondFactor, String passwords, int withoutFactor) {}

  record PolicyRequest(@Nullable Boolean secondFactor, @Nullable String passwords) {}

  private Response get(Request request) {
    return Response.ok(view(request.requirePrincipal().member()));
  }

  private PolicyView view(Member member) {
    SignInPolicy policy = backend.catalog().signInPolicies().get(member.workspaceId());
    Set<String> have = backend.catalog().secondFactors().members();
    long without =
        backend.catalog().members().list(member.workspaceId()).stream()
            .filter(one -> !one.disabled() && !have.contains(one.id()))
            .count();
    return new PolicyView(policy.secondFactor(), policy.passwords().text(), (int) without);
  }

  private Response set(Request request) {
    Member member = request.requirePrincipal().member();
    PolicyRequest given = request.json(PolicyRequest.class);
    boolean secondFactor = Fields.required("secondFactor", given.secondFactor());
    String passwords = Fields.required("passwords", given.passwords());
    Fields.oneOf("passwords", passwords, PASSWORDS);
    SignInPolicy before = backend.catalog().signInPolicies().get(member.workspaceId());
    SignInPolicy after = new SignInPolicy(secondFactor, Passwords.of(passwords));
    if (secondFactor && !backend.catalog().secondFactors().has(member.id())) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "You have no second factor yourself. Set one up first, or you would lock yourself out.");
    }
    if (after.passwords() != Passwords.ALL && after.passwords() != before.passwords()) {
      refuseLockOut(member, after.passwords());
    }
    backend.audited(
        request,
        "sign-in-policy.update",
        "workspace",
        Map.of("before", before, "after", after),
        () -> {
          backend.catalog().signInPolicies().set(member.workspaceId(), after);
          return after;
        });
    return Response.ok(view(member));
  }

  /** Whoever switches passwords off must be able to sign in without one. */
  private void refuseLockOut(Member member, Passwords passwords) {
    boolean otherWay = WaysIn.withoutPassword(backend, member);
    if (!passwords.allow(member.role()) && !otherWay) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "You would lock yourself out: add a passkey, or connect your account to a sign-in"
              + " provider, first.");
    }
  }
}

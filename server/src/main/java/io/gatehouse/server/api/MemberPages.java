// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who belongs to the workspace. */
final class MemberPages {

  static final List<String> ROLES = List.of("owner", "admin", "editor", "viewer");

  private final Backend backend;

  MemberPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/members", Policy.VIEWER, this::members),
        Route.post("/members", Policy.ADMIN, this::createMember).whenProven(),
        Route.patch("/members/{id}", Policy.ADMIN, this::updateMember).whenProven(),
        Route.delete("/members/{id}", Policy.ADMIN, this::deleteMember).whenProven(),
        Route.delete("/members/{id}/factors", Policy.ADMIN, this::resetFactors).whenProven());
  }

  /**
   * @param password whether there is one
   * @param secondFactor has an authenticator app or a passkey
   */
  record MemberView(
      String id,
      String name,
      String email,
      String role,
      boolean seesBodies,
      boolean disabled,
      boolean password,
      boolean secondFactor,
      String createdAt,
      @Nullable String lastSeenAt) {}

  record MemberRequest(
      @Nullable String name,
      @Nullable String email,
      @Nullable String role,
      @Nullable String password,
      @Nullable Boolean seesBodies) {}

  record MemberChange(
      @Nullable String role, @Nullable Boolean seesBodies, @Nullable Boolean disabled) {}

  private Response members(Request request) {
    Set<String> have = backend.catalog().secondFactors().members();
    return Response.ok(
        ItemList.all(
            backend
                .catalog()
                .members()
                .list(request.requirePrincipal().member().workspaceId())
                .stream()
                .map(member -> view(member, have.contains(member.id())))
                .toList()));
  }

  private Response createMember(Request request) {
    Principal principal = request.requirePrincipal();
    MemberRequest given = request.json(MemberRequest.class);
    String name = Fields.name("name", given.name());
    String email = Fields.email("email", given.email());
    Role role = role(principal, Fields.required("role", given.role()));
    String password = Fields.required("password", given.password());
    backend
        .passwords()
        .refuse(password, email)
        .ifPresent(
            reason -> {
              throw GatehouseException.invalid("password", reason);
            });
    String hash = backend.passwords().hash(password);
    boolean seesBodies = Fields.or(given.seesBodies(), role != Role.VIEWER);
    try {
      return Response.created(
          view(
              backend.audited(
                  request,
                  "member.create",
                  email,
                  Map.of("role", role.text(), "seesBodies", seesBodies),
                  () ->
                      backend
                          .catalog()
                          .members()
                          .create(
                              principal.member().workspaceId(),
                              name,
                              email,
                              hash,
                              role,
                              seesBodies)),
              false));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not added: " + e.getMessage() + ".", e);
    }
  }

  /** Nobody gives more than they have. */
  static Role role(Principal principal, String text) {
    Fields.oneOf("role", text, ROLES);
    Role role = Role.of(text);
    if (!principal.role().includes(role)) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "You have the role "
              + principal.role().text()
              + " and cannot give the role "
              + role.text()
              + ".");
    }
    return role;
  }

  private Member member(Request request) {
    String id = request.pathValue("id");
    Principal principal = request.requirePrincipal();
    Member member =
        backend
            .catalog()
            .members()
            .byId(id)
            .filter(found -> found.workspaceId() == principal.member().workspaceId())
            .orElseThrow(() -> GatehouseException.notFound("member", id));
    if (!principal.role().includes(member.role())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "Only an owner can change a member with the role owner.");
    }
    return member;
  }

  private static MemberView view(Member member, boolean secondFactor) {
    return new MemberView(
        member.id(),
        member.name(),
        member.email(),
        member.role().text(),
        member.seesBodies(),
        member.disabled(),
        member.passwordHash() != null,
        secondFactor,
        Times.ofMillis(member.createdAt()),
        Times.ofMillisOrNull(member.lastSeenAt()));
  }

  /** What can be changed about a member, for the audit trail. */
  private static MemberChange change(Member member) {
    return new MemberChange(member.role().text(), member.seesBodies(), member.disabled());
  }

  /** Takes every second factor from a member who lost theirs. */
  private Response resetFactors(Request request) {
    Member member = member(request);
    if (member.id().equals(request.requirePrincipal().member().id())) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "These are your own. Change them in your profile.");
    }
    backend.audited(
        request,
        "member.factors.reset",
        member.email(),
        Map.of(),
        () -> {
          backend.catalog().secondFactors().reset(member.id());
          backend.catalog().sessions().endAll(member.id(), null);
          return member;
        });
    return Response.noContent();
  }

  private Response updateMember(Request request) {
    Member before = member(request);
    MemberChange change = request.json(MemberChange.class);
    String roleText = change.role();
    Role role = roleText == null ? before.role() : role(request.requirePrincipal(), roleText);
    boolean disabled = Fields.or(change.disabled(), before.disabled());
    if (role != Role.OWNER || disabled) {
      keepAnOwner(before);
    }
    Member after =
        new Member(
            before.id(),
            before.workspaceId(),
            before.name(),
            before.email(),
            before.passwordHash(),
            role,
            Fields.or(change.seesBodies(), before.seesBodies()),
            disabled,
            before.theme(),
            before.density(),
            before.timeZone(),
            before.locale(),
            before.shortcuts(),
            before.createdAt(),
            before.lastSeenAt());
    backend.audited(
        request,
        "member.update",
        before.email(),
        Map.of("before", change(before), "after", change(after)),
        () -> {
          backend.catalog().members().update(after);
          if (role != before.role() || disabled) {
            backend.catalog().sessions().endAll(before.id(), null);
          }
          return after;
        });
    return Response.ok(view(after, backend.catalog().secondFactors().has(after.id())));
  }

  private Response deleteMember(Request request) {
    Member member = member(request);
    keepAnOwner(member);
    backend.audited(
        request,
        "member.delete",
        member.email(),
        Map.of("role", member.role().text()),
        () -> {
          backend.catalog().members().delete(member.id());
          return member;
        });
    return Response.noContent();
  }

  private void keepAnOwner(Member leaving) {
    boolean another =
        backend.catalog().members().list(leaving.workspaceId()).stream()
            .anyMatch(
                member ->
                    member.role() == Role.OWNER
                        && !member.disabled()
                        && !member.id().equals(leaving.id()));
    if (leaving.role() == Role.OWNER && !another) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "This is the last owner. Make another member an owner first.");
    }
  }
}

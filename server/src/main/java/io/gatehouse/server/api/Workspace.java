// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Audit;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members, API tokens and the audit trail. */
final class Workspace {

  private static final List<String> ROLES = List.of("owner", "admin", "editor", "viewer");

  private final Backend backend;

  Workspace(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/members", Policy.VIEWER, this::members),
        Route.post("/members", Policy.ADMIN, this::createMember),
        Route.patch("/members/{id}", Policy.ADMIN, this::updateMember),
        Route.delete("/members/{id}", Policy.ADMIN, this::deleteMember),
        Route.get("/tokens", Policy.VIEWER, this::tokens),
        Route.post("/tokens", Policy.SIGNED_IN, this::createToken),
        Route.delete("/tokens/{id}", Policy.SIGNED_IN, this::revokeToken),
        Route.get("/audit", Policy.ADMIN, this::audit),
        Route.get("/audit/verify", Policy.ADMIN, this::verifyAudit));
  }

  record MemberView(
      String id,
      String name,
      String email,
      String role,
      boolean seesBodies,
      boolean disabled,
      String createdAt,
      @Nullable String lastSeenAt) {

    static MemberView of(Member member) {
      return new MemberView(
          member.id(),
          member.name(),
          member.email(),
          member.role().text(),
          member.seesBodies(),
          member.disabled(),
          Times.ofMillis(member.createdAt()),
          Times.ofMillisOrNull(member.lastSeenAt()));
    }
  }

  record MemberRequest(
      @Nullable String name,
      @Nullable String email,
      @Nullable String role,
      @Nullable String password,
      @Nullable Boolean seesBodies) {}

  record MemberChange(
      @Nullable String role, @Nullable Boolean seesBodies, @Nullable Boolean disabled) {}

  record TokenView(
      String id,
      String name,
      String prefix,
      String role,
      String createdAt,
      @Nullable String expiresAt,
      @Nullable String lastUsedAt) {

    static TokenView of(ApiTokens.ApiToken token) {
      return new TokenView(
          token.id(),
          token.name(),
          token.prefix(),
          token.role().text(),
          Times.ofMillis(token.createdAt()),
          Times.ofMillisOrNull(token.expiresAt()),
          Times.ofMillisOrNull(token.lastUsedAt()));
    }
  }

  record TokenRequest(@Nullable String name, @Nullable String role, @Nullable String expiresAt) {}

  record CreatedToken(
      @com.fasterxml.jackson.annotation.JsonUnwrapped TokenView token, String secret) {}

  record AuditEntry(
      String id,
      String at,
      String actor,
      String action,
      String target,
      String detail,
      String address,
      String hash) {}

  record AuditVerification(boolean intact, long entries, @Nullable String brokenAt) {}

  private Response members(Request request) {
    return Response.ok(
        ItemList.all(
            backend
                .catalog()
                .members()
                .list(request.requirePrincipal().member().workspaceId())
                .stream()
                .map(MemberView::of)
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
          MemberView.of(
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
                              seesBodies))));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not added: " + e.getMessage() + ".", e);
    }
  }

  /** Nobody gives more than they have. */
  private static Role role(Principal principal, String text) {
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
        Map.of("before", MemberView.of(before), "after", MemberView.of(after)),
        () -> {
          backend.catalog().members().update(after);
          if (role != before.role() || disabled) {
            backend.catalog().sessions().endAll(before.id(), null);
          }
          return after;
        });
    return Response.ok(MemberView.of(after));
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

  private Response tokens(Request request) {
    return Response.ok(
        ItemList.all(
            backend.catalog().tokens().list(request.requirePrincipal().member().id()).stream()
                .map(TokenView::of)
                .toList()));
  }

  private Response createToken(Request request) {
    Principal principal = request.requirePrincipal();
    TokenRequest given = request.json(TokenRequest.class);
    String name = Fields.name("name", given.name());
    Role role = role(principal, Fields.or(given.role(), Role.VIEWER.text()));
    Long expiresAt = expiry(given.expiresAt());
    ApiTokens.Created created =
        backend.audited(
            request,
            "token.create",
            name,
            Map.of("role", role.text()),
            () ->
                backend.catalog().tokens().create(principal.member().id(), name, role, expiresAt));
    return Response.created(new CreatedToken(TokenView.of(created.token()), created.secret()));
  }

  private @Nullable Long expiry(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      long at = Instant.parse(text).toEpochMilli();
      if (at > backend.clock().millis()) {
        return at;
      }
    } catch (DateTimeParseException e) {
      throw GatehouseException.invalid(
          "expiresAt",
          "The field expiresAt is \""
              + text
              + "\", but must be a time such as 2030-01-01T00:00:00Z.");
    }
    throw GatehouseException.invalid("expiresAt", "The field expiresAt is in the past.");
  }

  private Response revokeToken(Request request) {
    String id = request.pathValue("id");
    boolean revoked =
        backend.audited(
            request,
            "token.revoke",
            id,
            Map.of(),
            () -> backend.catalog().tokens().revoke(request.requirePrincipal().member().id(), id));
    if (!revoked) {
      throw GatehouseException.notFound("token", id);
    }
    return Response.noContent();
  }

  private Response audit(Request request) {
    int limit = ItemList.limit(request);
    String search = request.parameter("search").orElse("");
    long before = auditCursor(request);
    return Response.ok(auditPage(backend.catalog().audit().list(search, before, limit), limit));
  }

  /** Entries before this number are asked for. */
  static long auditCursor(Request request) {
    String cursor = request.parameter("cursor").orElse(Long.toString(Long.MAX_VALUE));
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw ItemList.badCursor(cursor);
    }
  }

  static ItemList<AuditEntry> auditPage(List<Audit.Entry> entries, int limit) {
    return new ItemList<>(
        entries.stream().map(Workspace::view).toList(),
        entries.size() < limit ? null : Long.toString(entries.get(limit - 1).seq()));
  }

  private static AuditEntry view(Audit.Entry entry) {
    return new AuditEntry(
        Long.toString(entry.seq()),
        Times.ofMillis(entry.at()),
        entry.actor(),
        entry.action(),
        entry.target(),
        entry.detail(),
        entry.address(),
        entry.hash());
  }

  private Response verifyAudit(Request request) {
    Audit.Verification verification = backend.catalog().audit().verify();
    Long brokenAt = verification.brokenAt();
    return Response.ok(
        new AuditVerification(
            brokenAt == null,
            verification.entries(),
            brokenAt == null ? null : brokenAt.toString()));
  }
}

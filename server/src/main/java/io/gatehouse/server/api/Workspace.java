// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Audit;
import io.gatehouse.catalog.Role;
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

/** API tokens and the audit trail. */
final class Workspace {

  private final Backend backend;

  Workspace(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/tokens", Policy.VIEWER, this::tokens),
        Route.post("/tokens", Policy.SIGNED_IN, this::createToken).whenProven(),
        Route.delete("/tokens/{id}", Policy.SIGNED_IN, this::revokeToken),
        Route.get("/audit", Policy.ADMIN, this::audit),
        Route.get("/audit/verify", Policy.ADMIN, this::verifyAudit));
  }

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
    Role role = MemberPages.role(principal, Fields.or(given.role(), Role.VIEWER.text()));
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

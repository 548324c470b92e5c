// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.Sessions;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signed-in member's own profile, password and sessions. */
final class Profiles {

  private final Backend backend;
  private final Entrance entrance;

  Profiles(Backend backend, Entrance entrance) {
    this.backend = backend;
    this.entrance = entrance;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/profile", Policy.ANY_MEMBER, this::get),
        Route.patch("/profile", Policy.VIEWER, this::update),
        Route.post("/profile/password", Policy.SIGNED_IN, this::changePassword),
        Route.get("/sessions", Policy.SIGNED_IN, this::sessions),
        Route.delete("/sessions", Policy.SIGNED_IN, this::endOtherSessions),
        Route.delete("/sessions/{id}", Policy.SIGNED_IN, this::endSession));
  }

  record ProfileView(
      String id,
      String name,
      String email,
      String role,
      boolean seesBodies,
      String theme,
      String density,
      String timeZone,
      String locale,
      boolean shortcuts) {

    static ProfileView of(Member member, Role role) {
      return new ProfileView(
          member.id(),
          member.name(),
          member.email(),
          role.text(),
          member.seesBodies(),
          member.theme(),
          member.density(),
          member.timeZone(),
          member.locale(),
          member.shortcuts());
    }
  }

  record ProfileChange(
      @Nullable String name,
      @Nullable String theme,
      @Nullable String density,
      @Nullable String timeZone,
      @Nullable String locale,
      @Nullable Boolean shortcuts) {}

  record PasswordChange(@Nullable String current, @Nullable String password) {}

  /**
   * @param method how it began, for example {@code password+code}
   */
  record SessionView(
      String id,
      String method,
      String createdAt,
      String lastSeenAt,
      String address,
      String userAgent,
      boolean current) {}

  private Response get(Request request) {
    Principal principal = request.requirePrincipal();
    return Response.ok(ProfileView.of(principal.member(), principal.role()));
  }

  private Response update(Request request) {
    Principal principal = request.requirePrincipal();
    Member before = principal.member();
    ProfileChange change = request.json(ProfileChange.class);
    Fields.oneOf("theme", change.theme(), List.of("system", "light", "dark"));
    Fields.oneOf("density", change.density(), List.of("comfortable", "compact"));
    checkZone(change.timeZone());
    Fields.maxLength("locale", change.locale(), 35);
    Member after =
        new Member(
            before.id(),
            before.workspaceId(),
            change.name() == null ? before.name() : Fields.name("name", change.name()),
            before.email(),
            before.passwordHash(),
            before.role(),
            before.seesBodies(),
            before.disabled(),
            Fields.or(change.theme(), before.theme()),
            Fields.or(change.density(), before.density()),
            Fields.or(change.timeZone(), before.timeZone()),
            Fields.or(change.locale(), before.locale()),
            Fields.or(change.shortcuts(), before.shortcuts()),
            before.createdAt(),
            before.lastSeenAt());
    backend.catalog().members().update(after);
    return Response.ok(ProfileView.of(after, principal.role()));
  }

  private static void checkZone(@Nullable String zone) {
    if (zone == null || zone.isEmpty()) {
      return;
    }
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw GatehouseException.invalid(
          "timeZone", "The time zone \"" + zone + "\" is unknown; use a name such as UTC.");
    }
  }

  private Response changePassword(Request request) {
    Principal principal = request.requirePrincipal();
    Member member = principal.member();
    PasswordChange change = request.json(PasswordChange.class);
    String password = Fields.required("password", change.password());
    if (member.passwordHash() != null) {
      entrance.proveByPassword(
          request,
          member.email(),
          member,
          Fields.required("current", change.current()),
          "The current password is not right.");
    } else if (!principal.proven()) {
      throw new GatehouseException(
          ErrorCode.PROOF_NEEDED, "A first password asks you to show who you are once more.");
    }
    backend
        .passwords()
        .refuse(password, member.email())
        .ifPresent(
            reason -> {
              throw GatehouseException.invalid("password", reason);
            });
    String hash = backend.passwords().hash(password);
    return backend.audited(
        request,
        "member.password",
        member.email(),
        Map.of(),
        () -> {
          backend.catalog().members().setPasswordHash(member.id(), hash);
          backend.catalog().sessions().endAll(member.id(), principal.sessionId());
          return Response.noContent();
        });
  }

  private Response sessions(Request request) {
    Principal principal = request.requirePrincipal();
    return Response.ok(
        ItemList.all(
            backend.catalog().sessions().list(principal.member().id()).stream()
                .map(session -> view(session, principal))
                .toList()));
  }

  private static SessionView view(Sessions.Session session, Principal principal) {
    return new SessionView(
        session.id(),
        session.method(),
        Times.ofMillis(session.createdAt()),
        Times.ofMillis(session.lastSeenAt()),
        session.address(),
        session.userAgent(),
        session.id().equals(principal.sessionId()));
  }

  private Response endOtherSessions(Request request) {
    Principal principal = request.requirePrincipal();
    Member member = principal.member();
    return backend.audited(
        request,
        "session.end-others",
        member.email(),
        Map.of(),
        () -> {
          backend.catalog().sessions().endAll(member.id(), principal.sessionId());
          return Response.noContent();
        });
  }

  private Response endSession(Request request) {
    String id = request.pathValue("id");
    if (!backend.catalog().sessions().end(request.requirePrincipal().member().id(), id)) {
      throw GatehouseException.notFound("session", id);
    }
    return Response.noContent();
  }
}

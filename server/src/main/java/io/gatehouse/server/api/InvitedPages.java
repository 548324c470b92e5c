// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Invitations.Invitation;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passkeys.NewPasskey;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Invitations as those see them who are invited: the link is all they have. */
final class InvitedPages {

  private final Backend backend;
  private final HttpConfig http;
  private final Entrance entrance;
  private final PasskeyPages passkeys;

  InvitedPages(Backend backend, HttpConfig http, Entrance entrance, PasskeyPages passkeys) {
    this.backend = backend;
    this.http = http;
    this.entrance = entrance;
    this.passkeys = passkeys;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/invited/{secret}", Policy.PUBLIC, this::show),
        Route.post("/invited/{secret}", Policy.PUBLIC, this::accept),
        Route.post("/invited/{secret}/passkey-options", Policy.PUBLIC, this::passkeyOptions));
  }

  /**
   * @param password may be used to sign in with this role
   */
  record InvitedView(
      String email,
      String workspace,
      String role,
      String invitedBy,
      String expiresAt,
      boolean password) {}

  record PasskeyOptionsRequest(@Nullable String name) {}

  /** With a password or a passkey; without either by a provider. */
  record AcceptRequest(
      @Nullable String name,
      @Nullable String password,
      PasskeyPages.@Nullable Registration passkey) {}

  record AcceptedView(Entrance.SessionView session, List<String> recoveryCodes) {}

  private Invitation find(String secret) {
    return backend
        .catalog()
        .invitations()
        .find(secret)
        .orElseThrow(
            () ->
                new GatehouseException(
                    ErrorCode.NOT_FOUND,
                    "This invitation was taken, called back or sent again since, or is older than"
                        + " 7 days. Ask whoever invited you to send it again."));
  }

  private boolean allowsPassword(Invitation invitation) {
    return backend
        .catalog()
        .signInPolicies()
        .get(invitation.workspaceId())
        .passwords()
        .allow(invitation.role());
  }

  private Response show(Request request) {
    Invitation invitation = find(request.pathValue("secret"));
    return Response.ok(
        new InvitedView(
            invitation.email(),
            backend.catalog().members().workspaceName(invitation.workspaceId()).orElse(""),
            invitation.role().text(),
            invitation.invitedBy(),
            Times.ofMillis(invitation.expiresAt()),
            allowsPassword(invitation)));
  }

  private Response passkeyOptions(Request request) {
    Invitation invitation = find(request.pathValue("secret"));
    String name = Fields.name("name", request.json(PasskeyOptionsRequest.class).name());
    return Response.ok(passkeys.optionsFor(request, invitation.id(), invitation.email(), name));
  }

  private Response accept(Request request) {
    Invitation invitation = find(request.pathValue("secret"));
    AcceptRequest given = request.json(AcceptRequest.class);
    SignIn.refusePlainHttp(request, http);
    String name = Fields.name("name", given.name());
    PasskeyPages.Registration registration = given.passkey();
    return registration != null
        ? acceptWithPasskey(request, invitation, name, registration)
        : acceptWithPassword(request, invitation, name, given.password());
  }

  private Response acceptWithPasskey(
      Request request, Invitation invitation, String name, PasskeyPages.Registration registration) {
    NewPasskey made = passkeys.made(registration, invitation.id());
    List<String> recovery = new ArrayList<>();
    Member member =
        take(
            backend,
            request,
            invitation,
            new Newcomer(name, null, "passkey"),
            one -> {
              backend.catalog().passkeys().add(one.id(), made);
              recovery.addAll(backend.catalog().secondFactors().newRecoveryCodes(one.id()));
            });
    return enter(request, member, "passkey", recovery);
  }

  private Response acceptWithPassword(
      Request request, Invitation invitation, String name, @Nullable String given) {
    String password = Fields.required("password", given);
    if (!allowsPassword(invitation)) {
      throw GatehouseException.invalid(
          "password", "Passwords are switched off here. Use a passkey, or a provider.");
    }
    backend
        .passwords()
        .refuse(password, invitation.email())
        .ifPresent(
            reason -> {
              throw GatehouseException.invalid("password", reason);
            });
    String hash = backend.passwords().hash(password);
    Member member =
        take(backend, request, invitation, new Newcomer(name, hash, "password"), one -> {});
    return enter(request, member, "password", List.of());
  }

  private Response enter(Request request, Member member, String method, List<String> recovery) {
    Entrance.SessionView session =
        entrance.view(member, member.role(), entrance.lacksFactor(member));
    return entrance.withSession(
        request, member, method, Response.created(new AcceptedView(session, recovery)));
  }

  /**
   * Somebody who takes an invitation.
   *
   * @param passwordHash null = without a password
   * @param with by what they sign in, for the audit trail
   */
  record Newcomer(String name, @Nullable String passwordHash, String with) {}

  /**
   * Makes a member of whoever takes an invitation, and uses it up.
   *
   * @param more what belongs to it, in the same transaction
   * @throws GatehouseException when it is gone, or somebody has the e-mail meanwhile
   */
  static Member take(
      Backend backend,
      Request request,
      Invitation invitation,
      Newcomer newcomer,
      Consumer<Member> more) {
    try {
      return backend
          .catalog()
          .inTransaction(
              () -> {
                if (!backend.catalog().invitations().end(invitation)) {
                  throw new GatehouseException(
                      ErrorCode.CONFLICT, "This invitation was taken a moment ago.");
                }
                Member made =
                    backend
                        .catalog()
                        .members()
                        .createAs(
                            invitation.id(),
                            invitation.workspaceId(),
                            newcomer.name(),
                            invitation.email(),
                            newcomer.passwordHash(),
                            invitation.role(),
                            invitation.seesBodies());
                more.accept(made);
                backend
                    .catalog()
                    .audit()
                    .record(
                        made.email(),
                        "invitation.accept",
                        made.email(),
                        Json.MAPPER
                            .valueToTree(
                                Map.of(
                                    "invitedBy", invitation.invitedBy(),
                                    "role", made.role().text(),
                                    "with", newcomer.with()))
                            .toString(),
                        request.address());
                return made;
              });
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not taken: " + e.getMessage() + ".", e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.channel.Mailer;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Invitations.Invitation;
import io.gatehouse.catalog.Invitations.Issued;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.InvitationMail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invitations as those see them who invite. */
final class InvitationPages {

  private final Backend backend;
  private final Mailer mailer;

  InvitationPages(Backend backend, Mailer mailer) {
    this.backend = backend;
    this.mailer = mailer;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/invitations", Policy.ADMIN, this::list),
        Route.slowPost("/invitations", Policy.ADMIN, this::create).whenProven(),
        Route.slowPost("/invitations/{id}/resend", Policy.ADMIN, this::resend).whenProven(),
        Route.delete("/invitations/{id}", Policy.ADMIN, this::revoke).whenProven());
  }

  /**
   * @param expired can only be sent again
   * @param mailedAt null = the mail server has not taken it
   * @param mailProblem why not; empty = there was no problem, or no mail server
   */
  record InvitationView(
      String id,
      String email,
      String role,
      boolean seesBodies,
      String invitedBy,
      String createdAt,
      String expiresAt,
      boolean expired,
      @Nullable String mailedAt,
      String mailProblem) {}

  /**
   * @param mail whether there is a mail server
   */
  record InvitationList(List<InvitationView> items, @Nullable String nextCursor, boolean mail) {}

  record InvitationRequest(
      @Nullable String email, @Nullable String role, @Nullable Boolean seesBodies) {}

  /**
   * @param link to hand over by hand; null = it was mailed, and nobody else needs to see it
   */
  record SentInvitation(InvitationView invitation, @Nullable String link) {}

  private InvitationView view(Invitation invitation) {
    return new InvitationView(
        invitation.id(),
        invitation.email(),
        invitation.role().text(),
        invitation.seesBodies(),
        invitation.invitedBy(),
        Times.ofMillis(invitation.createdAt()),
        Times.ofMillis(invitation.expiresAt()),
        invitation.expiresAt() <= backend.clock().millis(),
        Times.ofMillisOrNull(invitation.mailedAt()),
        invitation.mailProblem());
  }

  private Response list(Request request) {
    long workspace = request.requirePrincipal().member().workspaceId();
    return Response.ok(
        new InvitationList(
            backend.catalog().invitations().list(workspace).stream().map(this::view).toList(),
            null,
            mailer.isThere()));
  }

  private Invitation find(Request request) {
    String id = request.pathValue("id");
    Principal principal = request.requirePrincipal();
    Invitation found =
        backend
            .catalog()
            .invitations()
            .byId(principal.member().workspaceId(), id)
            .orElseThrow(() -> GatehouseException.notFound("invitation", id));
    if (!principal.role().includes(found.role())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "Only an owner can change the invitation of an owner.");
    }
    return found;
  }

  private Response create(Request request) {
    Principal principal = request.requirePrincipal();
    InvitationRequest given = request.json(InvitationRequest.class);
    String email = Fields.email("email", given.email());
    Role role = MemberPages.role(principal, Fields.required("role", given.role()));
    boolean seesBodies = Fields.or(given.seesBodies(), role != Role.VIEWER);
    try {
      Issued issued =
          backend.audited(
              request,
              "invitation.create",
              email,
              Map.of("role", role.text(), "seesBodies", seesBodies),
              () ->
                  backend
                      .catalog()
                      .invitations()
                      .create(
                          principal.member().workspaceId(),
                          email,
                          role,
                          seesBodies,
                          principal.member().name() + " (" + principal.member().email() + ")"));
      return Response.created(send(request, issued));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not invited: " + e.getMessage() + ".", e);
    }
  }

  private Response resend(Request request) {
    Invitation invitation = find(request);
    Issued issued =
        backend.audited(
            request,
            "invitation.resend",
            invitation.email(),
            Map.of(),
            () -> backend.catalog().invitations().renew(invitation));
    return Response.ok(send(request, issued));
  }

  private Response revoke(Request request) {
    Invitation invitation = find(request);
    backend.audited(
        request,
        "invitation.revoke",
        invitation.email(),
        Map.of(),
        () -> backend.catalog().invitations().end(invitation));
    return Response.noContent();
  }

  /** Mails the link, or gives it to whoever invites. */
  private SentInvitation send(Request request, Issued issued) {
    Invitation invitation = issued.invitation();
    String link = request.baseUrl() + "/invite/" + issued.secret();
    if (!mailer.isThere()) {
      return new SentInvitation(view(invitation), link);
    }
    String workspace =
        backend.catalog().members().workspaceName(invitation.workspaceId()).orElse("");
    String problem = mail(invitation, workspace, link);
    backend.catalog().invitations().mailed(invitation.id(), problem);
    Invitation now =
        backend
            .catalog()
            .invitations()
            .byId(invitation.workspaceId(), invitation.id())
            .orElse(invitation);
    return new SentInvitation(view(now), problem.isEmpty() ? null : link);
  }

  private String mail(Invitation invitation, String workspace, String link) {
    try {
      mailer.send(InvitationMail.of(invitation, workspace, link, backend.clock().millis()));
      return "";
    } catch (OutboundException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

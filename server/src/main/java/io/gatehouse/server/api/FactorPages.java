// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.SecondFactors;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.Codes;
import io.gatehouse.server.signin.Totp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authenticator app and the recovery codes of the member who is signed in. */
final class FactorPages {

  private final Backend backend;
  private final Codes codes;

  FactorPages(Backend backend, Codes codes) {
    this.backend = backend;
    this.codes = codes;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/profile/factors", Policy.ENROLLING, this::factors),
        Route.post("/profile/totp", Policy.ENROLLING, this::prepareTotp).whenProven(),
        Route.post("/profile/totp/confirm", Policy.ENROLLING, this::confirmTotp).whenProven(),
        Route.delete("/profile/totp", Policy.SIGNED_IN, this::removeTotp).whenProven(),
        Route.post("/profile/recovery-codes", Policy.SIGNED_IN, this::newCodes).whenProven());
  }

  record TotpView(String since) {}

  /**
   * @param required the workspace asks for a second factor
   * @param password whether there is one
   * @param totp null = no authenticator app
   */
  record FactorsView(
      boolean required,
      boolean password,
      @Nullable TotpView totp,
      List<PasskeyPages.PasskeyView> passkeys,
      int recoveryCodesLeft) {}

  /**
   * @param secret to be typed into an app
   * @param uri to be read by an app from a picture
   */
  record PreparedTotp(String secret, String uri) {}

  record TotpCode(@Nullable String code) {}

  /**
   * @param recoveryCodes shown once; empty = the old ones go on
   */
  record RecoveryCodes(List<String> recoveryCodes) {}

  private Response factors(Request request) {
    Member member = request.requirePrincipal().member();
    SecondFactors factors = backend.catalog().secondFactors();
    TotpView totp =
        factors
            .totp(member.id())
            .map(SecondFactors.Totp::confirmedAt)
            .map(at -> new TotpView(Times.ofMillis(at)))
            .orElse(null);
    return Response.ok(
        new FactorsView(
            isRequired(member),
            member.passwordHash() != null,
            totp,
            PasskeyPages.list(backend, member),
            factors.recoveryCodesLeft(member.id())));
  }

  private boolean isRequired(Member member) {
    return backend.catalog().signInPolicies().get(member.workspaceId()).secondFactor();
  }

  private Response prepareTotp(Request request) {
    Member member = request.requirePrincipal().member();
    String workspace = backend.catalog().members().workspaceName(member.workspaceId()).orElse("");
    try {
      Totp totp = codes.prepare(member.id());
      String issuer = workspace.isEmpty() ? "Gatehouse" : "Gatehouse " + workspace;
      return Response.created(
          new PreparedTotp(totp.secretText(), totp.uri(issuer, member.email())));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "Not prepared: " + e.getMessage() + ". Remove it first.", e);
    }
  }

  private Response confirmTotp(Request request) {
    Member member = request.requirePrincipal().member();
    String code = Fields.text("code", request.json(TotpCode.class).code(), 16);
    if (!codes.isCode(member.id(), code, false)) {
      throw GatehouseException.invalid(
          "code",
          "This code is not right. Type the one that the app shows now; if it goes on, set the"
              + " clock of the device.");
    }
    return Response.created(
        new RecoveryCodes(
            added(
                request,
                backend,
                "totp",
                () -> backend.catalog().secondFactors().confirmTotp(member.id()))));
  }

  /** The member has one more: the first brings recovery codes, and other sessions end. */
  static List<String> added(Request request, Backend backend, String kind, Runnable change) {
    Principal principal = request.requirePrincipal();
    Member member = principal.member();
    SecondFactors factors = backend.catalog().secondFactors();
    return backend.audited(
        request,
        "member.factor.add",
        member.email(),
        Map.of("kind", kind),
        () -> {
          change.run();
          backend.catalog().sessions().endAll(member.id(), principal.sessionId());
          return factors.recoveryCodesLeft(member.id()) == 0
              ? factors.newRecoveryCodes(member.id())
              : List.<String>of();
        });
  }

  /**
   * Takes one from the member, and the recovery codes with the last one; other sessions end.
   *
   * @param change takes it
   */
  static void removed(Request request, Backend backend, String kind, Runnable change) {
    Principal principal = request.requirePrincipal();
    Member member = principal.member();
    SecondFactors factors = backend.catalog().secondFactors();
    backend.audited(
        request,
        "member.factor.remove",
        member.email(),
        Map.of("kind", kind),
        () -> {
          change.run();
          if (!factors.has(member.id())) {
            if (backend.catalog().signInPolicies().get(member.workspaceId()).secondFactor()) {
              throw new GatehouseException(
                  ErrorCode.CONFLICT,
                  "Your workspace asks for a second factor, and this is your last. Add another"
                      + " one first.");
            }
            factors.removeRecoveryCodes(member.id());
          }
          backend.catalog().sessions().endAll(member.id(), principal.sessionId());
          return kind;
        });
  }

  private Response removeTotp(Request request) {
    Member member = request.requirePrincipal().member();
    if (backend.catalog().secondFactors().totp(member.id()).isEmpty()) {
      throw GatehouseException.notFound("authenticator app of", member.email());
    }
    removed(
        request, backend, "totp", () -> backend.catalog().secondFactors().removeTotp(member.id()));
    return Response.noContent();
  }

  private Response newCodes(Request request) {
    Member member = request.requirePrincipal().member();
    SecondFactors factors = backend.catalog().secondFactors();
    if (!factors.has(member.id())) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "Recovery codes stand in for a second factor, and you have none. Set one up first.");
    }
    return Response.created(
        new RecoveryCodes(
            backend.audited(
                request,
                "member.recovery-codes",
                member.email(),
                Map.of(),
                () -> factors.newRecoveryCodes(member.id()))));
  }
}

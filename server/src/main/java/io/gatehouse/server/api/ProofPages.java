// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Identities;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passkeys.Passkey;
import io.gatehouse.catalog.SecondFactors;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Authenticator;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.WebAuthnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Members show anew who they are, for what asks for it. Those who have a second factor use it: a
 * password that somebody watched does not suffice for the keys of the house.
 */
final class ProofPages {

  private final Backend backend;
  private final Entrance entrance;
  private final Ceremonies ceremonies;

  ProofPages(Backend backend, Entrance entrance, Ceremonies ceremonies) {
    this.backend = backend;
    this.entrance = entrance;
    this.ceremonies = ceremonies;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/session/proof", Policy.ENROLLING, this::methods),
        Route.post("/session/proof", Policy.ENROLLING, this::prove),
        Route.post("/session/proof/options", Policy.ENROLLING, this::options));
  }

  /**
   * @param methods of {@code password}, {@code code}, {@code recovery} and {@code passkey} what the
   *     member can show
   * @param providers that can ask them
   */
  record ProofView(List<String> methods, List<SignIn.ProviderButton> providers) {}

  /** One of the three. */
  record ProofRequest(
      @Nullable String password, @Nullable String code, Ceremonies.@Nullable Assertion passkey) {}

  record Proven(String until) {}

  private Response methods(Request request) {
    Member member = request.requirePrincipal().member();
    return Response.ok(new ProofView(methods(member), providers(member)));
  }

  /** Of those who have a second factor, only providers that check one too. */
  private List<SignIn.ProviderButton> providers(Member member) {
    boolean strict = backend.catalog().secondFactors().has(member.id());
    Set<String> issuers =
        backend.catalog().identities().list(member.id()).stream()
            .map(Identities.Identity::issuer)
            .collect(Collectors.toSet());
    return backend.catalog().signInProviders().list(member.workspaceId()).stream()
        .filter(provider -> provider.terms().enabled())
        .filter(provider -> !strict || provider.terms().checksFactor())
        .filter(provider -> issuers.contains(provider.terms().issuer()))
        .map(provider -> new SignIn.ProviderButton(provider.id(), provider.terms().name()))
        .toList();
  }

  private List<String> methods(Member member) {
    SecondFactors factors = backend.catalog().secondFactors();
    List<String> methods = new ArrayList<>();
    if (factors.totp(member.id()).filter(totp -> totp.confirmedAt() != null).isPresent()) {
      methods.add("code");
    }
    if (!backend.catalog().passkeys().list(member.id()).isEmpty()) {
      methods.add("passkey");
    }
    if (!methods.isEmpty() && factors.recoveryCodesLeft(member.id()) > 0) {
      methods.add("recovery");
    }
    if (methods.isEmpty() && member.passwordHash() != null) {
      methods.add("password");
    }
    return List.copyOf(methods);
  }

  private Response options(Request request) {
    Member member = request.requirePrincipal().member();
    List<Passkey> own = backend.catalog().passkeys().list(member.id());
    return Response.ok(ceremonies.ask(request, purpose(request), own));
  }

  /** A signature for one session says nothing for another. */
  private static String purpose(Request request) {
    return "proof " + request.requirePrincipal().sessionId();
  }

  private Response prove(Request request) {
    Principal principal = request.requirePrincipal();
    Member member = principal.member();
    ProofRequest given = request.json(ProofRequest.class);
    String password = given.password();
    String code = given.code();
    Ceremonies.Assertion passkey = given.passkey();
    if (code != null) {
      entrance.proveByCode(request, member, Fields.text("code", code, 64));
    } else if (passkey != null) {
      proveByPasskey(request, member, passkey);
    } else {
      proveByPassword(request, member, Fields.required("password", password));
    }
    String session = principal.sessionId();
    if (session != null && !session.isEmpty()) {
      backend.catalog().sessions().proven(session);
    }
    long until = backend.clock().millis() + Authenticator.PROOF_VALID.toMillis();
    return Response.ok(new Proven(Times.ofMillis(until)));
  }

  private void proveByPassword(Request request, Member member, String password) {
    if (!methods(member).contains("password")) {
      throw GatehouseException.invalid(
          "password",
          member.passwordHash() == null
              ? "You have no password. Use one of: " + String.join(", ", methods(member)) + "."
              : "You have a second factor; use it in place of the password.");
    }
    entrance.proveByPassword(
        request, member.email(), member, password, "This is not your password.");
  }

  private void proveByPasskey(Request request, Member member, Ceremonies.Assertion given) {
    try {
      ceremonies.proven(given, given.signed(), purpose(request), member);
    } catch (WebAuthnException e) {
      entrance.refused(request, member.email(), "passkey");
      throw new GatehouseException(ErrorCode.WRONG_CREDENTIALS, String.valueOf(e.getMessage()), e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passkeys.NewPasskey;
import io.gatehouse.catalog.Passkeys.Passkey;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.Site;
import io.gatehouse.server.signin.WebAuthn;
import io.gatehouse.server.signin.WebAuthnException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passkeys: made in the profile, used to sign in. */
final class PasskeyPages {

  private final Backend backend;
  private final HttpConfig http;
  private final Entrance entrance;
  private final Ceremonies ceremonies;

  PasskeyPages(Backend backend, HttpConfig http, Entrance entrance, Ceremonies ceremonies) {
    this.backend = backend;
    this.http = http;
    this.entrance = entrance;
    this.ceremonies = ceremonies;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/profile/passkeys/options", Policy.ENROLLING, this::creationOptions)
            .whenProven(),
        Route.post("/profile/passkeys", Policy.ENROLLING, this::create).whenProven(),
        Route.patch("/profile/passkeys/{id}", Policy.SIGNED_IN, this::rename),
        Route.delete("/profile/passkeys/{id}", Policy.SIGNED_IN, this::remove).whenProven(),
        Route.post("/session/passkey/options", Policy.PUBLIC, this::signInOptions),
        Route.post("/session/passkey", Policy.PUBLIC, this::signIn));
  }

  /**
   * @param site host that it works on
   * @param synced may be kept on more devices than one
   */
  record PasskeyView(
      String id,
      String name,
      String site,
      boolean synced,
      String createdAt,
      @Nullable String lastUsedAt) {

    static PasskeyView of(Passkey passkey) {
      return new PasskeyView(
          passkey.id(),
          passkey.key().name(),
          passkey.key().rpId(),
          passkey.key().synced(),
          Times.ofMillis(passkey.createdAt()),
          Times.ofMillisOrNull(passkey.lastUsedAt()));
    }
  }

  record User(String id, String name, String displayName) {}

  record RelyingParty(String id, String name) {}

  /**
   * What a browser needs to make one.
   *
   * @param exclude ids of those the member has
   */
  record CreationOptions(
      String ticket,
      String challenge,
      RelyingParty rp,
      User user,
      List<Integer> algorithms,
      List<String> exclude) {}

  /** A passkey that a browser made; binary fields in base64url. */
  record Registration(
      @Nullable String ticket,
      @Nullable String name,
      @Nullable String id,
      @Nullable String clientData,
      @Nullable String authenticatorData,
      @Nullable String publicKey,
      @Nullable Integer algorithm) {

    WebAuthn.Made made() {
      return new WebAuthn.Made(
          Fields.required("id", id),
          Fields.required("clientData", clientData),
          Fields.required("authenticatorData", authenticatorData),
          Fields.required("publicKey", publicKey),
          Fields.required("algorithm", algorithm));
    }
  }

  record PasskeyChange(@Nullable String name) {}

  record AddedPasskey(PasskeyView passkey, List<String> recoveryCodes) {}

  static List<PasskeyView> list(Backend backend, Member member) {
    return backend.catalog().passkeys().list(member.id()).stream().map(PasskeyView::of).toList();
  }

  private Response creationOptions(Request request) {
    Member member = request.requirePrincipal().member();
    return Response.ok(optionsFor(request, member.id(), member.email(), member.name()));
  }

  /** Asks a browser to make a passkey for somebody. */
  CreationOptions optionsFor(Request request, String memberId, String email, String name) {
    Site site = Ceremonies.site(request);
    Ceremonies.Begun begun = ceremonies.begin(request, site, "create " + memberId);
    return new CreationOptions(
        begun.ticket(),
        begun.challenge(),
        new RelyingParty(site.rpId(), "Gatehouse"),
        new User(
            Base64.getUrlEncoder().withoutPadding().encodeToString(memberId.getBytes(UTF_8)),
            email,
            name),
        WebAuthn.algorithms(),
        backend.catalog().passkeys().list(memberId).stream()
            .map(passkey -> passkey.key().credential())
            .toList());
  }

  private Response create(Request request) {
    Member member = request.requirePrincipal().member();
    Registration given = request.json(Registration.class);
    NewPasskey made = made(given, member.id());
    Passkey[] added = new Passkey[1];
    List<String> recovery =
        FactorPages.added(
            request,
            backend,
            "passkey",
            () -> {
              try {
                added[0] = backend.catalog().passkeys().add(member.id(), made);
              } catch (CatalogException e) {
                throw new GatehouseException(
                    ErrorCode.CONFLICT, "Not added: " + e.getMessage() + ".", e);
              }
            });
    return Response.created(new AddedPasskey(PasskeyView.of(added[0]), recovery));
  }

  /** What a browser made for somebody who was asked to. */
  NewPasskey made(Registration given, String memberId) {
    String name = Fields.name("name", given.name());
    WebAuthn.Made made = given.made();
    WebAuthn.Asked asked =
        ceremonies.end(Fields.required("ticket", given.ticket()), "create " + memberId);
    try {
      return WebAuthn.register(asked, made, name);
    } catch (WebAuthnException e) {
      throw new GatehouseException(ErrorCode.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private Response rename(Request request) {
    String id = request.pathValue("id");
    Member member = request.requirePrincipal().member();
    String name = Fields.name("name", request.json(PasskeyChange.class).name());
    if (!backend.catalog().passkeys().rename(member.id(), id, name)) {
      throw GatehouseException.notFound("passkey", id);
    }
    return Response.noContent();
  }

  private Response remove(Request request) {
    String id = request.pathValue("id");
    Member member = request.requirePrincipal().member();
    FactorPages.removed(
        request,
        backend,
        "passkey",
        () -> {
          if (!backend.catalog().passkeys().remove(member.id(), id)) {
            throw GatehouseException.notFound("passkey", id);
          }
        });
    return Response.noContent();
  }

  private Response signInOptions(Request request) {
    return Response.ok(ceremonies.ask(request, "sign-in", List.of()));
  }

  private Response signIn(Request request) {
    Ceremonies.Assertion given = request.json(Ceremonies.Assertion.class);
    WebAuthn.Signed signed = given.signed();
    SignIn.refusePlainHttp(request, http);
    Entrance.refuseSlowly(backend.catalog().signInGuard().wait("", request.address()));
    try {
      Member member = ceremonies.proven(given, signed, "sign-in", null);
      return entrance.enter(request, member, "passkey");
    } catch (WebAuthnException e) {
      entrance.refused(request, "unknown", "passkey");
      throw new GatehouseException(ErrorCode.WRONG_CREDENTIALS, String.valueOf(e.getMessage()), e);
    }
  }
}

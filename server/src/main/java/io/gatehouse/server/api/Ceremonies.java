// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passkeys.Passkey;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.signin.Site;
import io.gatehouse.server.signin.Tickets;
import io.gatehouse.server.signin.WebAuthn;
import io.gatehouse.server.signin.WebAuthnException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What browsers are asked of passkeys: each challenge is answered once, and within minutes. */
final class Ceremonies {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int CHALLENGE_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Backend backend;
  private final Tickets<Ceremony> open;

  Ceremonies(Backend backend) {
    this.backend = backend;
    this.open = new Tickets<>(backend.clock(), LIFE);
  }

  private record Ceremony(WebAuthn.Asked asked, String purpose) {}

  record Begun(String ticket, String challenge) {}

  /**
   * What a browser needs to use one.
   *
   * @param allow ids of the passkeys that will do; empty = whichever there is
   */
  record Question(String ticket, String challenge, String rpId, List<String> allow) {}

  /** The answer of a browser; binary fields in base64url. */
  record Assertion(
      @Nullable String ticket,
      @Nullable String id,
      @Nullable String clientData,
      @Nullable String authenticatorData,
      @Nullable String signature,
      @Nullable String userHandle) {

    WebAuthn.Signed signed() {
      return new WebAuthn.Signed(
          Fields.required("id", id),
          Fields.required("clientData", clientData),
          Fields.required("authenticatorData", authenticatorData),
          Fields.required("signature", signature),
          userHandle);
    }
  }

  static Site site(Request request) {
    try {
      return Site.of(request.baseUrl());
    } catch (WebAuthnException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Begins one.
   *
   * @param purpose what it is for; it ends only for the same
   */
  Begun begin(Request request, Site site, String purpose) {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Ceremony ceremony = new Ceremony(new WebAuthn.Asked(site, challenge), purpose);
    return new Begun(open.issue(ceremony, request.address()), challenge);
  }

  /** Asks for a signature. */
  Question ask(Request request, String purpose, List<Passkey> allow) {
    Site site = site(request);
    Begun begun = begin(request, site, purpose);
    return new Question(
        begun.ticket(),
        begun.challenge(),
        site.rpId(),
        allow.stream().map(passkey -> passkey.key().credential()).toList());
  }

  /** Ends one; it cannot be used again, however it comes out. */
  WebAuthn.Asked end(String ticket, String purpose) {
    return open.take(ticket)
        .map(Tickets.Held::value)
        .filter(ceremony -> ceremony.purpose().equals(purpose))
        .map(Ceremony::asked)
        .orElseThrow(
            () ->
                GatehouseException.invalid(
                    "ticket",
                    "This took more than "
                        + LIFE.toMinutes()
                        + " minutes, or was answered already. Begin again."));
  }

  /**
   * Who signed.
   *
   * @param wanted whose passkey it has to be; null = anybody's
   * @throws WebAuthnException when the signature does not hold
   */
  Member proven(Assertion given, WebAuthn.Signed signed, String purpose, @Nullable Member wanted)
      throws WebAuthnException {
    WebAuthn.Asked asked = end(Fields.required("ticket", given.ticket()), purpose);
    Passkey passkey =
        backend
            .catalog()
            .passkeys()
            .byCredential(signed.credential())
            .filter(found -> wanted == null || found.memberId().equals(wanted.id()))
            .orElseThrow(() -> new WebAuthnException("This passkey is not known here."));
    Member member =
        backend
            .catalog()
            .members()
            .byId(passkey.memberId())
            .filter(found -> !found.disabled())
            .orElseThrow(() -> new WebAuthnException("This passkey is not known here."));
    if (wanted == null && signed.userHandle() == null) {
      throw new WebAuthnException("The passkey does not say whose it is.");
    }
    long counter = WebAuthn.verify(asked, signed, passkey.key(), member.id());
    if (!backend.catalog().passkeys().used(passkey, counter)) {
      throw new WebAuthnException("This signature was used already.");
    }
    backend.catalog().signInGuard().succeeded(member.email());
    return member;
  }
}

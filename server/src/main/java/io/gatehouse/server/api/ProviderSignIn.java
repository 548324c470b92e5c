// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Identities;
import io.gatehouse.catalog.Identities.Identity;
import io.gatehouse.catalog.Invitations.Invitation;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.Sessions;
import io.gatehouse.catalog.SignInProviders.SignInProvider;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.api.ProviderFlows.Arrival;
import io.gatehouse.server.api.ProviderFlows.Errand;
import io.gatehouse.server.api.ProviderFlows.Purpose;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.oidc.OidcException;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import io.gatehouse.server.signin.oidc.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-in by providers of OpenID Connect, and members who connect their accounts there. */
final class ProviderSignIn {

  private final Backend backend;
  private final HttpConfig http;
  private final Entrance entrance;
  private final ProviderFlows flows;

  ProviderSignIn(Backend backend, HttpConfig http, Entrance entrance, ProviderFlows flows) {
    this.backend = backend;
    this.http = http;
    this.entrance = entrance;
    this.flows = flows;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/session/providers/{provider}", Policy.PUBLIC, this::depart),
        Route.get("/session/providers/{provider}/callback", Policy.PUBLIC, this::arrive),
        Route.post("/session/proof/providers/{provider}", Policy.ENROLLING, this::departForProof),
        Route.get("/profile/identities", Policy.SIGNED_IN, this::identities),
        Route.post("/profile/identities", Policy.SIGNED_IN, this::departForLink).whenProven(),
        Route.delete("/profile/identities/{id}", Policy.SIGNED_IN, this::unlink).whenProven());
  }

  /**
   * @param next page to go on with
   * @param invitation secret of the one that is taken
   */
  record DepartureRequest(@Nullable String next, @Nullable String invitation) {}

  record ProofDeparture(@Nullable String next) {}

  record LinkRequest(@Nullable String provider) {}

  /**
   * @param provider name of a provider with this issuer; null = there is none any more
   */
  record IdentityView(
      String id,
      String issuer,
      @Nullable String provider,
      String email,
      String createdAt,
      @Nullable String lastUsedAt) {}

  private Response depart(Request request) {
    DepartureRequest given = request.json(DepartureRequest.class);
    SignIn.refusePlainHttp(request, http);
    SignInProvider provider = flows.provider(request.pathValue("provider"));
    String invitation = given.invitation();
    Purpose purpose = invitation == null ? Purpose.SIGN_IN : Purpose.INVITATION;
    return flows.depart(
        request, provider, new Errand(purpose, null, invitation, ProviderFlows.page(given.next())));
  }

  private Response departForProof(Request request) {
    String next = ProviderFlows.page(request.json(ProofDeparture.class).next());
    SignInProvider provider = flows.provider(request.pathValue("provider"));
    return flows.depart(request, provider, errand(request, Purpose.PROOF, next));
  }

  private Response departForLink(Request request) {
    String id = Fields.required("provider", request.json(LinkRequest.class).provider());
    return flows.depart(
        request, flows.provider(id), errand(request, Purpose.LINK, "/settings/security"));
  }

  private static Errand errand(Request request, Purpose purpose, String next) {
    return new Errand(purpose, request.requirePrincipal().sessionId(), null, next);
  }

  /** The browser comes back. It waits for a page, so whatever happens leads to one. */
  private Response arrive(Request request) {
    String id = request.pathValue("provider");
    try {
      Arrival arrival = flows.arrive(request, id);
      refuseOthers(arrival);
      return switch (arrival.errand().purpose()) {
        case SIGN_IN, INVITATION -> signIn(request, arrival);
        case LINK -> link(request, arrival);
        case PROOF -> prove(request, arrival);
      };
    } catch (OidcException e) {
      refused(request, id, e);
      boolean inside = request.principal() != null;
      return Response.redirect(
          request.baseUrl()
              + (inside ? "/settings/security" : "/signin")
              + "?problem="
              + e.problem().text());
    }
  }

  private void refused(Request request, String provider, OidcException reason) {
    String with = "provider " + provider.replaceAll("[^A-Za-z0-9._-]", "?");
    entrance.refused(request, "unknown", with, String.valueOf(reason.getMessage()));
  }

  /** Of the domains and groups that may, each time anew. */
  private static void refuseOthers(Arrival arrival) throws OidcException {
    SignInProvider provider = arrival.provider();
    Person person = arrival.person();
    List<String> domains = provider.terms().domains();
    if (!domains.isEmpty()) {
      refuseUnverified(provider, person);
      String domain = person.email().substring(person.email().lastIndexOf('@') + 1);
      if (!domains.contains(domain.toLowerCase(Locale.ROOT))) {
        throw new OidcException(
            Problem.NOT_ALLOWED, person.email() + " is of none of the domains " + domains);
      }
    }
    List<String> groups = provider.terms().groups();
    if (!groups.isEmpty() && person.groups().stream().noneMatch(groups::contains)) {
      throw new OidcException(
          Problem.NOT_ALLOWED,
          person.email() + " is in none of the groups " + groups + ", but in " + person.groups());
    }
  }

  private static void refuseUnverified(SignInProvider provider, Person person)
      throws OidcException {
    boolean vouched = person.emailVerified() || provider.terms().trustsEmail();
    if (!person.email().contains("@") || !vouched) {
      throw new OidcException(
          Problem.EMAIL_UNVERIFIED,
          person.email().isEmpty()
              ? "the provider tells no e-mail of " + person.subject()
              : "the provider does not say that " + person.email() + " is verified");
    }
  }

  private Response signIn(Request request, Arrival arrival) throws OidcException {
    SignInProvider provider = arrival.provider();
    Person person = arrival.person();
    Member member = member(request, arrival);
    if (member.disabled()) {
      throw new OidcException(Problem.DISABLED, member.email() + " is disabled");
    }
    Identities identities = backend.catalog().identities();
    Optional<Identity> identity = identities.find(person.issuer(), person.subject());
    identity.ifPresent(known -> identities.used(known, person.email()));
    boolean checked = provider.terms().checksFactor();
    String method = checked ? Sessions.PROVIDER_WITH_FACTOR : Sessions.PROVIDER;
    String base = request.baseUrl();
    if (!checked && backend.catalog().secondFactors().has(member.id())) {
      Entrance.StepView step = entrance.step(request, member, method);
      // Behind the #, so that it reaches neither this server's logs nor those of proxies.
      return Response.redirect(
          base
              + "/signin?next="
              + URLEncoder.encode(arrival.errand().next(), StandardCharsets.UTF_8)
              + "#step="
              + step.ticket()
              + "&methods="
              + String.join(",", step.methods()));
    }
    return entrance.withSession(
        request, member, method, Response.redirect(base + arrival.errand().next()));
  }

  private Member member(Request request, Arrival arrival) throws OidcException {
    Person person = arrival.person();
    Optional<Identity> identity =
        backend.catalog().identities().find(person.issuer(), person.subject());
    if (identity.isPresent()) {
      return backend
          .catalog()
          .members()
          .byId(identity.get().memberId())
          .orElseThrow(() -> new OidcException(Problem.NOT_INVITED, "the member is gone"));
    }
    String secret = arrival.errand().invitation();
    return secret == null ? create(request, arrival) : takeInvitation(request, arrival, secret);
  }

  private Member takeInvitation(Request request, Arrival arrival, String secret)
      throws OidcException {
    Person person = arrival.person();
    Invitation invitation =
        backend
            .catalog()
            .invitations()
            .find(secret)
            .orElseThrow(() -> new OidcException(Problem.STATE, "the invitation is over"));
    try {
      return InvitedPages.take(
          backend,
          request,
          invitation,
          new InvitedPages.Newcomer(
              nameOf(person, invitation.email()), null, "provider " + arrival.provider().id()),
          member ->
              backend
                  .catalog()
                  .identities()
                  .link(member.id(), person.issuer(), person.subject(), person.email()));
    } catch (GatehouseException e) {
      throw new OidcException(Problem.STATE, String.valueOf(e.getMessage()), e);
    }
  }

  /** A member for somebody who comes the first time, if the provider's people may just come. */
  private Member create(Request request, Arrival arrival) throws OidcException {
    SignInProvider provider = arrival.provider();
    Person person = arrival.person();
    Role role = provider.terms().newRole();
    if (role == null) {
      throw new OidcException(
          Problem.NOT_INVITED, person.email() + " has no account and no invitation");
    }
    refuseUnverified(provider, person);
    // Whoever controls an e-mail at a provider must not thereby get somebody's account here.
    if (backend.catalog().members().byEmail(person.email()).isPresent()) {
      throw new OidcException(
          Problem.EMAIL_TAKEN, person.email() + " has an account that is not connected");
    }
    return backend
        .catalog()
        .inTransaction(
            () -> {
              Member made =
                  backend
                      .catalog()
                      .members()
                      .create(
                          provider.workspaceId(),
                          nameOf(person, person.email()),
                          person.email(),
                          null,
                          role,
                          role != Role.VIEWER);
              backend
                  .catalog()
                  .identities()
                  .link(made.id(), person.issuer(), person.subject(), person.email());
              backend
                  .catalog()
                  .audit()
                  .record(
                      made.email(),
                      "member.create",
                      made.email(),
                      Json.MAPPER
                          .valueToTree(Map.of("provider", provider.id(), "role", role.text()))
                          .toString(),
                      request.address());
              return made;
            });
  }

  private static String nameOf(Person person, String email) {
    String name = person.name().replaceAll("\\p{Cntrl}", "").strip();
    String usable = name.isEmpty() ? email.replaceFirst("@.*", "") : name;
    return usable.codePointCount(0, usable.length()) <= 64
        ? usable
        : usable.substring(0, usable.offsetByCodePoints(0, 64));
  }

  /** The session that set out, if it is still the one that comes back. */
  private Principal sameSession(Request request, Errand errand) throws OidcException {
    Principal principal = request.principal();
    if (principal == null || !String.valueOf(errand.session()).equals(principal.sessionId())) {
      throw new OidcException(Problem.STATE, "the session that set out has ended");
    }
    return principal;
  }

  private Response link(Request request, Arrival arrival) throws OidcException {
    Principal principal = sameSession(request, arrival.errand());
    Person person = arrival.person();
    Member member = principal.member();
    try {
      backend.audited(
          request,
          "member.identity.add",
          member.email(),
          Map.of("provider", arrival.provider().id(), "subject", person.subject()),
          () -> {
            backend
                .catalog()
                .identities()
                .link(member.id(), person.issuer(), person.subject(), person.email());
            return member;
          });
    } catch (CatalogException e) {
      throw new OidcException(Problem.OTHER_MEMBER, String.valueOf(e.getMessage()), e);
    }
    return Response.redirect(request.baseUrl() + arrival.errand().next());
  }

  private Response prove(Request request, Arrival arrival) throws OidcException {
    Principal principal = sameSession(request, arrival.errand());
    Person person = arrival.person();
    boolean own =
        backend
            .catalog()
            .identities()
            .find(person.issuer(), person.subject())
            .filter(known -> known.memberId().equals(principal.member().id()))
            .isPresent();
    if (!own) {
      throw new OidcException(Problem.OTHER_MEMBER, person.subject() + " is not who is signed in");
    }
    String session = principal.sessionId();
    if (session != null) {
      backend.catalog().sessions().proven(session);
    }
    return Response.redirect(request.baseUrl() + arrival.errand().next());
  }

  private Response identities(Request request) {
    Member member = request.requirePrincipal().member();
    List<SignInProvider> providers = backend.catalog().signInProviders().list(member.workspaceId());
    return Response.ok(
        ItemList.all(
            backend.catalog().identities().list(member.id()).stream()
                .map(identity -> view(identity, providers))
                .toList()));
  }

  private static IdentityView view(Identity identity, List<SignInProvider> providers) {
    String name =
        providers.stream()
            .filter(provider -> provider.terms().issuer().equals(identity.issuer()))
            .map(provider -> provider.terms().name())
            .findFirst()
            .orElse(null);
    return new IdentityView(
        identity.id(),
        identity.issuer(),
        name,
        identity.email(),
        Times.ofMillis(identity.createdAt()),
        Times.ofMillisOrNull(identity.lastUsedAt()));
  }

  private Response unlink(Request request) {
    String id = request.pathValue("id");
    Member member = request.requirePrincipal().member();
    backend.audited(
        request,
        "member.identity.remove",
        member.email(),
        Map.of(),
        () -> {
          WaysIn.keep(
              backend,
              member,
              () -> {
                if (!backend.catalog().identities().unlink(member.id(), id)) {
                  throw GatehouseException.notFound("identity", id);
                }
              });
          return member;
        });
    return Response.noContent();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.SignInProviders.SignInProvider;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Authenticator;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.signin.Tickets;
import io.gatehouse.server.signin.oidc.OidcClient;
import io.gatehouse.server.signin.oidc.OidcClient.Departure;
import io.gatehouse.server.signin.oidc.OidcException;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import io.gatehouse.server.signin.oidc.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** People on their way to a provider and back: what they set out for is remembered here. */
final class ProviderFlows {

  static final Duration LIFE = Duration.ofMinutes(10);

  private static final int MAX_NEXT = 2_000;

  private final SecureRandom random = new SecureRandom();
  private final Backend backend;
  private final OidcClient oidc;
  private final Vault vault;
  private final Tickets<Flow> flows;

  ProviderFlows(Backend backend, OidcClient oidc, Vault vault) {
    this.backend = backend;
    this.oidc = oidc;
    this.vault = vault;
    this.flows = new Tickets<>(backend.clock(), LIFE);
  }

  /** What somebody sets out for. */
  enum Purpose {
    SIGN_IN,
    /** To take an invitation. */
    INVITATION,
    /** To connect their account. */
    LINK,
    /** To show that they are still there. */
    PROOF
  }

  /**
   * Why somebody goes.
   *
   * @param session of whoever links or proves; null = nobody is signed in
   * @param invitation secret of the one that is taken; null = none
   * @param next page to go on with
   */
  record Errand(
      Purpose purpose, @Nullable String session, @Nullable String invitation, String next) {}

  /**
   * @param browser what only the browser that set out has
   */
  private record Flow(
      String provider,
      OidcClient.Client client,
      Departure departure,
      String browser,
      Errand errand) {}

  /** Where a browser is sent. */
  record Redirection(String url) {}

  /** Somebody who came back. */
  record Arrival(SignInProvider provider, Person person, Errand errand) {}

  SignInProvider provider(String id) {
    return backend
        .catalog()
        .signInProviders()
        .find(id)
        .filter(found -> found.terms().enabled())
        .orElseThrow(() -> GatehouseException.notFound("sign-in provider", id));
  }

  OidcClient.Client client(SignInProvider provider) {
    String sealed = provider.sealed();
    return new OidcClient.Client(
        provider.terms().issuer(),
        provider.terms().clientId(),
        sealed.isEmpty() ? null : vault.open(context(provider.id()), sealed),
        provider.terms().groupsClaim());
  }

  static String context(String provider) {
    return "sign-in provider " + provider;
  }

  static String redirectUri(Request request, String provider) {
    return request.baseUrl() + "/api/v1/session/providers/" + provider + "/callback";
  }

  /** Sends a browser to a provider; the flow is bound to the browser by a cookie. */
  Response depart(Request request, SignInProvider provider, Errand errand) {
    String known = request.flow();
    String browser = known == null ? randomText() : known;
    OidcClient.Client client = client(provider);
    String state = randomText();
    try {
      Departure departure =
          oidc.depart(
              client,
              redirectUri(request, provider.id()),
              state,
              errand.purpose() == Purpose.PROOF);
      flows.issue(
          state, new Flow(provider.id(), client, departure, browser, errand), request.address());
      Response answer = Response.ok(new Redirection(departure.url()));
      return known != null ? answer : answer.withHeader("Set-Cookie", cookie(request, browser));
    } catch (OidcException e) {
      throw new GatehouseException(
          io.gatehouse.server.ErrorCode.UNAVAILABLE,
          provider.terms().name() + " cannot be used at the moment. " + e.getMessage(),
          e);
    }
  }

  private static String cookie(Request request, String value) {
    String name =
        request.secure() ? Authenticator.SECURE_FLOW_COOKIE : Authenticator.PLAIN_FLOW_COOKIE;
    return name
        + "="
        + value
        + (request.secure() ? "; Secure" : "")
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + LIFE.toSeconds();
  }

  /** What somebody set out for who comes back with this state; it cannot be used again. */
  private Flow flow(Request request, String provider) throws OidcException {
    String state = request.parameter("state").orElse("");
    Flow flow =
        flows
            .take(state)
            .map(Tickets.Held::value)
            .orElseThrow(
                () ->
                    new OidcException(
                        Problem.STATE, "the state is unknown, used, or older than 10 minutes"));
    String browser = request.flow();
    if (browser == null || !equal(browser, flow.browser())) {
      throw new OidcException(Problem.STATE, "another browser set out");
    }
    if (!flow.provider().equals(provider)) {
      throw new OidcException(
          Problem.TOKEN, "the browser set out for " + flow.provider() + " and comes from here");
    }
    return flow;
  }

  /**
   * Who comes back.
   *
   * @throws OidcException when it is nobody, or nobody who may
   */
  Arrival arrive(Request request, String id) throws OidcException {
    Flow flow = flow(request, id);
    SignInProvider provider =
        backend
            .catalog()
            .signInProviders()
            .find(id)
            .filter(found -> found.terms().enabled())
            .orElseThrow(() -> new OidcException(Problem.PROVIDER, "it was removed meanwhile"));
    String error = request.parameter("error").orElse("");
    if (!error.isEmpty()) {
      String more = request.parameter("error_description").orElse("");
      throw new OidcException(
          error.equals("access_denied") ? Problem.DENIED : Problem.PROVIDER,
          "the provider says " + error + " " + more);
    }
    String code =
        request
            .parameter("code")
            .orElseThrow(() -> new OidcException(Problem.PROVIDER, "it sent no code"));
    if (!provider.terms().issuer().equals(flow.client().issuer())
        || !provider.terms().clientId().equals(flow.client().clientId())) {
      throw new OidcException(Problem.STATE, "the provider was set up anew meanwhile");
    }
    Person person =
        oidc.arrive(flow.client(), flow.departure(), code, request.parameter("iss").orElse(null));
    return new Arrival(provider, person, flow.errand());
  }

  /** A page of the dashboard, or the first one; never a page elsewhere. */
  static String page(@Nullable String next) {
    boolean own =
        next != null && next.length() <= MAX_NEXT && next.matches("/(?![/\\\\])[\\x21-\\x7e]*");
    return own ? String.valueOf(next) : "/";
  }

  private String randomText() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}

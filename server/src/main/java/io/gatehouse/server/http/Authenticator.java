// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.Sessions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who makes a request, and refuses requests that another site made a browser send. */
public final class Authenticator {

  /** Over TLS; the prefix binds it to this host and to TLS. */
  public static final String SECURE_COOKIE = "__Host-gatehouse";

  /** On plain HTTP, which only loopback or an explicit setting allows. */
  public static final String PLAIN_COOKIE = "gatehouse";

  /** Binds sign-ins by providers to the browser that set out. */
  public static final String SECURE_FLOW_COOKIE = "__Host-gatehouse-flow";

  public static final String PLAIN_FLOW_COOKIE = "gatehouse-flow";

  public static final String CSRF_HEADER = "X-Gatehouse-Csrf";

  /** For so long somebody who showed who they are may do what asks for it. */
  public static final Duration PROOF_VALID = Duration.ofMinutes(5);

  private final Catalog catalog;
  private final Clock clock;
  private volatile @Nullable Member demoOwner;

  public Authenticator(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** From now on, whoever comes from this machine without credentials is the demo's owner. */
  public void signInDemoOwner(@Nullable Member owner) {
    demoOwner = owner;
  }

  /**
   * What a request brings along.
   *
   * @param authorization header, null when absent
   * @param sessionSecret of the cookie, null when absent
   * @param host the Host header
   */
  public record Credentials(
      @Nullable String authorization,
      @Nullable String sessionSecret,
      InetAddress peer,
      String host) {}

  public Optional<Principal> authenticate(Credentials credentials) {
    String authorization = credentials.authorization();
    if (authorization != null) {
      return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
          ? byToken(authorization.substring(7).strip())
          : Optional.empty();
    }
    String secret = credentials.sessionSecret();
    if (secret != null) {
      Optional<Principal> signedIn = bySession(secret);
      if (signedIn.isPresent()) {
        return signedIn;
      }
    }
    Member demo = demoOwner;
    // The host is checked too: a name that resolves to loopback must not lend out the demo owner.
    return demo != null
            && credentials.peer().isLoopbackAddress()
            && isLoopbackHost(credentials.host())
        ? catalog
            .members()
            .byId(demo.id())
            .map(owner -> new Principal(owner, owner.role(), "", null, true, false))
        : Optional.empty();
  }

  private Optional<Principal> byToken(String secret) {
    Optional<ApiTokens.ApiToken> token = catalog.tokens().find(secret);
    return token
        .flatMap(found -> catalog.members().byId(found.memberId()))
        .filter(member -> !member.disabled())
        .map(
            member -> {
              Role granted = token.orElseThrow().role();
              Role role = member.role().includes(granted) ? granted : member.role();
              return new Principal(
                  member, role, null, token.orElseThrow().name(), true, lacksFactor(member, null));
            });
  }

  private Optional<Principal> bySession(String secret) {
    Optional<Sessions.Session> session = catalog.sessions().find(secret);
    return session
        .flatMap(found -> catalog.members().byId(found.memberId()))
        .filter(member -> !member.disabled())
        .map(
            member ->
                new Principal(
                    member,
                    member.role(),
                    session.orElseThrow().id(),
                    null,
                    clock.millis() - session.orElseThrow().provenAt() <= PROOF_VALID.toMillis(),
                    lacksFactor(member, session.orElseThrow().method())));
  }

  /**
   * Whether a member lacks the second factor that the workspace asks for. A provider that checks
   * one itself will do: for the sessions that it began, and for tokens of members who have it.
   *
   * @param method how the session began; null = there is none
   */
  private boolean lacksFactor(Member member, @Nullable String method) {
    return catalog.signInPolicies().get(member.workspaceId()).secondFactor()
        && !catalog.secondFactors().has(member.id())
        && !(method == null
            ? catalog.signInProviders().checkFactorOf(member.id())
            : method.equals(Sessions.PROVIDER_WITH_FACTOR));
  }

  /**
   * Whether a change with a session may go ahead: it carries our header, which another site cannot
   * add without asking first, and the browser says it comes from this site.
   *
   * @param fetchSite header {@code Sec-Fetch-Site}, null when absent
   * @param origin header, null when absent
   */
  static boolean isSameSite(
      @Nullable String csrfHeader,
      @Nullable String fetchSite,
      @Nullable String origin,
      String host) {
    if (csrfHeader == null) {
      return false;
    }
    if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
      return false;
    }
    return origin == null || authority(origin).equals(host.toLowerCase(Locale.ROOT));
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  static boolean isLoopbackHost(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "");
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A call with an API key: first as it was presented, then, when the key is good, with the {@link
 * ApiKey} as principal, named by its consumer, and an authority {@code SCOPE_…} for each scope.
 */
public final class ApiKeyAuthentication extends AbstractAuthenticationToken {

  /** Before the text of a scope in its authority. */
  public static final String SCOPE_PREFIX = "SCOPE_";

  private static final long serialVersionUID = 1;

  private final transient @Nullable Verification verification;
  private final transient RouteRule rule;
  private final transient @Nullable String address;
  private final transient @Nullable String agent;
  private transient @Nullable String presented;

  private ApiKeyAuthentication(
      @Nullable Verification verification,
      RouteRule rule,
      @Nullable String address,
      @Nullable String agent,
      @Nullable String presented,
      Collection<? extends GrantedAuthority> authorities) {
    super(authorities);
    this.verification = verification;
    this.rule = rule;
    this.address = address;
    this.agent = agent;
    this.presented = presented;
    super.setAuthenticated(verification != null);
  }

  /**
   * What has to be verified.
   *
   * @param address of the caller; null = unknown
   * @param agent the caller's {@code User-Agent}; null = none
   * @param rule what the call needs
   */
  public static ApiKeyAuthentication presented(
      String key, @Nullable String address, @Nullable String agent, RouteRule rule) {
    requireNonNull(key, "key");
    return new ApiKeyAuthentication(null, rule, address, agent, key, List.of());
  }

  /**
   * What was verified.
   *
   * @param known scopes that the application asks for: a wildcard of the key that covers one has
   *     its authority as well
   */
  ApiKeyAuthentication verified(Verification accepted, Collection<String> known) {
    ApiKey key = requireNonNull(accepted.key(), "key");
    return new ApiKeyAuthentication(accepted, rule, address, agent, null, authorities(key, known));
  }

  private static List<GrantedAuthority> authorities(ApiKey key, Collection<String> known) {
    Set<String> scopes = new LinkedHashSet<>(key.scopes().granted());
    for (String scope : known) {
      if (key.scopes().grants(scope)) {
        scopes.add(scope);
      }
    }
    List<GrantedAuthority> authorities = new ArrayList<>(scopes.size());
    for (String scope : scopes) {
      authorities.add(new SimpleGrantedAuthority(SCOPE_PREFIX + scope));
    }
    return authorities;
  }

  /** Who calls, and may what. */
  @Override
  public @Nullable ApiKey getPrincipal() {
    return verification == null ? null : verification.key();
  }

  /** What was presented; null once it was verified. */
  @Override
  public @Nullable String getCredentials() {
    return presented;
  }

  /** Identifier of the consumer whose key it is; empty before it was verified. */
  @Override
  public String getName() {
    ApiKey key = getPrincipal();
    return key == null ? "" : key.consumer().identifier();
  }

  @Nullable Verification verification() {
    return verification;
  }

  RouteRule rule() {
    return rule;
  }

  @Nullable String address() {
    return address;
  }

  @Nullable String agent() {
    return agent;
  }

  @Override
  public void eraseCredentials() {
    super.eraseCredentials();
    presented = null;
  }

  /**
   * Only verifying a key makes a call trusted.
   *
   * @throws IllegalArgumentException when it is to become trusted
   */
  @Override
  public void setAuthenticated(boolean authenticated) {
    if (authenticated) {
      throw new IllegalArgumentException("only verifying a key makes a call trusted");
    }
    super.setAuthenticated(false);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return "ApiKeyAuthentication of " + getPrincipal();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.apikeys.servlet.ServletCalls;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.sdk.CurrentExchange;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a chain of Spring Security authenticate calls by their API key, answer refusals, and count
 * calls with the key that let them in. Which calls need a key is said as usual. The chain keeps no
 * requests for after a login.
 *
 * <pre>{@code
 * http.with(ApiKeySecurity.of(keys).scopes("orders:read"), withDefaults())
 *     .authorizeHttpRequests(calls -> calls.anyRequest().authenticated());
 * }</pre>
 */
public final class ApiKeySecurity extends AbstractHttpConfigurer<ApiKeySecurity, HttpSecurity> {

  private final ApiKeys keys;
  private final List<Rule> rules = new ArrayList<>();
  private final List<String> scopes = new ArrayList<>();
  private KeyPlaces places = KeyPlaces.DEFAULT;
  private CallerAddress addresses = CallerAddress.OF_PEER;

  /**
   * What some calls need.
   *
   * @param needs null = their keys are not looked at
   */
  private record Rule(RequestMatcher calls, @Nullable RouteRule needs) {}

  private ApiKeySecurity(ApiKeys keys) {
    this.keys = requireNonNull(keys, "keys");
  }

  /** Takes keys from {@link KeyPlaces#DEFAULT}. */
  public static ApiKeySecurity of(ApiKeys keys) {
    return new ApiKeySecurity(keys);
  }

  /** Where keys are taken from. */
  public ApiKeySecurity places(KeyPlaces value) {
    places = requireNonNull(value, "places");
    return this;
  }

  /** Proxies whose {@code Forwarded} and {@code X-Forwarded-For} are believed; none. */
  public ApiKeySecurity trustedProxies(Networks value) {
    addresses = CallerAddress.behind(value);
    return this;
  }

  /**
   * Scopes that the application asks for with {@code hasAuthority("SCOPE_…")}, so that a key with a
   * wildcard has their authorities as well. {@code @RequiresScope} needs none of this.
   *
   * @throws IllegalArgumentException naming what is no scope
   */
  public ApiKeySecurity scopes(String... known) {
    for (String scope : known) {
      Scopes.check(scope);
      scopes.add(scope);
    }
    return this;
  }

  /** Calls whose keys are not looked at, nor counted. They have to be permitted as well. */
  public ApiKeySecurity open(RequestMatcher calls) {
    rules.add(new Rule(requireNonNull(calls, "calls"), null));
    return this;
  }

  /** What calls with a key need besides; the first rule that matches counts. */
  public ApiKeySecurity rule(RequestMatcher calls, RouteRule needs) {
    rules.add(new Rule(requireNonNull(calls, "calls"), requireNonNull(needs, "needs")));
    return this;
  }

  @Override
  public void init(HttpSecurity http) {
    ApiKeyRefusals refusals = new ApiKeyRefusals(keys);
    http.authenticationProvider(new ApiKeyAuthenticationProvider(keys, scopes));
    http.exceptionHandling(
        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    // Nobody comes back to a call; and a session for those without a key would tell them apart.
    http.setSharedObject(RequestCache.class, new NullRequestCache());
  }

  /**
   * @throws IllegalStateException when nothing would enforce {@code @RequiresScope}
   */
  @Override
  public void configure(HttpSecurity http) {
    ApplicationContext context = http.getSharedObject(ApplicationContext.class);
    if (context.getBeanNamesForType(RequiresScopeConfiguration.class, true, false).length == 0) {
      throw new IllegalStateException(
          "@RequiresScope would not be enforced: import "
              + RequiresScopeConfiguration.class.getName());
    }
    AuthenticationManager manager = http.getSharedObject(AuthenticationManager.class);
    http.addFilterBefore(new KeyFilter(this, manager), BasicAuthenticationFilter.class);
  }

  /** Verifies the key of a call once, whatever it is dispatched to later. */
  private static final class KeyFilter extends OncePerRequestFilter {

    private final ApiKeySecurity security;
    private final AuthenticationManager manager;
    private final ApiKeyRefusals refusals;
    private final RequestAttributeSecurityContextRepository contexts =
        new RequestAttributeSecurityContextRepository();

    KeyFilter(ApiKeySecurity security, AuthenticationManager manager) {
      this.security = security;
      this.manager = manager;
      this.refusals = new ApiKeyRefusals(security.keys);
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      RouteRule rule = rule(request);
      String presented = rule == null ? null : ServletCalls.presented(security.places, request);
      if (rule == null || presented == null) {
        chain.doFilter(request, response);
        return;
      }
      String address = ServletCalls.address(security.addresses, request);
      Authentication call;
      try {
        call =
            manager.authenticate(
                ApiKeyAuthentication.presented(
                    presented, address, request.getHeader("User-Agent"), rule));
      } catch (AuthenticationException e) {
        SecurityContextHolder.clearContext();
        refusals.commence(request, response, e);
        return;
      }
      accept(call, request, response);
      chain.doFilter(request, response);
    }

    private @Nullable RouteRule rule(HttpServletRequest request) {
      for (Rule rule : security.rules) {
        if (rule.calls.matches(request)) {
          return rule.needs;
        }
      }
      return RouteRule.ANY_KEY;
    }

    private void accept(
        Authentication call, HttpServletRequest request, HttpServletResponse response) {
      if (call instanceof ApiKeyAuthentication accepted && accepted.verification() != null) {
        Verification verified = requireNonNull(accepted.verification());
        verified.tell(CurrentExchange.get());
        verified.limitHeaders().forEach(response::setHeader);
      }
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(call);
      SecurityContextHolder.setContext(context);
      contexts.saveContext(context, request, response);
    }
  }
}

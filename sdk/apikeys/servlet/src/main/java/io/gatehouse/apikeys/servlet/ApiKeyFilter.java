// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.ApiKeys.WhenStale;
import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RefusalAnswer;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.sdk.CurrentExchange;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls without a good API key, as problem details (RFC 9457) that are the same whatever
 * was wrong with the key. Stands behind the filter that records, so that calls are counted with the
 * key that let them in.
 *
 * <pre>{@code
 * new ApiKeyFilter.Builder(keys).open("/health").require("GET", "/orders/*", "orders:read").build()
 * }</pre>
 */
public final class ApiKeyFilter implements Filter {

  /** Attribute of requests that were let in; its value is the {@link ApiKey}. */
  public static final String ATTRIBUTE = ApiKey.class.getName();

  private final ApiKeys keys;
  private final CallerAddress addresses;
  private final KeyPlaces places;
  private final List<Rule> rules;
  private final RouteRule others;

  private ApiKeyFilter(Builder builder) {
    keys = builder.keys;
    addresses = CallerAddress.behind(builder.trustedProxies);
    places = builder.places.isEmpty() ? KeyPlaces.DEFAULT : builder.places;
    others = RouteRule.ANY_KEY.whenStale(builder.whenStale);
    rules = builder.rules.stream().map(rule -> rule.or(builder.whenStale)).toList();
  }

  /**
   * What some calls need.
   *
   * @param method null = all
   * @param path ends in {@code /*} for all below
   * @param needs null = no key
   */
  private record Rule(@Nullable String method, String path, @Nullable RouteRule needs) {

    Rule or(WhenStale whenStale) {
      if (needs == null || needs.whenStale() != null) {
        return this;
      }
      return new Rule(method, path, needs.whenStale(whenStale));
    }

    boolean matches(String wantedMethod, String wantedPath) {
      if (method != null && !method.equals(wantedMethod)) {
        return false;
      }
      if (!path.endsWith("/*")) {
        return path.equals(wantedPath);
      }
      String folder = path.substring(0, path.length() - 2);
      return wantedPath.equals(folder) || wantedPath.startsWith(folder + "/");
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    if (!first || !(request instanceof HttpServletRequest call)) {
      chain.doFilter(request, response);
      return;
    }
    Rule rule = rule(call);
    RouteRule needs = rule == null ? others : rule.needs;
    if (needs == null) {
      chain.doFilter(request, response);
      return;
    }
    Verification verified =
        keys.verify(
            ServletCalls.presented(places, call),
            ServletCalls.address(addresses, call),
            call.getHeader("User-Agent"),
            needs);
    verified.tell(CurrentExchange.get());
    HttpServletResponse answer = (HttpServletResponse) response;
    if (!verified.isAccepted()) {
      ServletCalls.refuse(RefusalAnswer.of(verified), answer);
      return;
    }
    verified.limitHeaders().forEach(answer::setHeader);
    request.setAttribute(ATTRIBUTE, verified.key());
    chain.doFilter(request, response);
  }

  private @Nullable Rule rule(HttpServletRequest request) {
    String path = path(request);
    for (Rule rule : rules) {
      if (rule.matches(request.getMethod(), path)) {
        return rule;
      }
    }
    return null;
  }

  /** As the container routes it: decoded and normalised, without the context path. */
  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }

  /** Collects the configuration; not thread-safe. */
  public static final class Builder {
    private final ApiKeys keys;
    private final List<Rule> rules = new ArrayList<>();
    private KeyPlaces places = KeyPlaces.none();
    private Networks trustedProxies = Networks.NONE;
    private WhenStale whenStale = WhenStale.LAST_KNOWN;

    public Builder(ApiKeys keys) {
      this.keys = requireNonNull(keys, "keys");
    }

    /**
     * Takes keys from a header. The first place that has one counts; unless a place is told, they
     * are {@code Authorization: Bearer} and {@code X-Api-Key}.
     */
    public Builder header(String name) {
      places = places.header(name);
      return this;
    }

    /** Takes keys from {@code Authorization: Bearer} (RFC 6750). */
    public Builder bearer() {
      places = places.bearer();
      return this;
    }

    /** Takes keys from {@code Authorization} with another scheme, e.g. {@code Api-Key}. */
    public Builder authorization(String scheme) {
      places = places.authorization(scheme);
      return this;
    }

    /** Takes keys from a parameter of the query; they end up in logs of proxies and browsers. */
    public Builder query(String name) {
      places = places.query(name);
      return this;
    }

    /** Takes keys from a cookie. */
    public Builder cookie(String name) {
      places = places.cookie(name);
      return this;
    }

    /**
     * Calls that need scopes, all of them. The first rule that matches counts; calls that none
     * matches need a key without any scope.
     *
     * @param method null = all
     * @param path without context path; ends in {@code /*} for all below
     * @throws IllegalArgumentException naming what is no scope
     */
    public Builder require(@Nullable String method, String path, String... scopes) {
      return rule(method, path, RouteRule.allOf(scopes));
    }

    /** As {@link #require}, refused while it is not certain which keys were revoked. */
    public Builder requireFresh(@Nullable String method, String path, String... scopes) {
      return rule(method, path, RouteRule.allOf(scopes).whenStale(WhenStale.REFUSE));
    }

    /** As {@link #require}, with all that a rule can tell. */
    public Builder rule(@Nullable String method, String path, RouteRule needs) {
      rules.add(new Rule(method, path, requireNonNull(needs, "needs")));
      return this;
    }

    /** Calls that need no key. */
    public Builder open(String path) {
      rules.add(new Rule(null, path, null));
      return this;
    }

    /** Proxies whose {@code Forwarded} and {@code X-Forwarded-For} are believed; none. */
    public Builder trustedProxies(Networks value) {
      trustedProxies = requireNonNull(value, "trustedProxies");
      return this;
    }

    /** What counts while the server is away for long; {@link WhenStale#LAST_KNOWN}. */
    public Builder whenStale(WhenStale value) {
      whenStale = requireNonNull(value, "whenStale");
      return this;
    }

    /** Builds the filter. */
    public ApiKeyFilter build() {
      return new ApiKeyFilter(this);
    }
  }
}

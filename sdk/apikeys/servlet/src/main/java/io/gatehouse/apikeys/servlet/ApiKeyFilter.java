// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.ApiKeys.WhenStale;
import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.apikeys.Verification.LimitStanding;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.sdk.CurrentExchange;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
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

  private static final long RETRY_SECONDS = 5;

  private static final String PROBLEM =
      "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}";

  private final ApiKeys keys;
  private final CallerAddress addresses;
  private final List<Source> sources;
  private final List<Rule> rules;
  private final WhenStale whenStale;

  private ApiKeyFilter(Builder builder) {
    keys = builder.keys;
    addresses = CallerAddress.behind(builder.trustedProxies);
    sources = List.copyOf(builder.sources);
    rules = List.copyOf(builder.rules);
    whenStale = builder.whenStale;
  }

  /** Where a key may stand. */
  private interface Source {
    @Nullable String read(HttpServletRequest request);
  }

  /**
   * What some calls need.
   *
   * @param method null = all
   * @param path ends in {@code /*} for all below
   * @param scopes null = no key
   */
  private record Rule(
      @Nullable String method,
      String path,
      @Nullable List<String> scopes,
      @Nullable WhenStale whenStale) {

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
    if (rule != null && rule.scopes == null) {
      chain.doFilter(request, response);
      return;
    }
    Verification verified = verify(call, rule);
    verified.tell(CurrentExchange.get());
    HttpServletResponse answer = (HttpServletResponse) response;
    LimitStanding limit = verified.limit();
    if (limit != null) {
      answer.setHeader("RateLimit-Policy", limit.policyHeader());
      answer.setHeader("RateLimit", limit.header());
    }
    Refusal refusal = verified.refusal();
    if (refusal != null) {
      refuse(refusal, limit == null ? RETRY_SECONDS : limit.resetSeconds(), answer);
      return;
    }
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

  private Verification verify(HttpServletRequest request, @Nullable Rule rule) {
    List<String> scopes = rule == null || rule.scopes == null ? List.of() : rule.scopes;
    WhenStale own = rule == null ? null : rule.whenStale;
    String address =
        addresses.resolve(
            request.getRemoteAddr(),
            joined(request, "Forwarded"),
            joined(request, "X-Forwarded-For"));
    return keys.verify(presented(request), address, scopes, own == null ? whenStale : own);
  }

  /** Several headers of one name are one list. */
  private static @Nullable String joined(HttpServletRequest request, String name) {
    StringBuilder all = new StringBuilder();
    request
        .getHeaders(name)
        .asIterator()
        .forEachRemaining(value -> all.append(all.length() == 0 ? "" : ", ").append(value));
    return all.length() == 0 ? null : all.toString();
  }

  private @Nullable String presented(HttpServletRequest request) {
    for (Source source : sources) {
      String found = source.read(request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static void refuse(Refusal refusal, long retrySeconds, HttpServletResponse response)
      throws IOException {
    int status = refusal.status();
    response.setStatus(status);
    switch (status) {
      case 401 -> response.setHeader("WWW-Authenticate", "Bearer");
      case 429, 503 -> response.setHeader("Retry-After", Long.toString(retrySeconds));
      default -> response.setHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/problem+json");
    byte[] body = problem(status).getBytes(UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String problem(int status) {
    return switch (status) {
      case 401 -> PROBLEM.formatted("Unauthorized", status, "A valid API key is needed.");
      case 403 -> PROBLEM.formatted("Forbidden", status, "The API key may not do this.");
      case 429 -> PROBLEM.formatted("Too Many Requests", status, "The API key is used too often.");
      default ->
          PROBLEM.formatted("Service Unavailable", status, "API keys cannot be checked now.");
    };
  }

  /** Collects the configuration; not thread-safe. */
  public static final class Builder {
    private final ApiKeys keys;
    private final List<Source> sources = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
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
      requireNonNull(name, "name");
      sources.add(request -> request.getHeader(name));
      return this;
    }

    /** Takes keys from {@code Authorization: Bearer} (RFC 6750). */
    public Builder bearer() {
      sources.add(ApiKeyFilter::bearer);
      return this;
    }

    /** Takes keys from a parameter of the query; they end up in logs of proxies and browsers. */
    public Builder query(String name) {
      requireNonNull(name, "name");
      sources.add(request -> QueryParameter.find(request.getQueryString(), name));
      return this;
    }

    /** Takes keys from a cookie. */
    public Builder cookie(String name) {
      requireNonNull(name, "name");
      sources.add(request -> ApiKeyFilter.cookie(request, name));
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
      List<String> all = List.of(scopes);
      all.forEach(Scopes::check);
      rules.add(new Rule(method, path, all, null));
      return this;
    }

    /** As {@link #require}, refused while it is not certain which keys were revoked. */
    public Builder requireFresh(@Nullable String method, String path, String... scopes) {
      List<String> all = List.of(scopes);
      all.forEach(Scopes::check);
      rules.add(new Rule(method, path, all, WhenStale.REFUSE));
      return this;
    }

    /** Calls that need no key. */
    public Builder open(String path) {
      rules.add(new Rule(null, path, null, null));
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
      if (sources.isEmpty()) {
        bearer().header("X-Api-Key");
      }
      return new ApiKeyFilter(this);
    }
  }

  private static @Nullable String bearer(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
    return bearer ? header.substring(7).strip() : null;
  }

  private static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }
}

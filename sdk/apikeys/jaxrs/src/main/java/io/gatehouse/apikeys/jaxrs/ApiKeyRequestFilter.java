// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.jaxrs;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RefusalAnswer;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands before one resource method, and tells limits with its answers. */
final class ApiKeyRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {

  /** Property of a request, in servlet containers its attribute, with the exchange. */
  private static final String EXCHANGE = "io.gatehouse.sdk.Exchange";

  private static final String LIMIT_HEADERS = "io.gatehouse.apikeys.limitHeaders";

  private final ApiKeys keys;
  private final RouteRule rule;
  private final KeyPlaces places;
  private final CallerAddress addresses;
  private final Function<ContainerRequestContext, @Nullable String> peer;

  ApiKeyRequestFilter(
      ApiKeys keys,
      RouteRule rule,
      KeyPlaces places,
      CallerAddress addresses,
      Function<ContainerRequestContext, @Nullable String> peer) {
    this.keys = keys;
    this.rule = rule;
    this.places = places;
    this.addresses = addresses;
    this.peer = peer;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String address =
        addresses.resolve(
            peer.apply(request),
            request.getHeaderString("Forwarded"),
            request.getHeaderString("X-Forwarded-For"));
    String agent = request.getHeaders().getFirst("User-Agent");
    Verification verified = keys.verify(places.read(new View(request)), address, agent, rule);
    verified.tell(exchange(request));
    ApiKey key = verified.key();
    if (key == null || !verified.isAccepted()) {
      request.abortWith(response(RefusalAnswer.of(verified)));
      return;
    }
    request.setProperty(ApiKeyFeature.PROPERTY, key);
    request.setProperty(LIMIT_HEADERS, verified.limitHeaders());
    request.setSecurityContext(new KeySecurity(key, request.getSecurityContext()));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(LIMIT_HEADERS) instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> response.getHeaders().putSingle((String) name, value));
    }
  }

  private static Exchange exchange(ContainerRequestContext request) {
    return request.getProperty(EXCHANGE) instanceof Exchange exchange
        ? exchange
        : CurrentExchange.get();
  }

  private static Response response(RefusalAnswer refusal) {
    Response.ResponseBuilder answer = Response.status(refusal.status()).entity(refusal.bytes());
    refusal.headers().forEach(answer::header);
    return answer.build();
  }

  private record View(ContainerRequestContext request) implements KeyPlaces.Request {

    @Override
    public @Nullable String header(String name) {
      return request.getHeaders().getFirst(name);
    }

    @Override
    public @Nullable String query() {
      return request.getUriInfo().getRequestUri().getRawQuery();
    }

    @Override
    public @Nullable String cookie(String name) {
      Cookie cookie = request.getCookies().get(name);
      return cookie == null ? null : cookie.getValue();
    }
  }

  /** The consumer as principal; its roles are the scopes of its key. */
  private record KeySecurity(ApiKey key, @Nullable SecurityContext before)
      implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return () -> key.consumer().identifier();
    }

    @Override
    public boolean isUserInRole(String role) {
      return key.scopes().grants(role);
    }

    @Override
    public boolean isSecure() {
      return before != null && before.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}

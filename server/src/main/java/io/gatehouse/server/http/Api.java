// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.storage.InvalidCursorException;
import io.gatehouse.storage.StorageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request to the REST API, checks its policy, runs it, explains failures. */
final class Api {

  static final String PREFIX = "/api/v1";

  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private final List<Route> routes;
  private final Authenticator authenticator;

  Api(List<Route> routes, Authenticator authenticator) {
    this.routes = List.copyOf(routes);
    this.authenticator = authenticator;
  }

  /** Whether the request may take longer than usual. */
  boolean isSlow(String method, String path) {
    List<String> segments = Route.segments(path.substring(PREFIX.length()));
    return routes.stream()
        .anyMatch(
            route ->
                route.slow() && route.method().equals(method) && route.match(segments) != null);
  }

  /** Never throws. */
  Response answer(Origin origin, AggregatedHttpRequest http) {
    try {
      return handle(origin, http);
    } catch (GatehouseException e) {
      return Problem.of(e, origin.requestId());
    } catch (InvalidCursorException e) {
      return Problem.of(
          GatehouseException.invalid(
              "cursor", "The cursor is none that a list of this kind gave. Begin without one."),
          origin.requestId());
    } catch (StorageException e) {
      return Problem.of(explain(e), origin.requestId());
    } catch (Exception e) {
      log.error("request {} {} failed", origin.requestId(), http.path(), e);
      return Problem.of(
          new GatehouseException(
              ErrorCode.INTERNAL,
              "The server failed to answer. Its log has the cause under this request id."),
          origin.requestId());
    }
  }

  private Response handle(Origin origin, AggregatedHttpRequest http) throws Exception {
    List<String> segments = Route.segments(origin.path().substring(PREFIX.length()));
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> values = route.match(segments);
      if (values != null && route.method().equals(http.method().name())) {
        return run(route, values, origin, http);
      }
      if (values != null) {
        methods.add(route.method());
      }
    }
    if (!methods.isEmpty()) {
      throw new GatehouseException(
          ErrorCode.METHOD_NOT_ALLOWED,
          "This address takes " + String.join(", ", methods) + ", not " + http.method() + ".");
    }
    throw GatehouseException.notFound("API operation at", origin.path());
  }

  private Response run(
      Route route, Map<String, String> values, Origin origin, AggregatedHttpRequest http)
      throws Exception {
    RequestHeaders headers = http.headers();
    Optional<Principal> principal = authenticate(origin, headers);
    authorise(route, principal.orElse(null));
    boolean changes = !route.method().equals("GET") && route.policy() != Policy.SECRET_ADDRESS;
    if (changes) {
      boolean withToken = headers.contains(HttpHeaderNames.AUTHORIZATION);
      if (!withToken && !isSameSite(origin, headers)) {
        throw new GatehouseException(
            ErrorCode.FORBIDDEN,
            "The change did not come from this site. Send the header "
                + Authenticator.CSRF_HEADER
                + ": 1 from the same origin, or use an API token.");
      }
      requireJson(http);
    }
    Map<String, String> decoded = new LinkedHashMap<>();
    values.forEach((name, value) -> decoded.put(name, decode(value)));
    Response response = handle(route, decoded, origin, http, principal.orElse(null));
    return response.allowedWhile(() -> isStillAllowed(route, origin, headers, principal));
  }

  private static Response handle(
      Route route,
      Map<String, String> values,
      Origin origin,
      AggregatedHttpRequest http,
      @Nullable Principal principal)
      throws Exception {
    return route
        .handler()
        .handle(
            new Request(
                origin.requestId(),
                route.method(),
                values,
                parameters(origin.query()),
                origin.sender().getHostAddress(),
                http.headers().get(HttpHeaderNames.USER_AGENT, ""),
                http.headers().get("idempotency-key"),
                origin.secure(),
                origin.baseUrl(),
                http.headers().get(Request.SHARE_HEADER),
                cookie(
                    origin,
                    http.headers(),
                    Authenticator.SECURE_FLOW_COOKIE,
                    Authenticator.PLAIN_FLOW_COOKIE),
                principal,
                http.content().array()));
  }

  /** Whether the one who began a stream of events is still there, with no less rights. */
  private boolean isStillAllowed(
      Route route, Origin origin, RequestHeaders headers, Optional<Principal> before) {
    if (route.policy().isPublic()) {
      return true;
    }
    Optional<Principal> now = authenticate(origin, headers);
    return now.isPresent()
        && route.policy().allows(now.get())
        && (now.get().seesBodies() || before.stream().noneMatch(Principal::seesBodies));
  }

  private Optional<Principal> authenticate(Origin origin, RequestHeaders headers) {
    String session =
        cookie(origin, headers, Authenticator.SECURE_COOKIE, Authenticator.PLAIN_COOKIE);
    return authenticator.authenticate(
        new Authenticator.Credentials(
            headers.get(HttpHeaderNames.AUTHORIZATION), session, origin.sender(), origin.host()));
  }

  private static @Nullable String cookie(
      Origin origin, RequestHeaders headers, String secureName, String plainName) {
    String name = origin.secure() ? secureName : plainName;
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst()
        .orElse(null);
  }

  private static boolean isSameSite(Origin origin, RequestHeaders headers) {
    return Authenticator.isSameSite(
        headers.get(Authenticator.CSRF_HEADER),
        headers.get("sec-fetch-site"),
        headers.get(HttpHeaderNames.ORIGIN),
        origin.host());
  }

  private static void authorise(Route route, @Nullable Principal principal) {
    Policy policy = route.policy();
    if (policy.isPublic()) {
      return;
    }
    if (principal == null) {
      throw new GatehouseException(
          ErrorCode.NOT_SIGNED_IN, "Sign in, or send Authorization: Bearer with an API token.");
    }
    if (policy.sessionOnly() && principal.sessionId() == null) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "An API token cannot do this. Sign in in the dashboard.");
    }
    if (policy.role() != null && !principal.role().includes(policy.role())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "This needs the role "
              + policy.role().text()
              + "; you have "
              + principal.role().text()
              + ".");
    }
    if (policy.needsFactor() && principal.lacksFactor()) {
      throw new GatehouseException(
          ErrorCode.SECOND_FACTOR_NEEDED,
          "Your workspace asks for a second factor, and you have none yet. Sign in in the"
              + " dashboard and set up an authenticator app or a passkey.");
    }
    if (route.proven() && !principal.proven()) {
      throw new GatehouseException(
          ErrorCode.PROOF_NEEDED,
          "This asks you to show who you are once more: it has been more than "
              + Authenticator.PROOF_VALID.toMinutes()
              + " minutes.");
    }
  }

  private static void requireJson(AggregatedHttpRequest http) {
    if (!http.content().isEmpty()
        && (http.contentType() == null || !http.contentType().is(MediaType.JSON))) {
      throw new GatehouseException(
          ErrorCode.UNSUPPORTED_TYPE,
          "The body is " + http.contentType() + ", but must be application/json.");
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    QueryParams.fromQueryString(query).forEach(parameters::putIfAbsent);
    return parameters;
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new GatehouseException(
          ErrorCode.MALFORMED, "The address is not percent-encoded properly.", e);
    }
  }

  private static GatehouseException explain(StorageException failure) {
    return switch (failure.kind()) {
      case TOO_EXPENSIVE ->
          new GatehouseException(
              ErrorCode.TOO_EXPENSIVE,
              "The query took too long or too much memory. Choose a shorter range, such as 7 days,"
                  + " or a narrower filter.",
              failure);
      case BUSY ->
          GatehouseException.tryLater(
              ErrorCode.TOO_MANY,
              "Several queries or exports are being answered already. Try again in a moment.",
              5);
      case UNAVAILABLE, DAMAGED, POISON ->
          GatehouseException.tryLater(
              ErrorCode.UNAVAILABLE,
              "The telemetry store does not answer at the moment. Reports are still taken in and"
                  + " will appear.",
              5);
    };
  }
}

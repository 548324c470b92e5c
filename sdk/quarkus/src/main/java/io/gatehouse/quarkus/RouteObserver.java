// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.vertx.VertxExchange;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.UriMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Tells the exchange what only Quarkus REST knows: route and exceptions, whoever maps them. */
@Provider
@Priority(Integer.MIN_VALUE)
public final class RouteObserver implements ContainerRequestFilter, ContainerResponseFilter {

  /** For Quarkus. */
  public RouteObserver() {}

  @Override
  public void filter(ContainerRequestContext request) {
    observe(request);
  }

  /** Also of what was refused before the filters of requests. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    observe(request);
  }

  private static void observe(ContainerRequestContext request) {
    if (request instanceof ResteasyReactiveContainerRequestContext reactive
        && reactive.getServerRequestContext() instanceof ResteasyReactiveRequestContext rest) {
      RoutingContext context = rest.unwrap(RoutingContext.class);
      if (context != null && VertxExchange.find(context) instanceof QuarkusExchange recorded) {
        recorded.observed(route(rest), rest.getThrowable());
      }
    }
  }

  /** Null when no method was found. */
  private static @Nullable String route(ResteasyReactiveRequestContext rest) {
    if (rest.getTarget() == null) {
      return null;
    }
    StringBuilder route = new StringBuilder(rest.getDeployment().getPrefix());
    List<UriMatch> matched = rest.getMatchedURIs();
    for (int i = matched.size() - 1; i >= 0; i--) {
      RuntimeResource resource = matched.get(i).resource;
      if (resource != null) {
        append(route, resource.getClassPath());
        append(route, resource.getPath());
      }
    }
    trim(route);
    return route.length() == 0 ? "/" : route.toString();
  }

  private static void append(StringBuilder route, @Nullable URITemplate path) {
    if (path == null) {
      return;
    }
    trim(route);
    if (!path.template.startsWith("/")) {
      route.append('/');
    }
    route.append(path.template);
  }

  private static void trim(StringBuilder route) {
    while (route.length() > 0 && route.charAt(route.length() - 1) == '/') {
      route.setLength(route.length() - 1);
    }
  }
}

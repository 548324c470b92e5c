// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An exchange whose route is known by the routers that it passes. */
final class RouterExchange extends VertxExchange {

  private final Deque<RoutingContext> entered = new ArrayDeque<>();
  private @Nullable String failedRoute;

  RouterExchange(Start start) {
    super(start);
  }

  /** A mounted router takes over; those that are not around it have passed the request on. */
  synchronized void enter(RoutingContext inner) {
    while (!entered.isEmpty() && !isAround(entered.getLast(), inner)) {
      entered.removeLast();
    }
    entered.addLast(inner);
  }

  private static boolean isAround(RoutingContext outer, RoutingContext inner) {
    return inner.mountPoint().length() > outer.mountPoint().length()
        && inner.mountPoint().startsWith(outer.mountPoint());
  }

  /** A failure passes the routes of its path, of which the one that catches least has failed. */
  synchronized void failedAt(RoutingContext inner) {
    String route = route(inner);
    if (failedRoute == null || failedRoute.endsWith("*")) {
      failedRoute = route == null ? failedRoute : route;
    }
  }

  @Override
  protected synchronized void reroute() {
    entered.clear();
  }

  @Override
  protected synchronized @Nullable String route() {
    RoutingContext innermost = context();
    for (RoutingContext inner : entered) {
      Route route = innermost.currentRoute();
      if (route == null || route.getSubRouter() == null) {
        break;
      }
      innermost = inner;
    }
    String route = context().failed() && failedRoute != null ? failedRoute : route(innermost);
    // Something that catches everything was passed, and then nothing was found.
    return route != null && route.endsWith("*") && status() == 404 ? null : route;
  }

  /** Mount point and path of the route that has the request; null = neither is known. */
  private static @Nullable String route(RoutingContext context) {
    Route route = context.currentRoute();
    String path = route == null ? null : path(route);
    String mount = context.mountPoint();
    if (mount == null) {
      return path == null ? null : braces(path);
    }
    String prefix = mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    return braces(prefix + (path == null ? "/*" : path));
  }

  /** Null = the route takes every path; the name of one with a regular expression is that. */
  private static @Nullable String path(Route route) {
    String path = route.getPath();
    return path == null && route.isRegexPath() ? route.getName() : path;
  }
}

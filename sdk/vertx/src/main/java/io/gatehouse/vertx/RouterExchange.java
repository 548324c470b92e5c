// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a router until its response is written or its connection is closed. Kept by the
 * request; used on its event loop, or by whoever writes the response.
 */
final class RecordedExchange extends HttpServerResponse {

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final RoutingContext context;
  private final Deque<RoutingContext> entered = new ArrayDeque<>();
  private @Nullable String failedRoute;
  private volatile boolean aborted;

  RecordedExchange(Exchange exchange, HttpServerRequest request, RoutingContext context) {
    this.exchange = exchange;
    this.request = request;
    this.context = context;
  }

  Exchange exchange() {
    return exchange;
  }

  /** Hooks that others can add to and not replace; the first of the ends counts. */
  void observe() {
    context.addHeadersEndHandler(written -> tellRoute());
    context.addBodyEndHandler(written -> end(context.response().closed()));
    context.addEndHandler(ended -> end(ended.failed()));
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

  /** The application starts over with another path. */
  synchronized void reroute() {
    entered.clear();
  }

  private void end(boolean clientIsGone) {
    aborted = clientIsGone;
    tellRoute();
    tellError();
    exchange.end(this);
  }

  private synchronized void tellRoute() {
    RoutingContext innermost = context;
    for (RoutingContext inner : entered) {
      Route route = innermost.currentRoute();
      if (route == null || route.getSubRouter() == null) {
        break;
      }
      innermost = inner;
    }
    String route = context.failed() && failedRoute != null ? failedRoute : route(innermost);
    // Something that catches everything was passed, and then nothing was found.
    if (route != null && !(route.endsWith("*") && status() == 404)) {
      exchange.route(RouteSource.CONTROLLER, route);
    }
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

  /** {@code /items/:id} as {@code /items/{id}}, which is how all other frameworks write it. */
  static String braces(String path) {
    if (path.indexOf(':') < 0) {
      return path;
    }
    StringBuilder route = new StringBuilder(path.length() + 4);
    boolean name = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (name && !Character.isLetterOrDigit(c) && c != '_') {
        route.append('}');
        name = false;
      }
      if (c == ':') {
        route.append('{');
        name = true;
      } else {
        route.append(c);
      }
    }
    return name ? route.append('}').toString() : route.toString();
  }

  /** A failure that was answered below 500 was handled, unless it was a mere status. */
  private void tellError() {
    Throwable failure = context.failure();
    if (failure == null || aborted) {
      return;
    }
    if (status() >= 500) {
      exchange.error(failure);
    } else if (!(failure instanceof HttpException)) {
      exchange.handled(failure);
    }
  }

  @Override
  public int status() {
    return context.response().getStatusCode();
  }

  @Override
  public @Nullable String header(String name) {
    return context.response().headers().get(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    context.response().headers().forEach((name, value) -> visitor.header(name, value));
  }

  /** Vert.x reads bodies that nobody wants as well, so that what was announced has come. */
  @Override
  public long requestBytes() {
    long announced = request.contentLength();
    if (announced >= 0 && !aborted) {
      return announced;
    }
    long read = context.request().bytesRead();
    boolean unknown = read == 0 && !context.request().isEnded();
    return unknown && request.header("Transfer-Encoding") != null ? -1 : read;
  }

  @Override
  public long responseBytes() {
    return context.response().bytesWritten();
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public boolean committed() {
    return aborted && context.response().headWritten();
  }

  /** The {@link RoutingContext} of the outermost router. */
  @Override
  public Object unwrap() {
    return context;
  }
}

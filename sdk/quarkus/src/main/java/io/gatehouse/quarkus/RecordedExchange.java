// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.WebApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange until its response is written or its connection is closed. Kept by the request; used
 * on its event loop and on the thread that works for it.
 */
final class RecordedExchange extends HttpServerResponse {

  private static final String KEY = "io.gatehouse.quarkus.recorded";

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final RoutingContext context;
  private volatile @Nullable String route;
  private volatile @Nullable Throwable thrown;
  private volatile boolean aborted;

  RecordedExchange(Exchange exchange, HttpServerRequest request, RoutingContext context) {
    this.exchange = exchange;
    this.request = request;
    this.context = context;
  }

  /** What is recorded of a request; null = nothing. */
  static @Nullable RecordedExchange find(RoutingContext context) {
    return context.get(KEY);
  }

  Exchange exchange() {
    return exchange;
  }

  /** Hooks that others can add to and not replace; the first of the ends counts. */
  void observe() {
    context.put(KEY, this);
    context.addBodyEndHandler(written -> end(context.response().closed()));
    // Quarkus also tells a connection that was closed as a response that has ended well.
    context.addEndHandler(ended -> end(ended.failed() || !context.response().ended()));
  }

  /**
   * Quarkus REST has the request.
   *
   * @param template null = it found no method
   * @param error what was thrown until now; null = nothing
   */
  void observed(@Nullable String template, @Nullable Throwable error) {
    if (template != null) {
      route = template;
    }
    if (error != null) {
      thrown = error;
    }
  }

  private void end(boolean clientIsGone) {
    aborted = clientIsGone;
    String known = route;
    exchange.route(RouteSource.CONTROLLER, known == null ? routeOfVertx() : known);
    tellError();
    exchange.end(this);
  }

  /** Of what is no resource, if it has a path of its own. */
  private @Nullable String routeOfVertx() {
    Route current = context.currentRoute();
    String path = current == null ? null : current.getPath();
    if (path == null || path.endsWith("*") || status() == 404) {
      return null;
    }
    String mount = context.mountPoint();
    String prefix = mount == null ? "" : mount;
    return braces(
        (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path);
  }

  /** {@code /items/:id} as {@code /items/{id}}, which is how resources write it. */
  private static String braces(String path) {
    return path.replaceAll(":(\\w+)", "{$1}");
  }

  /** A failure that was answered below 500 was handled, unless it was a mere status. */
  private void tellError() {
    Throwable failure = thrown == null ? context.failure() : thrown;
    if (failure == null || aborted) {
      return;
    }
    if (status() >= 500) {
      exchange.error(failure);
    } else if (!isMereStatus(failure)) {
      exchange.handled(failure);
    }
  }

  private static boolean isMereStatus(Throwable failure) {
    return failure instanceof WebApplicationException
        || failure instanceof HttpException
        || failure instanceof SecurityException;
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

  /** Quarkus reads bodies that nobody wants as well, so that what was announced has come. */
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

  /** The {@link RoutingContext} of the request. */
  @Override
  public Object unwrap() {
    return context;
  }
}

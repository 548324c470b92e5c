// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Experimental;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a router until its response is written or its connection is closed; what adapters
 * of frameworks on Vert.x Web have in common. Kept by the request; used on its event loop, or by
 * whoever writes the response.
 *
 * <pre>{@code
 * router.route().order(Integer.MIN_VALUE)
 *     .handler(context -> VertxExchange.record(gatehouse, excluded, context, MyExchange::new));
 * }</pre>
 */
@Experimental
public abstract class VertxExchange extends HttpServerResponse {

  private static final String KEY = "io.gatehouse.vertx.recorded";

  private final Exchange exchange;
  private final RequestView request;
  private final RoutingContext context;
  private final AtomicBoolean finished = new AtomicBoolean();
  private @Nullable PassingBodies bodies;
  private volatile boolean aborted;

  /** What is known of an exchange that begins. */
  public static final class Start {

    private final Exchange exchange;
    private final RequestView request;
    private final RoutingContext context;

    private Start(Exchange exchange, RequestView request, RoutingContext context) {
      this.exchange = exchange;
      this.request = request;
      this.context = context;
    }
  }

  /** For {@link #record}. */
  protected VertxExchange(Start start) {
    exchange = start.exchange;
    request = start.request;
    context = start.context;
  }

  /**
   * Records a request, unless that is under way already, and passes it on.
   *
   * @param excluded what is left out
   */
  public static void record(
      Gatehouse gatehouse,
      ExcludedPaths excluded,
      RoutingContext context,
      Function<Start, VertxExchange> create) {
    VertxExchange before = find(context);
    if (before != null) {
      before.reroute();
      before.next();
      return;
    }
    RequestView request = new RequestView(context);
    Exchange exchange =
        excluded.matches(request.path()) ? null : gatehouse.handler().begin(request);
    if (exchange == null || exchange.isNoop()) {
      context.next();
      return;
    }
    VertxExchange recorded = create.apply(new Start(exchange, request, context));
    context.put(KEY, recorded);
    recorded.observe();
    recorded.next();
  }

  /** What is recorded of a request; null = nothing. */
  public static @Nullable VertxExchange find(RoutingContext context) {
    return context.get(KEY);
  }

  private void next() {
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      context.next();
    }
  }

  /** Hooks that others can add to and not replace; the first of the ends counts. */
  private void observe() {
    bodies = PassingBodies.observe(context.request(), exchange);
    context.addHeadersEndHandler(written -> tellRoute());
    context.addBodyEndHandler(written -> end(isGone()));
    // A connection that was closed is also told as a response that has ended well.
    context.addEndHandler(ended -> end(ended.failed() || !context.response().ended()));
  }

  /** A stream of HTTP/2 closes as soon as both sides have ended; that is no client that went. */
  private boolean isGone() {
    return context.request().version() == HttpVersion.HTTP_2
        ? !context.response().ended()
        : context.response().closed();
  }

  private void end(boolean clientIsGone) {
    PassingBodies passing = clientIsGone ? null : bodies;
    if (passing == null || !passing.whenWritten(() -> finish(false))) {
      finish(clientIsGone);
    }
  }

  private void finish(boolean clientIsGone) {
    if (!finished.compareAndSet(false, true)) {
      return;
    }
    aborted = clientIsGone;
    PassingBodies passing = bodies;
    if (passing != null) {
      passing.settle();
    }
    tellRoute();
    tellError();
    exchange.end(this);
  }

  private void tellRoute() {
    exchange.route(RouteSource.CONTROLLER, route());
  }

  /** A failure that was answered below 500 was handled, unless it was a mere status. */
  private void tellError() {
    Throwable failure = failure();
    if (failure == null || aborted) {
      return;
    }
    if (status() >= 500) {
      exchange.error(failure);
    } else if (!isMereStatus(failure)) {
      exchange.handled(failure);
    }
  }

  /** The template of the request's route, as far as it is known now; null = unknown. */
  protected abstract @Nullable String route();

  /** What went wrong; null = nothing. */
  protected @Nullable Throwable failure() {
    return context.failure();
  }

  /** Whether an exception is only a way to answer a status below 500. */
  protected boolean isMereStatus(Throwable failure) {
    return failure instanceof HttpException;
  }

  /** The application starts over with another path. */
  protected void reroute() {}

  /** What is told to the SDK. */
  public final Exchange exchange() {
    return exchange;
  }

  /** Of the outermost router. */
  protected final RoutingContext context() {
    return context;
  }

  /** {@code /items/:id} as {@code /items/{id}}, which is how all other frameworks write it. */
  protected static String braces(String path) {
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

  @Override
  public final int status() {
    return context.response().getStatusCode();
  }

  @Override
  public final @Nullable String header(String name) {
    return context.response().headers().get(name);
  }

  @Override
  public final void headers(HeaderVisitor visitor) {
    context.response().headers().forEach((name, value) -> visitor.header(name, value));
  }

  /** Vert.x reads bodies that nobody wants as well, so that what was announced has come. */
  @Override
  public final long requestBytes() {
    long announced = request.contentLength();
    if (announced >= 0 && !aborted) {
      return announced;
    }
    long read = context.request().bytesRead();
    boolean unknown = read == 0 && !context.request().isEnded();
    return unknown && request.header("Transfer-Encoding") != null ? -1 : read;
  }

  @Override
  public final long responseBytes() {
    return context.response().bytesWritten();
  }

  @Override
  public final @Nullable Throwable error() {
    return null;
  }

  @Override
  public final boolean aborted() {
    return aborted;
  }

  @Override
  public final boolean committed() {
    return aborted && context.response().headWritten();
  }

  /** The {@link RoutingContext} of the outermost router. */
  @Override
  public final Object unwrap() {
    return context;
  }
}

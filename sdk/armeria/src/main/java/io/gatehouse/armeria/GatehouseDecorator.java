// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records each exchange of an Armeria server once. Does no I/O and waits for nothing, so that it
 * may run on the event loop.
 *
 * <pre>{@code
 * Server.builder().decorator(GatehouseDecorator.of(gatehouse));
 * }</pre>
 */
public final class GatehouseDecorator implements DecoratingHttpServiceFunction {

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;

  private GatehouseDecorator(Gatehouse gatehouse, ExcludedPaths excluded) {
    this.gatehouse = gatehouse;
    this.excluded = excluded;
  }

  /** A decorator that records everything. Closing the SDK is up to the application. */
  public static GatehouseDecorator of(Gatehouse gatehouse) {
    return new GatehouseDecorator(
        requireNonNull(gatehouse, "gatehouse"), ExcludedPaths.of(List.of()));
  }

  /**
   * Leaves out requests.
   *
   * @param paths {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseDecorator excluding(Collection<String> paths) {
    return new GatehouseDecorator(gatehouse, ExcludedPaths.of(paths));
  }

  /**
   * The authenticated user of Armeria's request log, for {@link Gatehouse.Builder#consumers}.
   *
   * @return null when nobody told one
   */
  public static @Nullable Consumer authenticatedUser(HttpServerRequest request) {
    return request.unwrap() instanceof ServiceRequestContext context
        ? Consumer.of(context.log().partial().authenticatedUser())
        : null;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the end of an exchange throws nothing
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    Exchange exchange =
        excluded.matches(context.path())
            ? null
            : gatehouse.handler().begin(new RequestView(context, request));
    if (exchange == null || exchange.isNoop()) {
      return delegate.serve(context, request);
    }
    RecordedExchange recorded = new RecordedExchange(exchange, context, request);
    context.hook(() -> CurrentExchange.open(exchange));
    HttpRequest counted = recorded.counted(request);
    context.updateRequest(counted);
    context.log().whenComplete().thenAccept(recorded::end);
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      return recorded.counted(delegate.serve(context, counted));
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.ContextView;

/**
 * Records each exchange of a WebFlux application once. Belongs outermost.
 *
 * <pre>{@code
 * @Bean
 * GatehouseWebFilter gatehouseWebFilter(Gatehouse gatehouse) {
 *   return GatehouseWebFilter.of(gatehouse);
 * }
 * }</pre>
 */
public final class GatehouseWebFilter implements WebFilter, Ordered {

  /** Key of the {@link Exchange} in the Reactor context, and its attribute in the web exchange. */
  public static final String EXCHANGE = "io.gatehouse.sdk.Exchange";

  private static final String PRINCIPAL = "io.gatehouse.spring.principal";
  private static final String TREE = "/**";

  private final Gatehouse gatehouse;
  private final List<String> excludedPaths;

  private GatehouseWebFilter(Gatehouse gatehouse, List<String> excludedPaths) {
    this.gatehouse = gatehouse;
    this.excludedPaths = excludedPaths;
  }

  /** A filter that records everything. */
  public static GatehouseWebFilter of(Gatehouse gatehouse) {
    return new GatehouseWebFilter(requireNonNull(gatehouse, "gatehouse"), List.of());
  }

  /**
   * Leaves out requests.
   *
   * @param paths below the base path: {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseWebFilter excluding(Collection<String> paths) {
    return new GatehouseWebFilter(gatehouse, List.copyOf(paths));
  }

  /** The exchange of a reactive chain; without one in its context, one that records nothing. */
  public static Exchange exchange(ContextView context) {
    return context.<Exchange>getOrEmpty(EXCHANGE).orElseGet(CurrentExchange::get);
  }

  /** A filter to place after authentication: notes the principal's name for {@link #principal}. */
  public static Mono<Void> notePrincipal(ServerWebExchange web, WebFilterChain chain) {
    return web.getPrincipal()
        .doOnNext(principal -> web.getAttributes().put(PRINCIPAL, principal.getName()))
        // A principal that cannot be loaded is the application's matter when it asks for it.
        .onErrorComplete()
        .then(Mono.defer(() -> chain.filter(web)));
  }

  /** The principal that was noted, as consumer; null = anonymous. */
  public static @Nullable Consumer principal(HttpServerRequest request) {
    return request.unwrap() instanceof ServerWebExchange web
            && web.getAttributes().get(PRINCIPAL) instanceof String name
        ? Consumer.of(name)
        : null;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /** State is made by each subscription, since operators may subscribe again. */
  @Override
  public Mono<Void> filter(ServerWebExchange web, WebFilterChain chain) {
    if (isExcluded(web) || web.getAttributes().containsKey(EXCHANGE)) {
      return chain.filter(web);
    }
    return Mono.defer(() -> record(web, chain));
  }

  private Mono<Void> record(ServerWebExchange web, WebFilterChain chain) {
    Exchange exchange = gatehouse.handler().begin(new WebRequestView(web));
    if (exchange.isNoop()) {
      return chain.filter(web);
    }
    web.getAttributes().put(EXCHANGE, exchange);
    RecordedWebExchange recorded = new RecordedWebExchange(exchange, web);
    Mono<Void> inside = chain.filter(new TappedExchange(web, recorded));
    return new Scoped(inside, exchange)
        .doOnSuccess(nothing -> recorded.completed())
        .doOnError(recorded::failed)
        .doOnCancel(recorded::cancelled)
        .contextWrite(context -> context.put(EXCHANGE, exchange));
  }

  private boolean isExcluded(ServerWebExchange web) {
    if (excludedPaths.isEmpty()) {
      return false;
    }
    String path = web.getRequest().getPath().pathWithinApplication().value();
    for (String excluded : excludedPaths) {
      boolean tree = excluded.endsWith(TREE);
      String base = tree ? excluded.substring(0, excluded.length() - TREE.length()) : excluded;
      if (path.equals(base) || (tree && path.startsWith(base + "/"))) {
        return true;
      }
    }
    return false;
  }

  /** Makes the exchange the current one while the chain is subscribed to. */
  private static final class Scoped extends MonoOperator<Void, Void> {

    private final Exchange exchange;

    private Scoped(Mono<Void> source, Exchange exchange) {
      super(source);
      this.exchange = exchange;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
      try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
        source.subscribe(subscriber);
      }
    }
  }
}

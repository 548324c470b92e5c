// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import java.util.Collection;
import java.util.List;
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

  private static final String STATE = "io.gatehouse.spring.webflux.state";
  private static final String TREE = "/**";

  private final Gatehouse gatehouse;
  private final List<String> excludedPaths;
  private final boolean includesFiles;

  private GatehouseWebFilter(
      Gatehouse gatehouse, List<String> excludedPaths, boolean includesFiles) {
    this.gatehouse = gatehouse;
    this.excludedPaths = excludedPaths;
    this.includesFiles = includesFiles;
  }

  /** A filter that records everything but static files. */
  public static GatehouseWebFilter of(Gatehouse gatehouse) {
    return new GatehouseWebFilter(requireNonNull(gatehouse, "gatehouse"), List.of(), false);
  }

  /**
   * Leaves out requests.
   *
   * @param paths below the base path: {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseWebFilter excluding(Collection<String> paths) {
    return new GatehouseWebFilter(gatehouse, List.copyOf(paths), includesFiles);
  }

  /** Records static files as well, with the route of their mapping. */
  public GatehouseWebFilter includingFiles() {
    return new GatehouseWebFilter(gatehouse, excludedPaths, true);
  }

  /** The exchange of a reactive chain; without one in its context, one that records nothing. */
  public static Exchange exchange(ContextView context) {
    return context.<Exchange>getOrEmpty(EXCHANGE).orElseGet(CurrentExchange::get);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /** State is made by each subscription, since operators may subscribe again. */
  @Override
  public Mono<Void> filter(ServerWebExchange web, WebFilterChain chain) {
    return isExcluded(web) ? chain.filter(web) : Mono.defer(() -> record(web, chain));
  }

  private Mono<Void> record(ServerWebExchange web, WebFilterChain chain) {
    Exchange exchange =
        web.getAttributes().get(STATE) instanceof RecordedWebExchange before
            ? before.again()
            : gatehouse.handler().begin(new WebRequestView(web));
    if (exchange == null || exchange.isNoop()) {
      return chain.filter(web);
    }
    RecordedWebExchange recorded = new RecordedWebExchange(exchange, web, includesFiles);
    web.getAttributes().put(EXCHANGE, exchange);
    web.getAttributes().put(STATE, recorded);
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

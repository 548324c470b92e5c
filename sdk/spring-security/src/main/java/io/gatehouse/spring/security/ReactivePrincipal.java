// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.security;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.HttpServerRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.ExceptionTranslationWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Notes the name of a principal in reactive applications, after authentication and around
 * authorization. It looks at what others load and loads nothing itself: that may move the request
 * to another thread, or ask a store of sessions.
 *
 * <pre>{@code
 * @Bean
 * static ReactivePrincipal gatehousePrincipal() {
 *   return new ReactivePrincipal();
 * }
 *
 * Gatehouse.builder().consumers(ReactivePrincipal::consumer)
 * }</pre>
 */
public final class ReactivePrincipal implements BeanPostProcessor {

  private static final String ATTRIBUTE = "io.gatehouse.spring.principal";

  /** For Spring, as a bean: it puts a filter into each chain of Spring Security. */
  public ReactivePrincipal() {}

  /**
   * The principal that was noted while the request was inside.
   *
   * @return null = nobody, or a request that is none of WebFlux
   */
  public static @Nullable Consumer consumer(HttpServerRequest request) {
    return request.unwrap() instanceof ServerWebExchange web
            && web.getAttributes().get(ATTRIBUTE) instanceof String name
        ? Consumer.of(name)
        : null;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof SecurityWebFilterChain chain ? new ObservedChain(chain) : bean;
  }

  /** A chain of Spring Security with a filter of ours in front of authorization. */
  private record ObservedChain(SecurityWebFilterChain chain) implements SecurityWebFilterChain {

    @Override
    public Mono<Boolean> matches(ServerWebExchange web) {
      return chain.matches(web);
    }

    @Override
    public Flux<WebFilter> getWebFilters() {
      WebFilter ours = ReactivePrincipal::observe;
      return chain
          .getWebFilters()
          .concatMapIterable(
              one ->
                  one instanceof ExceptionTranslationWebFilter ? List.of(ours, one) : List.of(one));
    }
  }

  private static Mono<Void> observe(ServerWebExchange web, WebFilterChain chain) {
    return chain.filter(web).contextWrite(context -> observed(web, context));
  }

  private static Context observed(ServerWebExchange web, Context context) {
    // The key of ReactiveSecurityContextHolder.
    Object security = context.getOrDefault(SecurityContext.class, null);
    if (!(security instanceof Mono<?> mono)) {
      return context;
    }
    if (mono instanceof Callable<?>) {
      // It is there already, as after authentication by a header.
      mono.subscribe(loaded -> note(web, loaded));
    }
    return context.put(SecurityContext.class, mono.doOnNext(loaded -> note(web, loaded)));
  }

  private static void note(ServerWebExchange web, Object loaded) {
    if (loaded instanceof SecurityContext security) {
      Authentication authentication = security.getAuthentication();
      String name = authentication == null ? null : SecurityNames.of(authentication);
      if (name != null) {
        web.getAttributes().put(ATTRIBUTE, name);
      }
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webmvc;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.RouteSource;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Looks at requests inside Spring MVC, where route, principal and handled exceptions are known, and
 * tells the exchange of the {@link GatehouseFilter}. Changes and resolves nothing. One bean of it
 * is an interceptor, an exception resolver and a configurer; the filter reads an attribute at the
 * end.
 *
 * <pre>{@code
 * @Bean
 * GatehouseWebMvc gatehouseWebMvc() {
 *   return GatehouseWebMvc.create();
 * }
 *
 * GatehouseFilter.of(gatehouse).routeAttribute(GatehouseWebMvc.ROUTE_ATTRIBUTE).addTo(servletContext);
 * }</pre>
 */
public final class GatehouseWebMvc
    implements WebMvcConfigurer, HandlerInterceptor, HandlerExceptionResolver, Ordered {

  /** Value of {@code HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE}; a constant for compilers. */
  public static final String ROUTE_ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private static final String STATIC_RESOURCES = "/**";

  private final boolean includesFiles;

  private GatehouseWebMvc(boolean includesFiles) {
    this.includesFiles = includesFiles;
  }

  /** Leaves out static files that were found. */
  public static GatehouseWebMvc create() {
    return new GatehouseWebMvc(false);
  }

  /** Records static files as well, with the route of their mapping. */
  public GatehouseWebMvc includingFiles() {
    return new GatehouseWebMvc(true);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
  }

  @Override
  public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
    configurer.registerCallableInterceptors(new CallableScope());
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // In a WAR a filter of Spring Boot forwards to the page of an error.
    if (request.getDispatcherType() == DispatcherType.ERROR
        || request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
      return true;
    }
    Object pattern = request.getAttribute(ROUTE_ATTRIBUTE);
    // The route of static resources depends on the status: the filter looks at the end.
    if (pattern != null
        && !pattern.toString().equals(STATIC_RESOURCES)
        && request.getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange) {
      exchange.route(
          RouteSource.CONTROLLER, GatehouseFilter.fullRoute(request, pattern.toString()));
    }
    ServletPrincipal.noteUnlessLeft(request);
    return true;
  }

  /** A file that was found is no request to the application's interface. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception error) {
    if (!includesFiles
        && handler instanceof ResourceHttpRequestHandler
        && error == null
        && response.getStatus() < 400
        && request.getDispatcherType() == DispatcherType.REQUEST
        && request.getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange) {
      exchange.discard();
    }
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception error) {
    if (request.getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange
        && isOfApplication(handler, error)) {
      exchange.handled(error);
    }
    return null;
  }

  /** What Spring says of a request that it has no handler for is no error of the application. */
  private static boolean isOfApplication(@Nullable Object handler, Exception error) {
    return handler instanceof HandlerMethod || !(error instanceof ErrorResponse);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records each exchange once. Belongs outermost, supports asynchronous requests, and needs the
 * dispatcher types {@code REQUEST} and {@code ASYNC}; others do no harm.
 *
 * <pre>{@code
 * GatehouseFilter.of(gatehouse).addTo(servletContext);
 * }</pre>
 */
public final class GatehouseFilter implements Filter {

  /** Request attribute with the {@link Exchange}, for adapters further in. */
  public static final String EXCHANGE = "io.gatehouse.sdk.Exchange";

  private static final String STATE = "io.gatehouse.servlet.state";
  private static final String CATCH_ALL = "/**";

  private final Gatehouse gatehouse;
  private final List<String> excludedPaths;
  private final @Nullable String routeAttribute;

  private GatehouseFilter(
      Gatehouse gatehouse, List<String> excludedPaths, @Nullable String routeAttribute) {
    this.gatehouse = gatehouse;
    this.excludedPaths = excludedPaths;
    this.routeAttribute = routeAttribute;
  }

  /** A filter that records everything. */
  public static GatehouseFilter of(Gatehouse gatehouse) {
    return new GatehouseFilter(requireNonNull(gatehouse, "gatehouse"), List.of(), null);
  }

  /**
   * Leaves out requests.
   *
   * @param paths below the context path: {@code /health}, or with all below it {@code /internal/**}
   */
  public GatehouseFilter excluding(Collection<String> paths) {
    return new GatehouseFilter(gatehouse, List.copyOf(paths), routeAttribute);
  }

  /**
   * Takes the route from a request attribute at the end, unless an inner adapter told it before.
   *
   * @param name of an attribute that holds a template below the servlet's path
   */
  public GatehouseFilter routeAttribute(String name) {
    return new GatehouseFilter(gatehouse, excludedPaths, requireNonNull(name, "name"));
  }

  /** Registers this filter as the first one, for all paths; only while the application starts. */
  public void addTo(ServletContext context) {
    FilterRegistration.Dynamic registration = context.addFilter("gatehouse", this);
    if (registration == null) {
      throw new IllegalStateException("a filter named gatehouse is registered already");
    }
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
  }

  /**
   * The template of a route with everything before it.
   *
   * @param template as the framework in the servlet knows it, e.g. {@code /items/{id}}
   */
  public static String fullRoute(HttpServletRequest request, String template) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    boolean prefixed = mapping != null && mapping.getMappingMatch() == MappingMatch.PATH;
    String context = request.getContextPath();
    String prefix = prefixed ? context + request.getServletPath() : context;
    String below = template.startsWith("/") ? template : "/" + template;
    String joined = prefix.isEmpty() ? below : prefix + below;
    boolean slash = joined.length() > 1 && joined.endsWith("/");
    return slash ? joined.substring(0, joined.length() - 1) : joined;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse httpResponse)) {
      chain.doFilter(request, response);
      return;
    }
    if (http.getAttribute(EXCHANGE) != null) {
      again(http, httpResponse, chain);
      return;
    }
    Exchange exchange = isFirst(http) ? begin(http) : null;
    if (exchange == null || exchange.isNoop()) {
      chain.doFilter(request, response);
      return;
    }
    RecordedServletExchange recorded =
        new RecordedServletExchange(this, exchange, http, httpResponse);
    http.setAttribute(EXCHANGE, exchange);
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      chain.doFilter(recorded.countedRequest(), recorded.countedResponse(httpResponse));
    } catch (Throwable e) {
      recorded.threw(e);
      throw e;
    } finally {
      if (http.isAsyncStarted()) {
        // Dispatches back into the application come after this method has returned.
        http.setAttribute(STATE, recorded);
        recorded.endOnComplete();
      } else {
        recorded.end();
      }
    }
  }

  private static boolean isFirst(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST;
  }

  private @Nullable Exchange begin(HttpServletRequest request) {
    if (isExcluded(request)) {
      return null;
    }
    Exchange exchange = gatehouse.handler().begin(new ServletRequestView(request));
    exchange.route(RouteSource.SERVER, mappedRoute(request));
    return exchange;
  }

  /** A dispatch of an exchange that is recorded already: only its errors and bytes are new. */
  private static void again(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.ASYNC
        || !(request.getAttribute(STATE) instanceof RecordedServletExchange recorded)) {
      chain.doFilter(request, response);
      return;
    }
    try (CurrentExchange.Scope scope = CurrentExchange.open(recorded.exchange())) {
      chain.doFilter(request, recorded.countedResponse(response));
    } catch (Throwable e) {
      recorded.threw(e);
      throw e;
    }
  }

  void tellRoute(Exchange exchange, HttpServletRequest request, int status) {
    if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
      return; // A filter further in forwarded to an error page, whose template it is.
    }
    Object template = routeAttribute == null ? null : request.getAttribute(routeAttribute);
    // Static resources catch everything: a path that leads to none of them is no route.
    if (template != null && !(status == 404 && template.toString().equals(CATCH_ALL))) {
      exchange.route(RouteSource.CONTROLLER, fullRoute(request, template.toString()));
    }
  }

  private static @Nullable String mappedRoute(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    MappingMatch match = mapping == null ? null : mapping.getMappingMatch();
    if (match == null || match == MappingMatch.DEFAULT) {
      return null;
    }
    String pattern = mapping.getPattern();
    if (pattern.equals("/*")) {
      return null; // A framework is mounted on everything: only it knows routes.
    }
    return request.getContextPath() + (pattern.startsWith("/") ? pattern : "/" + pattern);
  }

  private boolean isExcluded(HttpServletRequest request) {
    if (excludedPaths.isEmpty()) {
      return false;
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    for (String excluded : excludedPaths) {
      boolean tree = excluded.endsWith(CATCH_ALL);
      String base = tree ? excluded.substring(0, excluded.length() - 3) : excluded;
      if (path.equals(base) || (tree && path.startsWith(base + "/"))) {
        return true;
      }
    }
    return false;
  }
}

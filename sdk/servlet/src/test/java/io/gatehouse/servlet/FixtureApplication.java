// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fixture of the contract as plain servlets, one for each route. */
final class FixtureApplication implements ServletContainerInitializer {

  private static final long TIMEOUT_MILLIS = 300;

  private final @Nullable Gatehouse gatehouse;

  /**
   * The fixture.
   *
   * @param gatehouse null = without the SDK
   */
  FixtureApplication(@Nullable Gatehouse gatehouse) {
    this.gatehouse = gatehouse;
  }

  /** What a route does. */
  interface Action {
    void run(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    addAuthentication(context);
    if (gatehouse != null) {
      GatehouseFilter.of(gatehouse).addTo(context);
    }
    TrapFixture.addTo(context);
    get(context, "/items/*", (request, response) -> text(response, "item " + tail(request)));
    get(context, "/nested/items/*", (request, response) -> text(response, "item " + tail(request)));
    get(context, "/boom", FixtureApplication::boom);
    get(context, "/handled", FixtureApplication::handled);
    get(
        context,
        "/status/*",
        (request, response) -> response.setStatus(Integer.parseInt(tail(request))));
    get(
        context,
        "/redirect",
        (request, response) -> response.sendRedirect(request.getContextPath() + "/items/1"));
    get(context, "/async/*", FixtureApplication::async);
    get(context, "/async-boom", FixtureApplication::asyncBoom);
    get(context, "/async-timeout", FixtureApplication::asyncTimeout);
    get(context, "/stream", (request, response) -> chunks(response, 5, 1_000));
    get(context, "/large", (request, response) -> chunks(response, 2_000, 10_000));
    get(context, "/sse", FixtureApplication::events);
    get(context, "/writer", FixtureApplication::writer);
    get(
        context,
        "/forward",
        (request, response) -> request.getRequestDispatcher("/items/9").forward(request, response));
    get(
        context,
        "/secured",
        (request, response) -> text(response, "hello " + request.getUserPrincipal().getName()));
    post(context, "/echo", FixtureApplication::echo);
    post(context, "/form", (request, response) -> text(response, request.getParameter("name")));
    post(
        context,
        "/upload",
        (request, response) -> text(response, String.valueOf(request.getPart("file").getSize())));
    post(context, "/unread", (request, response) -> text(response, "unread"));
    get(context, "/", (request, response) -> response.sendError(404));
  }

  private static void addAuthentication(ServletContext context) {
    Filter filter =
        (request, response, chain) -> {
          HttpServletRequest http = (HttpServletRequest) request;
          if (!http.getRequestURI().endsWith("/secured")) {
            chain.doFilter(request, response);
          } else if (http.getHeader("Authorization") == null) {
            ((HttpServletResponse) response).setStatus(401);
          } else {
            chain.doFilter(new AuthenticatedRequest(http), response);
          }
        };
    FilterRegistration.Dynamic registration = context.addFilter("authentication", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  static void get(ServletContext context, String pattern, Action action) {
    HttpServlet servlet =
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException, ServletException {
            action.run(request, response);
          }
        };
    ServletRegistration.Dynamic registration = context.addServlet("GET " + pattern, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(pattern);
  }

  static void post(ServletContext context, String pattern, Action action) {
    HttpServlet servlet =
        new HttpServlet() {
          @Override
          protected void doPost(HttpServletRequest request, HttpServletResponse response)
              throws IOException, ServletException {
            action.run(request, response);
          }
        };
    ServletRegistration.Dynamic registration = context.addServlet("POST " + pattern, servlet);
    registration.setAsyncSupported(true);
    registration.setMultipartConfig(new MultipartConfigElement(""));
    registration.addMapping(pattern);
  }

  private static void boom(HttpServletRequest request, HttpServletResponse response) {
    throw new IllegalStateException("boom");
  }

  private static void handled(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange) {
      exchange.handled(new IllegalArgumentException("handled"));
    }
    response.setStatus(422);
    text(response, "handled");
  }

  private static void async(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    String id = tail(request);
    async.start(
        () -> {
          try {
            text(response, "async " + id);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          async.complete();
        });
  }

  private static void asyncBoom(HttpServletRequest request, HttpServletResponse response) {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      throw new IllegalStateException("boom");
    }
    request.startAsync().dispatch();
  }

  private static void asyncTimeout(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(TIMEOUT_MILLIS);
    async.addListener(
        new AsyncListener() {
          @Override
          public void onTimeout(AsyncEvent event) {
            response.setStatus(503);
            async.complete();
          }

          @Override
          public void onComplete(AsyncEvent event) {}

          @Override
          public void onError(AsyncEvent event) {}

          @Override
          public void onStartAsync(AsyncEvent event) {}
        });
  }

  private static void chunks(HttpServletResponse response, int count, int bytes)
      throws IOException {
    ServletOutputStream out = response.getOutputStream();
    byte[] chunk = "x".repeat(bytes).getBytes(UTF_8);
    for (int i = 0; i < count; i++) {
      out.write(chunk);
      out.flush();
    }
  }

  private static void events(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream;charset=UTF-8");
    for (int i = 1; i <= 3; i++) {
      response.getWriter().write("data:" + i + "\n\n");
      response.flushBuffer();
    }
  }

  private static void writer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().print("grüße");
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(request.getContentType());
    request.getInputStream().transferTo(response.getOutputStream());
  }

  private static String tail(HttpServletRequest request) {
    return request.getPathInfo().substring(1);
  }

  static void text(HttpServletResponse response, String text) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static final class AuthenticatedRequest extends HttpServletRequestWrapper {
    private AuthenticatedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> "ann";
    }
  }
}

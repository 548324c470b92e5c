// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import io.gatehouse.spring.webmvc.GatehouseWebMvc;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * One request through Spring MVC, with and without what the Spring Boot starter adds: the filter in
 * front, and the observer of routes, principals and handled errors inside.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets fields up.
public class SpringBenchmark {

  /** Who records. */
  public enum Recorder {
    NONE,
    GATEHOUSE
  }

  @Param Recorder recorder;

  private Sink sink;
  private AnnotationConfigWebApplicationContext context;
  private DispatcherServlet servlet;
  private Filter filter;

  /** What one thread of a container has. */
  @State(Scope.Thread)
  public static class Connection {
    private final StubRequest request = new StubRequest(new byte[0]);
    private final StubResponse response = new StubResponse();
  }

  /** The application. */
  @EnableWebMvc
  @Controller
  public static class Items {

    private final byte[] answer =
        "{\"id\":4711,\"name\":\"kettle\",\"price\":\"39.90\"}".getBytes(UTF_8);

    /** Writes a little JSON. */
    @GetMapping("/items/{id}")
    public void item(@PathVariable("id") String id, HttpServletResponse response)
        throws IOException {
      response.setContentType(id.isEmpty() ? "text/plain" : "application/json");
      response.getOutputStream().write(answer);
    }
  }

  /** What the starter adds to it. */
  @Configuration(proxyBeanMethods = false)
  public static class Recorded {

    @Bean
    GatehouseWebMvc gatehouseWebMvc() {
      return GatehouseWebMvc.create();
    }
  }

  /** What a container says of a servlet: nothing. */
  private static final class Nothing implements ServletConfig {

    @Override
    public String getServletName() {
      return "items";
    }

    @Override
    public ServletContext getServletContext() {
      return StubRequest.nothing(ServletContext.class);
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }

  @Setup
  public void start() throws ServletException {
    sink = Sink.start();
    context = new AnnotationConfigWebApplicationContext();
    context.register(Items.class);
    filter = (request, response, next) -> next.doFilter(request, response);
    if (recorder == Recorder.GATEHOUSE) {
      Gatehouse gatehouse =
          sink.reporting().consumers(request -> Consumer.of(request.header("X-Client-Id"))).build();
      context.register(Recorded.class);
      filter = GatehouseFilter.of(gatehouse).routeAttribute(GatehouseWebMvc.ROUTE_ATTRIBUTE);
    }
    servlet = new DispatcherServlet(context);
    servlet.init(new Nothing());
  }

  @TearDown
  public void stop() {
    servlet.destroy();
    context.close();
    sink.close();
  }

  @Benchmark
  public long request(Connection connection) throws IOException, ServletException {
    connection.request.recycle();
    connection.response.recycle();
    filter.doFilter(connection.request, connection.response, servlet::service);
    return connection.response.written();
  }
}

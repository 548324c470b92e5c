// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.testkit.FakeServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The fixture of the contract with Spring MVC. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  FixtureApplication.Plain.class,
  FixtureApplication.Nested.class,
  FixtureApplication.Forward.class
})
class FixtureApplication {

  @Bean
  GatehouseCustomizer oftenReported() {
    return FakeServer::configure;
  }

  @Bean
  FilterRegistrationBean<?> authentication() {
    FilterRegistrationBean<?> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              HttpServletRequest http = (HttpServletRequest) request;
              if (!http.getRequestURI().endsWith("/secured")) {
                chain.doFilter(request, response);
              } else if (http.getHeader("Authorization") == null) {
                ((HttpServletResponse) response).setStatus(401);
              } else {
                chain.doFilter(new AuthenticatedRequest(http), response);
              }
            });
    registration.setOrder(-100);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    return registration;
  }

  @RestController
  static class Plain {

    @GetMapping("/items/{id}")
    String item(@PathVariable("id") String id) {
      return "item " + id;
    }

    @GetMapping("/boom")
    String boom() {
      throw new IllegalStateException("boom");
    }

    @GetMapping("/handled")
    String handled() {
      throw new IllegalArgumentException("handled");
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<String> handle(IllegalArgumentException error) {
      return ResponseEntity.status(422).body("handled");
    }

    @GetMapping("/status/{status}")
    ResponseEntity<Void> status(@PathVariable("status") int status) {
      return ResponseEntity.status(status).build();
    }

    @GetMapping("/redirect")
    void redirect(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.sendRedirect(request.getContextPath() + "/items/1");
    }

    @GetMapping("/async/{id}")
    Callable<String> async(@PathVariable("id") String id) {
      return () -> "async " + id;
    }

    @GetMapping("/async-boom")
    Callable<String> asyncBoom() {
      return () -> {
        throw new IllegalStateException("boom");
      };
    }

    @GetMapping("/async-timeout")
    DeferredResult<String> asyncTimeout() {
      return new DeferredResult<>(300L);
    }

    @GetMapping("/stream")
    StreamingResponseBody stream() {
      return out -> {
        for (int i = 0; i < 5; i++) {
          out.write("x".repeat(1_000).getBytes(UTF_8));
          out.flush();
        }
      };
    }

    @GetMapping("/sse")
    SseEmitter events() throws IOException {
      SseEmitter emitter = new SseEmitter();
      for (int i = 1; i <= 3; i++) {
        emitter.send(i);
      }
      emitter.complete();
      return emitter;
    }

    @GetMapping("/large")
    void large(HttpServletResponse response) throws IOException {
      byte[] chunk = new byte[10_000];
      for (int i = 0; i < 2_000; i++) {
        response.getOutputStream().write(chunk);
      }
    }

    @GetMapping("/writer")
    void writer(HttpServletResponse response) throws IOException {
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print("grüße");
    }

    @GetMapping("/secured")
    String secured(Principal principal) {
      return "hello " + principal.getName();
    }

    @PostMapping("/echo")
    ResponseEntity<byte[]> echo(
        @RequestBody byte[] body, @RequestHeader("Content-Type") String type) {
      return ResponseEntity.ok().header("Content-Type", type).body(body);
    }

    @PostMapping("/form")
    String form(@RequestParam("name") String name) {
      return name;
    }

    @PostMapping("/upload")
    String upload(@RequestParam("file") MultipartFile file) {
      return String.valueOf(file.getSize());
    }

    @PostMapping("/unread")
    String unread() {
      return "unread";
    }
  }

  @RestController
  @RequestMapping("/nested")
  static class Nested {
    @GetMapping("/items/{id}")
    String item(@PathVariable("id") String id) {
      return "item " + id;
    }
  }

  @Controller
  static class Forward {
    @GetMapping("/forward")
    String forward() {
      return "forward:/items/9";
    }
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

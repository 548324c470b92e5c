// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.testkit.FakeServer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
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
@Import({MvcApplication.Plain.class, MvcApplication.Nested.class, MvcApplication.Forward.class})
class MvcApplication {

  static final AtomicInteger LOADED = new AtomicInteger();

  @Bean
  GatehouseCustomizer oftenReported() {
    return FakeServer::configure;
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    http.authorizeHttpRequests(
        requests ->
            requests
                .requestMatchers("/secured")
                .authenticated()
                .requestMatchers("/forbidden")
                .hasRole("ADMIN")
                .anyRequest()
                .permitAll());
    http.httpBasic(Customizer.withDefaults());
    http.securityContext(security -> security.securityContextRepository(new CountingRepository()));
    http.csrf(csrf -> csrf.disable());
    // Its writer of headers races with responses from other threads, with and without the SDK.
    http.headers(headers -> headers.disable());
    http.requestCache(cache -> cache.disable());
    return http.build();
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ann").password("{noop}ann").roles("USER").build());
  }

  /** Counts how often the context of a request is loaded, as it would be out of a session. */
  private static final class CountingRepository implements SecurityContextRepository {

    private final SecurityContextRepository below = new RequestAttributeSecurityContextRepository();

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
      DeferredSecurityContext deferred = below.loadDeferredContext(request);
      return new DeferredSecurityContext() {
        @Override
        public SecurityContext get() {
          LOADED.incrementAndGet();
          return deferred.get();
        }

        @Override
        public boolean isGenerated() {
          return deferred.isGenerated();
        }
      };
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
      LOADED.incrementAndGet();
      return below.loadContext(holder);
    }

    @Override
    public void saveContext(
        SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
      below.saveContext(context, request, response);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
      return below.containsContext(request);
    }
  }

  @RestController
  static class Plain {

    private static final Logger LOG = LoggerFactory.getLogger("shop.Orders");

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

    @GetMapping("/forbidden")
    String forbidden() {
      return "for administrators";
    }

    @GetMapping("/logs")
    Callable<String> logs() {
      LOG.info("first line");
      return () -> {
        LOG.warn("second line, token={}", "hunter2");
        return "logged";
      };
    }

    @GetMapping("/current")
    Callable<String> current() {
      CurrentExchange.get().consumer(Consumer.of("first"));
      return () -> {
        CurrentExchange.get().consumer(Consumer.of("second"));
        return "current";
      };
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
}

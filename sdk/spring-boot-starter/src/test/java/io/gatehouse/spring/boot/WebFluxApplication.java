// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The fixture of the contract with Spring WebFlux on Netty. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  WebFluxApplication.OnNetty.class,
  WebFluxApplication.Plain.class,
  WebFluxApplication.Nested.class
})
class WebFluxApplication {

  @Bean
  GatehouseCustomizer oftenReported() {
    return FakeServer::configure;
  }

  @Bean
  SecurityWebFilterChain security(ServerHttpSecurity http) {
    http.authorizeExchange(
        requests -> requests.pathMatchers("/secured").authenticated().anyExchange().permitAll());
    http.httpBasic(Customizer.withDefaults());
    http.csrf(csrf -> csrf.disable());
    // Its writer of headers races with responses from other threads, with and without the SDK.
    http.headers(headers -> headers.disable());
    http.requestCache(cache -> cache.disable());
    return http.build();
  }

  @Bean
  MapReactiveUserDetailsService users() {
    return new MapReactiveUserDetailsService(
        User.withUsername("ann").password("{noop}ann").roles("USER").build());
  }

  /** Tomcat is there as well, and would win. The factory moved between Boot 3 and 4. */
  static final class OnNetty implements ImportBeanDefinitionRegistrar {
    @Override
    public void registerBeanDefinitions(
        AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
      String newer = "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory";
      String older = "org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory";
      String name = ClassUtils.isPresent(newer, null) ? newer : older;
      registry.registerBeanDefinition(
          "netty", new RootBeanDefinition(ClassUtils.resolveClassName(name, null)));
    }
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

    @GetMapping("/conflict")
    String conflict() {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "taken");
    }

    @GetMapping("/status/{status}")
    ResponseEntity<Void> status(@PathVariable("status") int status) {
      return ResponseEntity.status(status).build();
    }

    @GetMapping("/redirect")
    ResponseEntity<Void> redirect(ServerHttpRequest request) {
      URI items = URI.create(request.getPath().contextPath().value() + "/items/1");
      return ResponseEntity.status(302).location(items).build();
    }

    @GetMapping("/forward")
    String forward() {
      return "item 9";
    }

    @GetMapping("/async/{id}")
    Mono<String> async(@PathVariable("id") String id) {
      return Mono.fromCallable(() -> "async " + id).subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/async-boom")
    Mono<String> asyncBoom() {
      return Mono.<String>error(new IllegalStateException("boom"))
          .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/async-timeout")
    Mono<ResponseEntity<Void>> asyncTimeout() {
      return Mono.<ResponseEntity<Void>>never()
          .timeout(Duration.ofMillis(300), Mono.just(ResponseEntity.status(503).build()));
    }

    @GetMapping("/stream")
    Mono<Void> stream(ServerHttpResponse response) {
      return response.writeAndFlushWith(
          Flux.range(0, 5).map(i -> Mono.just(buffer(response, "x".repeat(1_000)))));
    }

    @GetMapping("/large")
    Mono<Void> large(ServerHttpResponse response) {
      byte[] chunk = new byte[10_000];
      return response.writeWith(
          Flux.range(0, 2_000).map(i -> response.bufferFactory().wrap(chunk)));
    }

    @GetMapping(path = "/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<Integer> events() {
      return Flux.range(1, 3);
    }

    @GetMapping("/writer")
    Mono<Void> writer(ServerHttpResponse response) {
      response.getHeaders().setContentType(new MediaType("text", "plain", UTF_8));
      return response.writeWith(Mono.just(buffer(response, "grüße")));
    }

    @GetMapping("/secured")
    String secured(Principal principal) {
      return "hello " + principal.getName();
    }

    @GetMapping("/propagated")
    Mono<String> propagated() {
      return Mono.fromCallable(
              () -> {
                CurrentExchange.get().consumer(Consumer.of("of thread"));
                return "propagated";
              })
          .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/current")
    Mono<String> current() {
      return Mono.deferContextual(
              context -> {
                GatehouseWebFilter.exchange(context).consumer(Consumer.of("of context"));
                return Mono.just("current");
              })
          .subscribeOn(Schedulers.boundedElastic());
    }

    @PostMapping("/echo")
    ResponseEntity<byte[]> echo(
        @RequestBody byte[] body, @RequestHeader("Content-Type") String type) {
      return ResponseEntity.ok().header("Content-Type", type).body(body);
    }

    @PostMapping("/form")
    Mono<String> form(ServerWebExchange exchange) {
      return exchange.getFormData().mapNotNull(form -> form.getFirst("name"));
    }

    @PostMapping("/upload")
    Mono<String> upload(@RequestPart("file") FilePart file) {
      return DataBufferUtils.join(file.content())
          .map(
              content -> {
                int bytes = content.readableByteCount();
                DataBufferUtils.release(content);
                return String.valueOf(bytes);
              });
    }

    @PostMapping("/unread")
    String unread() {
      return "unread";
    }

    private static DataBuffer buffer(ServerHttpResponse response, String text) {
      return response.bufferFactory().wrap(text.getBytes(UTF_8));
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
}

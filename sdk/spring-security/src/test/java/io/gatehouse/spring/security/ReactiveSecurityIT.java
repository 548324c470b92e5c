// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** Spring Security in front of a plain handler of WebFlux, without Spring Boot. */
class ReactiveSecurityIT {

  private FakeServer server;
  private Gatehouse gatehouse;
  private AnnotationConfigApplicationContext context;
  private HttpHandler handler;

  @Configuration(proxyBeanMethods = false)
  @EnableWebFluxSecurity
  static class Guarded {

    @Bean
    static ReactivePrincipal gatehousePrincipal() {
      return new ReactivePrincipal();
    }

    @Bean
    GatehouseWebFilter gatehouseWebFilter(Gatehouse gatehouse) {
      return GatehouseWebFilter.of(gatehouse);
    }

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http) {
      http.authorizeExchange(
          requests ->
              requests
                  .pathMatchers("/admin")
                  .hasRole("ADMIN")
                  .pathMatchers("/own")
                  .authenticated()
                  .anyExchange()
                  .permitAll());
      return http.httpBasic(Customizer.withDefaults()).build();
    }

    @Bean
    MapReactiveUserDetailsService users() {
      return new MapReactiveUserDetailsService(
          User.withUsername("ann").password("{noop}ann").roles("USER").build());
    }

    /** Answers all that is let in. */
    @Bean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME)
    WebHandler answer() {
      return web -> {
        web.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
        return web.getResponse().setComplete();
      };
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().consumers(ReactivePrincipal::consumer).build();
    context = new AnnotationConfigApplicationContext();
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("sdk", gatehouse));
    context.register(Guarded.class);
    context.refresh();
    handler = WebHttpHandlerBuilder.applicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
    gatehouse.close();
    server.close();
  }

  private HttpStatusCode get(String path, String password) {
    MockServerHttpRequest request =
        MockServerHttpRequest.get(path)
            .header(
                HttpHeaders.AUTHORIZATION,
                "Basic " + HttpHeaders.encodeBasicAuth("ann", password, null))
            .build();
    MockServerHttpResponse response = new MockServerHttpResponse();
    handler.handle(request, response).block();
    return response.getStatusCode();
  }

  @Test
  void f1_authenticated_isTheConsumer() {
    assertThat(get("/own", "ann")).isEqualTo(HttpStatus.NO_CONTENT);

    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("ann");
  }

  @Test
  void f1_refusedForWantOfARole_hasItsConsumer() {
    assertThat(get("/admin", "ann")).isEqualTo(HttpStatus.FORBIDDEN);
    RecordedExchange one = server.recorded().awaitOne();

    assertThat(one.status()).isEqualTo(403);
    assertThat(one.consumer()).isEqualTo("ann");
  }

  @Test
  void f1_wrongPassword_hasNoConsumer() {
    assertThat(get("/own", "wrong")).isEqualTo(HttpStatus.UNAUTHORIZED);

    assertThat(server.recorded().awaitOne().consumer()).isNull();
  }
}

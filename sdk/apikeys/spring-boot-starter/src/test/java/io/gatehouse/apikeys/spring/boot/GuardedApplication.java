// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static org.springframework.security.config.Customizer.withDefaults;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RequiresScope.Match;
import io.gatehouse.apikeys.spring.ApiKeySecurity;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.spring.boot.GatehouseCustomizer;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application whose own chain says who may call what. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  GuardedApplication.Orders.class,
  GuardedApplication.Admin.class,
  GuardedApplication.Inherited.class,
  GuardedApplication.Stock.class
})
class GuardedApplication {

  @Bean
  GatehouseCustomizer oftenReported() {
    return FakeServer::configure;
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, ApiKeys keys) throws Exception {
    http.with(
        ApiKeySecurity.of(keys)
            .places(
                KeyPlaces.none()
                    .header("X-Partner-Key")
                    .bearer()
                    .query("api_key")
                    .cookie("partner"))
            .trustedProxies(Networks.of(List.of("127.0.0.0/8", "::1")))
            .scopes("reports:read")
            .open(request -> request.getServletPath().equals("/health")),
        withDefaults());
    http.authorizeHttpRequests(
        calls ->
            calls
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/health")
                .permitAll()
                .requestMatchers("/reports")
                .hasAuthority("SCOPE_reports:read")
                .anyRequest()
                .authenticated());
    http.csrf(csrf -> csrf.disable());
    return http.build();
  }

  @RestController
  static class Orders {

    private final Stock stock;

    Orders(Stock stock) {
      this.stock = stock;
    }

    @GetMapping("/health")
    String health(@AuthenticationPrincipal ApiKey key) {
      return key == null ? "nobody" : key.consumer().identifier();
    }

    @GetMapping("/any")
    String any(@AuthenticationPrincipal ApiKey key) {
      return key.consumer().identifier();
    }

    @RequiresScope("orders:read")
    @GetMapping("/orders/{id}")
    String order(@PathVariable("id") String id, @AuthenticationPrincipal ApiKey key) {
      return key.consumer().identifier() + " " + id;
    }

    @RequiresScope({"orders:read", "orders:write"})
    @DeleteMapping("/orders/{id}")
    String delete(@PathVariable("id") String id) {
      return id;
    }

    @RequiresScope(
        value = {"orders:read", "stock:read"},
        match = Match.ANY)
    @GetMapping("/either")
    String either() {
      return "either";
    }

    @RequiresScope("orders:read")
    @GetMapping("/later")
    Callable<String> later() {
      return () -> "later";
    }

    @GetMapping("/reports")
    String reports() {
      return "reports";
    }

    @PreAuthorize("principal.scopes().grants('orders:read')")
    @GetMapping("/expression")
    String expression() {
      return "expression";
    }

    @GetMapping("/stock")
    String stock() {
      return stock.count();
    }

    @GetMapping("/boom")
    String boom() {
      throw new IllegalStateException("boom");
    }
  }

  /** The annotation of the class holds unless a method has its own. */
  @RestController
  @RequestMapping("/admin")
  @RequiresScope("admin")
  static class Admin {

    @GetMapping("/all")
    String all() {
      return "all";
    }

    @RequiresScope("orders:read")
    @GetMapping("/some")
    String some() {
      return "some";
    }
  }

  /** Methods that a class without the annotation brings. */
  static class Base {
    @GetMapping("/all")
    String all() {
      return "all";
    }
  }

  @RestController
  @RequestMapping("/inherited")
  @RequiresScope("admin")
  static class Inherited extends Base {}

  /** Below the controllers. */
  @Service
  static class Stock {
    @RequiresScope("stock:read")
    String count() {
      return "7";
    }
  }
}

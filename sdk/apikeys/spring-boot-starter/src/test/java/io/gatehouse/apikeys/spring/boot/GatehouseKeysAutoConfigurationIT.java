// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.spring.ApiKeySecurity;
import io.gatehouse.sdk.testkit.FakeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Nothing but the dependency and two properties. */
class GatehouseKeysAutoConfigurationIT {

  @RestController
  static class Orders {

    @GetMapping("/health")
    String health() {
      return "up";
    }

    @RequiresScope("orders:read")
    @GetMapping("/orders")
    String orders() {
      return "orders";
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Orders.class)
  static class Plain {}

  /** Guards by hand, and forgets to enforce the annotation. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Forgetful {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      ApiKeys keys = ApiKeys.builder().server("http://localhost:1").token("ghi_token").build();
      return http.with(ApiKeySecurity.of(keys), Customizer.withDefaults()).build();
    }
  }

  private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server.port=0");
    all.add("--spring.main.banner-mode=off");
    return new SpringApplication(application).run(all.toArray(String[]::new));
  }

  private static HttpResponse<String> get(
      ConfigurableApplicationContext context, String path, String... headers) throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void k1_dependencyAndTwoProperties_guardAllCalls() throws Exception {
    try (FakeServer server = FakeServer.start()) {
      String good = server.keys().issue(List.of("orders:*"));
      String poor = server.keys().issue(List.of());
      try (ConfigurableApplicationContext context =
          run(
              Plain.class,
              "--gatehouse.server=" + server.url(),
              "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
              "--gatehouse.keys.open-paths=/health")) {
        assertThat(context.getBean(ApiKeys.class).awaitReady(Duration.ofSeconds(30))).isTrue();

        assertThat(get(context, "/orders", "X-Api-Key", good).body()).isEqualTo("orders");
        assertThat(get(context, "/orders", "Authorization", "Bearer " + good).statusCode())
            .isEqualTo(200);
        assertThat(get(context, "/orders", "X-Api-Key", poor).statusCode()).isEqualTo(403);
        assertThat(get(context, "/orders", "X-Api-Key", poor).body()).contains("\"status\":403");
        assertThat(get(context, "/orders").statusCode()).isEqualTo(401);
        assertThat(get(context, "/health").body()).isEqualTo("up");
        assertThat(get(context, "/health/deep").statusCode()).isEqualTo(401);
      }
    }
  }

  @Test
  void settings_ofPlaces_areUsed() throws Exception {
    try (FakeServer server = FakeServer.start()) {
      String good = server.keys().issue(List.of("orders:*"));
      try (ConfigurableApplicationContext context =
          run(
              Plain.class,
              "--gatehouse.server=" + server.url(),
              "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
              "--gatehouse.keys.headers=X-Partner-Key",
              "--gatehouse.keys.query=key")) {
        assertThat(context.getBean(ApiKeys.class).awaitReady(Duration.ofSeconds(30))).isTrue();

        assertThat(get(context, "/orders", "X-Partner-Key", good).statusCode()).isEqualTo(200);
        assertThat(get(context, "/orders?key=" + good).statusCode()).isEqualTo(200);
        assertThat(get(context, "/orders", "X-Api-Key", good).statusCode()).isEqualTo(401);
      }
    }
  }

  /** A server that nobody has heard lets nobody in. */
  @Test
  void a6_keysThatAreNotKnown_letNobodyIn() throws Exception {
    try (FakeServer server = FakeServer.start()) {
      String good = server.keys().issue(List.of("*"));
      try (ConfigurableApplicationContext context =
          run(
              Plain.class,
              "--gatehouse.server=http://localhost:1",
              "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN)) {
        HttpResponse<String> answer = get(context, "/orders", "X-Api-Key", good);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
      }
    }
  }

  @Test
  void a7_annotationThatNobodyEnforces_stopsTheStart() {
    assertThatThrownBy(() -> run(Forgetful.class).close())
        .rootCause()
        .hasMessageContaining("@RequiresScope would not be enforced");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Actuator on the application's port and on its own, and the numbers it shows. */
class ActuatorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void f8_samePort_isLeftOut() throws Exception {
    try (ConfigurableApplicationContext context = run()) {
      assertThat(get(context, "local.server.port", "/actuator/health")).isEqualTo(200);
      assertThat(get(context, "local.server.port", "/items/1")).isEqualTo(200);

      assertThat(recorded(1)).extracting(RecordedExchange::route).containsExactly("/items/{id}");
    }
  }

  @Test
  void f8_samePortIncluded_hasItsRoute() throws Exception {
    try (ConfigurableApplicationContext context = run("--gatehouse.include-actuator=true")) {
      assertThat(get(context, "local.server.port", "/actuator/health")).isEqualTo(200);

      assertThat(recorded(1))
          .extracting(RecordedExchange::route)
          .containsExactly("/actuator/health");
    }
  }

  @Test
  void f8_otherBasePath_isLeftOut() throws Exception {
    try (ConfigurableApplicationContext context =
        run("--management.endpoints.web.base-path=/manage")) {
      assertThat(get(context, "local.server.port", "/manage/health")).isEqualTo(200);
      assertThat(get(context, "local.server.port", "/items/1")).isEqualTo(200);

      assertThat(recorded(1)).extracting(RecordedExchange::route).containsExactly("/items/{id}");
    }
  }

  @Test
  void f8_ownPort_isLeftOut() throws Exception {
    try (ConfigurableApplicationContext context = run("--management.server.port=0")) {
      assertThat(get(context, "local.management.port", "/actuator/health")).isEqualTo(200);
      assertThat(get(context, "local.server.port", "/items/1")).isEqualTo(200);

      assertThat(recorded(1)).extracting(RecordedExchange::route).containsExactly("/items/{id}");
    }
  }

  @Test
  void f8_ownPortIncluded_isRecordedOnce() throws Exception {
    try (ConfigurableApplicationContext context =
        run("--management.server.port=0", "--gatehouse.include-actuator=true")) {
      assertThat(get(context, "local.management.port", "/actuator/health")).isEqualTo(200);

      assertThat(recorded(1))
          .extracting(RecordedExchange::route)
          .containsExactly("/actuator/health");
    }
  }

  @Test
  void b12_excludedPath_isLeftOut() throws Exception {
    try (ConfigurableApplicationContext context = run("--gatehouse.excluded-paths=/items/**")) {
      assertThat(get(context, "local.server.port", "/items/1")).isEqualTo(200);
      assertThat(get(context, "local.server.port", "/nested/items/1")).isEqualTo(200);

      assertThat(recorded(1))
          .extracting(RecordedExchange::route)
          .containsExactly("/nested/items/{id}");
    }
  }

  @Test
  void h4_numbers_areShownInTheMeterRegistry() throws Exception {
    try (ConfigurableApplicationContext context = run()) {
      MeterRegistry registry = context.getBean(MeterRegistry.class);
      get(context, "local.server.port", "/items/1");
      recorded(1);
      await().atMost(PATIENCE).until(() -> count(registry, "sent") == 1);

      assertThat(count(registry, "recorded")).isEqualTo(1);
      assertThat(count(registry, "dropped")).isZero();
      assertThat(registry.get("gatehouse.sdk.spooled").gauge().value()).isZero();
    }
  }

  private static double count(MeterRegistry registry, String name) {
    return registry.get("gatehouse.sdk." + name).functionCounter().count();
  }

  private ConfigurableApplicationContext run(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--server.port=0");
    all.add("--spring.main.banner-mode=off");
    all.add("--gatehouse.server=" + server.url());
    all.add("--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN);
    return new SpringApplication(MvcApplication.class).run(all.toArray(String[]::new));
  }

  private int get(ConfigurableApplicationContext context, String port, String path)
      throws Exception {
    String address =
        "http://localhost:" + context.getEnvironment().getRequiredProperty(port) + path;
    return client
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private List<RecordedExchange> recorded(int exchanges) {
    await().atMost(PATIENCE).until(() -> server.recorded().total() >= exchanges);
    assertThat(server.recorded().total()).isEqualTo(exchanges);
    return server.recorded().exchanges();
  }
}

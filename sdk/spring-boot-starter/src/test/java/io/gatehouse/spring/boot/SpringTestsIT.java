// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Tests as users write them. They do not report, unless they say that they want to. */
class SpringTestsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FakeServer SERVER = start();

  private static FakeServer start() {
    try {
      return FakeServer.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @DynamicPropertySource
  static void configured(DynamicPropertyRegistry properties) {
    properties.add("gatehouse.server", SERVER::url);
    properties.add("gatehouse.ingest-token", () -> FakeServer.INGEST_TOKEN);
  }

  private static int mockMvc(WebApplicationContext context, Filter... filters) throws Exception {
    return MockMvcBuilders.webAppContextSetup(context)
        .addFilters(filters)
        .build()
        .perform(get("/items/1"))
        .andReturn()
        .getResponse()
        .getStatus();
  }

  private static void webTestClient(ApplicationContext context) {
    WebTestClient.bindToApplicationContext(context)
        .build()
        .get()
        .uri("/items/1")
        .exchange()
        .expectStatus()
        .isOk();
  }

  private static void awaitRecorded(String route) {
    await().atMost(PATIENCE).until(() -> SERVER.recorded().total() == 1);
    assertThat(SERVER.recorded().exchanges().get(0).route()).isEqualTo(route);
    SERVER.recorded().clear();
  }

  @Nested
  @SpringBootTest(classes = MvcApplication.class)
  class Mvc {
    @Autowired WebApplicationContext context;

    @Test
    void i6_mockMvc_doesNotReport() throws Exception {
      assertThat(mockMvc(context)).isEqualTo(200);
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
      assertThat(context.containsBean("gatehouseFilter")).isFalse();
    }
  }

  @Nested
  @SpringBootTest(classes = MvcApplication.class, properties = "gatehouse.enabled=true")
  class MvcThatReports {
    @Autowired WebApplicationContext context;
    @Autowired FilterRegistrationBean<?> gatehouseFilter;

    @Test
    void i6_mockMvcThatWantsTo_reports() throws Exception {
      assertThat(mockMvc(context, gatehouseFilter.getFilter())).isEqualTo(200);
      awaitRecorded("/items/{id}");
    }
  }

  @Nested
  @SpringBootTest(
      classes = WebFluxApplication.class,
      properties = "spring.main.web-application-type=reactive")
  class WebFlux {
    @Autowired ApplicationContext context;

    @Test
    void i6_webTestClient_doesNotReport() {
      webTestClient(context);
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
    }
  }

  @Nested
  @SpringBootTest(
      classes = WebFluxApplication.class,
      properties = {"spring.main.web-application-type=reactive", "gatehouse.enabled=true"})
  class WebFluxThatReports {
    @Autowired ApplicationContext context;

    @Test
    void i6_webTestClientThatWantsTo_reports() {
      webTestClient(context);
      awaitRecorded("/items/{id}");
    }
  }
}

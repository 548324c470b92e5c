// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the API as its README says, calls it with keys, and looks at what it reports. */
class GuardedApiIT {

  private final HttpClient http = HttpClient.newHttpClient();
  private String api = "";

  @Test
  void calls_areLetInAndCountedByTheirKeys() throws Exception {
    try (FakeServer server = FakeServer.start()) {
      server.wantNothing();
      RateLimit minute = new RateLimit("minute", 3, 60);
      String reader = server.keys().issue(List.of("orders:read"), minute);
      String writer = server.keys().issue(List.of("orders:*"));
      try (ConfigurableApplicationContext context =
          SpringApplication.run(
              GuardedApplication.class,
              "--server.port=0",
              "--gatehouse.server=" + server.url(),
              "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
              "--gatehouse.flush-interval=50ms")) {
        assertThat(context.getBean(ApiKeys.class).awaitReady(Duration.ofSeconds(30))).isTrue();
        api = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");

        assertThat(call("GET", "/health", null).statusCode()).isEqualTo(200);
        assertThat(call("GET", "/orders", null).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/orders", reader).body()).isEqualTo("[]");
        assertThat(call("POST", "/orders?quantity=2", reader).statusCode()).isEqualTo(403);
        assertThat(call("POST", "/orders?quantity=2", writer).statusCode()).isEqualTo(201);
        assertThat(call("POST", "/orders?quantity=0", writer).statusCode()).isEqualTo(400);
        assertThat(call("GET", "/orders", reader).body()).contains("\"quantity\":2");
        assertThat(call("GET", "/orders", reader).statusCode()).isEqualTo(429);
        assertThat(call("DELETE", "/orders/1", writer).statusCode()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(20)).until(() -> server.recorded().total() == 9);
      }
      assertThat(server.recorded().exchanges())
          .extracting(GuardedApiIT::line)
          .containsExactlyInAnyOrder(
              "GET /health 200 1 null null",
              "GET  401 1 null missing",
              "GET /orders 200 2 acme null",
              "POST /orders 403 1 acme scope",
              "POST /orders 201 1 acme null",
              "POST /orders 400 1 acme null",
              "GET  429 1 acme rate-limited",
              "DELETE /orders/{id} 204 1 acme null");
    }
  }

  private static String line(RecordedExchange one) {
    return String.join(
        " ",
        one.method(),
        one.route(),
        String.valueOf(one.status()),
        String.valueOf(one.requests()),
        String.valueOf(one.consumer()),
        String.valueOf(one.refusal()));
  }

  private HttpResponse<String> call(String method, String path, @Nullable String key)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path)).method(method, BodyPublishers.noBody());
    if (key != null) {
      request.header("X-Api-Key", key);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}

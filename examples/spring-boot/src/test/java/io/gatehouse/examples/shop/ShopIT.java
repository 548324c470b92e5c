// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.io.IOException;
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

/** Starts the shop as its README says, calls it, and looks at what it reports. */
class ShopIT {

  private final HttpClient http = HttpClient.newHttpClient();
  private String shop = "";

  /** Two that the service refuses, one that is slow, one that breaks. */
  private static final List<String> TOLD =
      List.of("/products/{id}", "/orders", "/reports/sales", "/orders/{id}/payment");

  /** As the example's settings have it. */
  private static final long SLOW_MICROS = 300_000;

  @Test
  void calls_ofAllKinds_areReportedWithoutWhatIsPrivate() throws Exception {
    try (FakeServer server = FakeServer.start();
        ConfigurableApplicationContext context =
            SpringApplication.run(
                ShopApplication.class,
                "--server.port=0",
                "--gatehouse.server=" + server.url(),
                "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
                "--gatehouse.flush-interval=50ms")) {
      server.wantNothing();
      shop = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");

      assertThat(call("GET", "/products", "app-ios", null).statusCode()).isEqualTo(200);
      assertThat(call("GET", "/products/9", "app-ios", null).statusCode()).isEqualTo(404);
      String order = "{\"product\":2,\"quantity\":%d,\"email\":\"jo@example.com\"}";
      assertThat(call("POST", "/orders", "kestrel", order.formatted(3)).statusCode())
          .isEqualTo(201);
      assertThat(call("POST", "/orders", "kestrel", order.formatted(0)).statusCode())
          .isEqualTo(400);
      assertThat(call("GET", "/reports/sales", null, null).body()).isEqualTo("{\"cents\":11700}");
      assertThat(call("POST", "/orders/99/payment", "kestrel", "").statusCode()).isEqualTo(500);
      assertThat(call("GET", "/orders/export", null, null).body()).isEqualTo("id,cents\n1,11700\n");

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.recorded().total() == 7 && routes(server).containsAll(TOLD));
      assertThat(server.recorded().exchanges())
          .extracting(ShopIT::line)
          .containsExactlyInAnyOrder(
              "GET /products 200 app-ios",
              "GET /products/{id} 404 app-ios",
              "POST /orders 201 kestrel",
              "POST /orders 400 kestrel",
              "GET /reports/sales 200 null",
              "POST /orders/{id}/payment 500 kestrel",
              "GET /orders/export 200 null");
      // On a busy machine others may be slow as well.
      assertThat(told(server))
          .allMatch(one -> one.status() >= 400 || one.durationMicros() >= SLOW_MICROS);
      assertThat(server.recorded().records().toString()).doesNotContain("jo@example.com");
    }
  }

  private static String line(RecordedExchange one) {
    return one.method() + " " + one.route() + " " + one.status() + " " + one.consumer();
  }

  private static List<String> routes(FakeServer server) {
    return told(server).stream().map(Request::route).toList();
  }

  private static List<Request> told(FakeServer server) {
    return server.recorded().records().stream()
        .filter(Request.class::isInstance)
        .map(Request.class::cast)
        .toList();
  }

  private HttpResponse<String> call(
      String method, String path, @Nullable String client, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(shop + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (client != null) {
      request.header("X-Client-Id", client);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}

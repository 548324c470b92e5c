// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What every runnable example does: {@code GET /items/{id}} answers 200, {@code POST /orders} with
 * a quantity 201 or, when it is less than 1, 400, {@code GET /boom} fails; the header {@code
 * X-Client-Id} tells the consumer.
 */
public abstract class ExampleContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** For subclasses. */
  protected ExampleContract() {}

  /**
   * Starts the example.
   *
   * @param gatehouse to report to, by {@link FakeServer#reporting()}
   */
  protected abstract RunningServer start(FakeServer gatehouse) throws Exception;

  @Test
  void requests_arriveWithRouteStatusAndConsumer() throws Exception {
    try (FakeServer gatehouse = FakeServer.start();
        RunningServer example = start(gatehouse)) {
      assertThat(status(example, "GET", "/items/7", "")).isEqualTo(200);
      assertThat(status(example, "POST", "/orders", "2")).isEqualTo(201);
      assertThat(status(example, "POST", "/orders", "0")).isEqualTo(400);
      assertThat(status(example, "GET", "/boom", "")).isEqualTo(500);
      await().atMost(PATIENCE).until(() -> gatehouse.recorded().total() >= 4);

      assertThat(gatehouse.recorded().exchanges())
          .extracting(
              RecordedExchange::method,
              RecordedExchange::route,
              RecordedExchange::status,
              RecordedExchange::consumer)
          .containsExactlyInAnyOrder(
              tuple("GET", "/items/{id}", 200, "acme"),
              tuple("POST", "/orders", 201, "acme"),
              tuple("POST", "/orders", 400, "acme"),
              tuple("GET", "/boom", 500, "acme"));
    }
  }

  private int status(RunningServer example, String method, String path, String body)
      throws IOException, InterruptedException {
    BodyPublisher sent = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + example.port() + path))
            .timeout(PATIENCE)
            .header("X-Client-Id", "acme")
            .header("Content-Type", "text/plain")
            .method(method, sent)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.client.UsageQuestion.By;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatehouseClientTest {

  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-04-01T00:00:00Z");
  private static final String SUMS =
      "{\"requests\":9007199254740993,\"served\":7,\"serverErrors\":1,\"refused\":1,"
          + "\"rateLimited\":0,\"billable\":6,\"meanMs\":1.5,\"requestBytes\":10,"
          + "\"responseBytes\":20}";

  private final List<String> asked = new ArrayList<>();
  private int status = 200;
  private String answer = "{}";
  private HttpServer server;
  private GatehouseClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    client = GatehouseClient.builder(url("/prefix"), "gha_token").build();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI url(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  @Test
  void usage_readsAllMembers() {
    answer =
        ("{\"total\":%1$s,\"items\":[{\"key\":{\"id\":\"k\",\"name\":\"Partner\"},\"consumer\":null,"
                + "\"method\":\"GET\",\"route\":\"/a\",\"refusal\":null,\"version\":\"1.4.0\",\"sums\":%1$s}],"
                + "\"more\":true,\"completeness\":{\"complete\":false,\"missingBatches\":2,"
                + "\"instances\":[]},\"later\":[{}]}")
            .formatted(SUMS);

    Usage usage =
        client.usage(
            UsageQuestion.of("my shop", FROM, TO)
                .by(By.KEY, By.ENDPOINT, By.VERSION)
                .environment("prod")
                .consumer("a&b")
                .key("k")
                .limit(5));

    assertThat(usage.total().requests()).isEqualTo(9_007_199_254_740_993L);
    assertThat(usage.total().meanMillis()).isEqualTo(1.5);
    assertThat(usage.rows())
        .containsExactly(
            new UsageRow("k", "Partner", null, "GET", "/a", null, "1.4.0", usage.total()));
    assertThat(usage.more()).isTrue();
    assertThat(usage.isComplete()).isFalse();
    assertThat(asked)
        .containsExactly(
            "GET /prefix/api/v1/apps/my%20shop/usage?from=2026-03-01T00%3A00%3A00Z&to=2026-04-01T00"
                + "%3A00%3A00Z&env=prod&key=k&consumer=a%26b&by=key,endpoint,version&limit=5 Bearer"
                    .replace(",", "%2C")
                + " gha_token ");
  }

  @Test
  void series_readsBars() {
    answer = "{\"bars\":[{\"at\":\"2026-03-02T00:00:00Z\",\"sums\":" + SUMS + "}]}";

    List<UsageBar> bars = client.series(UsageQuestion.of("shop", FROM, TO), Duration.ofDays(1));

    assertThat(bars)
        .extracting(UsageBar::at)
        .containsExactly(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(asked.get(0)).contains("/usage/series?").contains("&step=86400");
  }

  @Test
  void query_sendsSqlAndReadsRows() {
    answer =
        "{\"columns\":[{\"name\":\"n\",\"type\":\"BIGINT\"}],\"rows\":[[1],[null],[\"é\"],[true]],"
            + "\"cut\":false}";

    QueryResult result = client.query("shop", "SELECT \"n\"", FROM, TO);

    assertThat(result.columns()).containsExactly(new QueryResult.Column("n", "BIGINT"));
    assertThat(result.rows().toString()).isEqualTo("[[1], [null], [é], [true]]");
    assertThat(asked.get(0))
        .startsWith("POST /prefix/api/v1/apps/shop/query ")
        .contains("{\"sql\":\"SELECT \\\"n\\\"\",\"from\":\"2026-03-01T00:00:00Z\"");
  }

  @Test
  void refusals_areExceptions() {
    status = 422;
    answer =
        "{\"code\":\"invalid\",\"field\":\"sql\",\"detail\":\"There is no x.\",\"status\":422}";
    assertThatThrownBy(() -> client.query("shop", "SELECT 1", FROM, TO))
        .isInstanceOfSatisfying(
            GatehouseClientException.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(422);
              assertThat(refusal.code()).isEqualTo("invalid");
              assertThat(refusal.field()).isEqualTo("sql");
              assertThat(refusal).hasMessage("There is no x.");
            });

    status = 502;
    answer = "<html>Bad gateway</html>";
    assertThatThrownBy(() -> client.usage(UsageQuestion.of("shop", FROM, TO)))
        .isInstanceOf(GatehouseClientException.class)
        .hasMessageContaining("502");
    server.stop(0);
    assertThatThrownBy(() -> client.usage(UsageQuestion.of("shop", FROM, TO)))
        .isInstanceOfSatisfying(
            GatehouseClientException.class, none -> assertThat(none.status()).isZero());
  }

  @Test
  void wrongArguments_areNamed() {
    assertThatThrownBy(() -> GatehouseClient.builder(URI.create("gatehouse.example"), "x"))
        .hasMessageContaining("http://");
    assertThatThrownBy(() -> UsageQuestion.of("shop", FROM, TO).limit(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> GatehouseClient.builder(url("/"), "x").timeout(Duration.ZERO))
        .hasMessageContaining("timeout");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives over traffic that is in the store. */
class SloIT {

  @TempDir static Path directory;

  private static TestServer server;
  private static App app;
  private static String base;

  @BeforeAll
  static void start() throws InterruptedException {
    server = TestServer.start(directory);
    server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}");
    app = server.server().catalog().apps().all().get(0);
    base = "/apps/" + app.id();
    long now = System.currentTimeMillis() / 60_000;
    List<Rollup> rollups = new ArrayList<>();
    for (long minute = now - 3_000; minute < now - 1; minute += 10) {
      rollups.add(rollup(minute, "/orders", 200, 995, 100));
      rollups.add(rollup(minute, "/orders", 500, 5, 900));
      rollups.add(rollup(minute, "/other", 500, 1_000, 50));
    }
    server
        .server()
        .intake()
        .accept(Batch.builder(app.number(), "prod", now * 60_000).rollups(rollups).build())
        .toCompletableFuture()
        .join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Rollup rollup(long minute, String path, int status, long count, double millis) {
    int[] bucket = {Histogram.bucketOf(millis * 1_000)};
    return new Rollup(
        minute,
        "GET",
        path,
        status,
        null,
        count,
        Histogram.of(bucket, new long[] {count}),
        (long) (millis * 1_000 * count),
        0,
        Histogram.EMPTY,
        0,
        Histogram.EMPTY,
        0,
        0,
        null);
  }

  private static JsonNode created(String path, String body) {
    Answer answer = server.send(Role.EDITOR, "POST", path, body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void objectives_tellWhatIsGoodAndWhatIsLeft() {
    JsonNode available =
        created(
            base + "/slos",
            "{\"name\":\"Orders\",\"objective\":{\"kind\":\"availability\",\"targetPercent\":99,"
                + "\"windowDays\":7,\"filter\":\"path:/orders\"}}");
    assertThat(available.get("good").asDouble()).isCloseTo(0.995, within(1e-6));
    assertThat(available.get("budgetLeft").asDouble()).isCloseTo(0.5, within(1e-3));
    assertThat(available.get("burnHour").asDouble()).isCloseTo(0.5, within(1e-3));
    assertThat(available.get("words").asText())
        .isEqualTo("99% of requests without 5xx over 7 days");
    assertThat(available.get("points").size()).isBetween(20, 122);
    JsonNode fast =
        created(
            base + "/slos",
            "{\"name\":\"Fast\",\"objective\":{\"kind\":\"latency\",\"targetPercent\":99.9,"
                + "\"windowDays\":28,\"thresholdMs\":300,\"filter\":\"path:/orders\"}}");
    assertThat(fast.get("good").asDouble()).isCloseTo(0.995, within(1e-6));
    assertThat(fast.get("budgetLeft").asDouble()).isCloseTo(-4, within(1e-2));
    assertThat(fast.get("burnSixHours").asDouble()).isCloseTo(5, within(1e-2));
    assertThat(server.get(Role.VIEWER, base + "/slos").json().get("items")).hasSize(2);
  }

  @Test
  void burnRule_isTriedAndKeepsItsObjective() {
    String id =
        created(
                base + "/slos",
                "{\"name\":\"Other\",\"objective\":{\"kind\":\"availability\","
                    + "\"targetPercent\":99.9,\"windowDays\":30,\"filter\":\"path:/other\"}}")
            .get("id")
            .asText();
    String condition = "{\"metric\":\"burn_rate\",\"slo\":\"" + id + "\"}";
    JsonNode tried =
        server
            .send(
                Role.VIEWER, "POST", base + "/rules/backtest", "{\"condition\":" + condition + "}")
            .json();
    assertThat(tried.get("possible").asBoolean()).isTrue();
    assertThat(tried.get("firings")).isNotEmpty();
    assertThat(tried.get("unit").asText()).isEqualTo("×");
    String rule =
        created(base + "/rules", "{\"name\":\"Burns\",\"condition\":" + condition + "}")
            .get("id")
            .asText();
    JsonNode slo = server.get(Role.VIEWER, base + "/slos/" + id).json();
    assertThat(slo.at("/rules/0/name").asText()).isEqualTo("Burns");
    Answer refused = server.send(Role.EDITOR, "DELETE", base + "/slos/" + id, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("Burns");
    server.server().watch().engine().evaluate();
    assertThat(server.get(Role.VIEWER, base + "/rules/" + rule).json().get("state").asText())
        .isEqualTo("firing");
    assertThat(server.send(Role.EDITOR, "DELETE", base + "/rules/" + rule, "").status())
        .isEqualTo(204);
    assertThat(server.send(Role.EDITOR, "DELETE", base + "/slos/" + id, "").status())
        .isEqualTo(204);
  }

  @Test
  void badObjective_isRefusedAndTheFieldNamed() {
    Answer target =
        server.send(
            Role.EDITOR,
            "POST",
            base + "/slos",
            "{\"name\":\"x\",\"objective\":{\"kind\":\"availability\",\"targetPercent\":100,"
                + "\"windowDays\":7}}");
    assertThat(target.status()).isEqualTo(422);
    assertThat(target.json().get("field").asText()).isEqualTo("objective.targetPercent");
    Answer gone =
        server.send(
            Role.EDITOR,
            "POST",
            base + "/rules",
            "{\"name\":\"x\",\"condition\":{\"metric\":\"burn_rate\",\"slo\":\"none\"}}");
    assertThat(gone.json().get("field").asText()).isEqualTo("condition.slo");
  }
}

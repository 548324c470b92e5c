// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overview of traffic that is in the store. */
class OverviewIT {

  /** Noon of yesterday, so that the range and the one before it are over. */
  private static long noon;

  @TempDir static Path directory;

  private static TestServer server;

  @BeforeAll
  static void start() {
    noon = Instant.now().getEpochSecond() / 86_400 * 1_440 - 720;
    server = TestServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static App app(String name) {
    String id =
        server
            .send(Role.OWNER, "POST", "/apps", "{\"name\":\"" + name + "\"}")
            .json()
            .get("id")
            .asText();
    return server.server().catalog().apps().all().stream()
        .filter(one -> one.id().equals(id))
        .findAny()
        .orElseThrow();
  }

  private static Rollup rollup(long minute, String path, int status, long count, double millis) {
    int[] bucket = {Histogram.bucketOf(millis * 1_000)};
    return new Rollup(
        minute,
        "GET",
        path,
        status,
        "acme",
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

  private static void load(App app, List<Rollup> rollups) throws InterruptedException {
    server
        .server()
        .intake()
        .accept(Batch.builder(app.number(), "prod", noon * 60_000).rollups(rollups).build())
        .toCompletableFuture()
        .join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  private static JsonNode overview(App app) {
    return server
        .get(
            Role.VIEWER,
            "/apps/%s/overview?from=%s&to=%s&zone=Europe/Berlin"
                .formatted(app.id(), Times.ofMinute(noon), Times.ofMinute(noon + 360)))
        .json();
  }

  @Test
  void errorsAndLatency_thatRoseInTheRange_areToldWithTheirLinks() throws Exception {
    App app = app("Changed");
    List<Rollup> rollups = new ArrayList<>();
    for (long minute = noon - 360; minute < noon + 360; minute += 5) {
      boolean bad = minute >= noon + 125;
      rollups.add(rollup(minute, "/orders", 200, bad ? 90 : 100, 100));
      if (bad) {
        rollups.add(rollup(minute, "/orders", 500, 10, 100));
      }
      rollups.add(rollup(minute, "/search", 200, 50, minute >= noon ? 620 : 180));
    }
    load(app, rollups);
    server.send(
        Role.EDITOR,
        "POST",
        "/apps/" + app.id() + "/annotations",
        "{\"text\":\"Released 1.4.2\",\"at\":\"%s\"}".formatted(Times.ofMinute(noon + 120)));
    JsonNode read = overview(app);
    assertThat(read.get("compared").asBoolean()).isTrue();
    assertThat(read.get("unchanged").asBoolean()).isFalse();
    JsonNode errors = read.at("/changes/0");
    assertThat(errors.get("kind").asText()).isEqualTo("errors");
    assertThat(errors.get("text").asText())
        .startsWith("5xx on GET /orders rose from 0% to 6.5% since ")
        .contains(", after: Released 1.4.2");
    assertThat(errors.get("page").asText()).isEqualTo("errors");
    assertThat(errors.at("/search/q").asText()).isEqualTo("endpoint:\"GET /orders\"");
    assertThat(errors.at("/search/tab").asText()).isEqualTo("server");
    JsonNode latency = read.at("/changes/1");
    assertThat(latency.get("text").asText())
        .matches("p95 of GET /search rose from 1[78]\\d ms to 6[123]\\d ms");
    assertThat(read.at("/current/requests").asLong())
        .isEqualTo(read.at("/previous/requests").asLong());
  }

  @Test
  void nothing_isSaidOfSteadyTraffic() throws Exception {
    App app = app("Steady");
    List<Rollup> rollups = new ArrayList<>();
    for (long minute = noon - 360; minute < noon + 360; minute += 5) {
      rollups.add(rollup(minute, "/orders", 200, 100 + minute % 3, 100));
    }
    load(app, rollups);
    JsonNode read = overview(app);
    assertThat(read.get("changes")).isEmpty();
    assertThat(read.get("unchanged").asBoolean()).isTrue();
  }

  @Test
  void monitorDown_isToldFirst_alsoWithoutTraffic() {
    App app = app("Watched");
    String id =
        server
            .send(
                Role.EDITOR,
                "POST",
                "/apps/" + app.id() + "/monitors",
                "{\"kind\":\"push\",\"name\":\"Nightly\"}")
            .json()
            .get("id")
            .asText();
    server.server().catalog().monitors().setState(id, "down", noon * 60_000, "late");
    JsonNode read = overview(app);
    assertThat(read.get("compared").asBoolean()).isFalse();
    assertThat(read.get("previous").isNull()).isTrue();
    assertThat(read.at("/up/down").asInt()).isEqualTo(1);
    assertThat(read.at("/changes/0/text").asText()).startsWith("Monitor Nightly is down since ");
    assertThat(read.at("/changes/0/page").asText()).isEqualTo("uptime");
    assertThat(read.at("/changes/0/id").asText()).isEqualTo(id);
  }
}

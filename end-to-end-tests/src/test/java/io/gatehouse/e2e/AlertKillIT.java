// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A1: the built jar is killed between an alert and its delivery, and while the receiver has the
 * message but has not answered. Each alert is told at least once, at most twice, under one id.
 */
class AlertKillIT {

  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Math.max(6, Integer.getInteger("gatehouse.kills", 30) / 4);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  /** What was broken, and which message has to tell it. */
  private record Broken(String app, String name) {}

  private ServerProcess start(HookReceiver hooks) throws Exception {
    return ServerProcess.start(
        directory.resolve("data"),
        "serve",
        "-s",
        "ingest.disk-reserve=16MiB",
        "-s",
        "outbound.allow=127.0.0.1:" + hooks.port());
  }

  @Test
  void a1_killedBetweenAlertAndDelivery_tellsOnceOrTwiceUnderOneId() throws Exception {
    try (HookReceiver hooks = new HookReceiver()) {
      ServerProcess server = start(hooks);
      String token = ServerProcess.ownerToken(directory.resolve("data"));
      String channel =
          server
              .call(
                  token,
                  "POST",
                  "/channels",
                  "{\"kind\":\"webhook\",\"name\":\"Hook\",\"config\":{\"url\":\"%s\"}}"
                      .formatted(hooks.url()))
              .get("id")
              .asText();
      List<Broken> all = new ArrayList<>();
      int inFlight = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        boolean taken = kill % 3 == 2;
        hooks.leaveUnanswered(taken ? name(kill) : "");
        Broken broken = breakRule(server, token, channel, kill);
        all.add(broken);
        awaitAlert(server, token, broken);
        if (taken) {
          await().atMost(PATIENCE).until(() -> !told(hooks, broken).isEmpty());
          inFlight++;
        }
        server.kill();
        hooks.leaveUnanswered("");
        server = start(hooks);
      }
      int duplicates = verify(hooks, all);
      System.out.printf(
          "accounting: kills %d, alerts %d, told %d, duplicates %d, killed in flight %d%n",
          KILLS, all.size(), hooks.hooks().size(), duplicates, inFlight);
      assertThat(duplicates).isLessThanOrEqualTo(KILLS);
      server.close();
    }
  }

  private static String name(int kill) {
    return "Killed " + kill;
  }

  /** A service of its own each time, so that nothing has to be over first. */
  private static Broken breakRule(ServerProcess server, String token, String channel, int kill)
      throws Exception {
    String name = name(kill);
    JsonNode app = server.call(token, "POST", "/apps", "{\"name\":\"" + name + "\"}");
    String id = app.get("id").asText();
    server.call(
        token,
        "POST",
        "/apps/" + id + "/rules",
        "{\"name\":\"Fails\",\"severity\":\"critical\",\"channels\":[\"%s\"],\"condition\":{"
                .formatted(channel)
            + "\"metric\":\"server_errors\",\"comparison\":\"above\",\"threshold\":5,"
            + "\"windowMinutes\":60}}");
    String sync =
        String.format(
            Locale.ROOT,
            "{\"timestamp\":%f,\"instance_uuid\":\"%s\",\"message_uuid\":\"%s\",\"requests\":[{"
                + "\"consumer\":null,\"method\":\"GET\",\"path\":\"/orders\",\"status_code\":500,"
                + "\"request_count\":50,\"request_size_sum\":0,\"response_size_sum\":0,"
                + "\"response_times\":{\"10\":50},\"request_sizes\":{},\"response_sizes\":{}}],"
                + "\"validation_errors\":[],\"server_errors\":[],\"consumers\":[]}",
            System.currentTimeMillis() / 1_000.0,
            UUID.randomUUID(),
            UUID.randomUUID());
    int status =
        server.post(
            "/v2/" + app.get("clientId").asText() + "/prod/sync", sync.getBytes(UTF_8), Map.of());
    assertThat(status).isEqualTo(202);
    return new Broken(id, name);
  }

  private static void awaitAlert(ServerProcess server, String token, Broken broken) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .until(
            () -> !server.get(token, "/apps/" + broken.app() + "/alerts").get("items").isEmpty());
  }

  private static List<HookReceiver.Hook> told(HookReceiver hooks, Broken broken) {
    return hooks.hooks().stream()
        .filter(hook -> hook.app().equals(broken.name()))
        .filter(hook -> hook.body().get("type").asText().equals("alert.firing"))
        .toList();
  }

  private static int verify(HookReceiver hooks, List<Broken> all) {
    Map<String, Integer> times = new HashMap<>();
    for (Broken broken : all) {
      await().atMost(PATIENCE).until(() -> !told(hooks, broken).isEmpty());
    }
    // What was in flight is tried again a minute after its first try.
    await()
        .during(Duration.ofSeconds(75))
        .atMost(Duration.ofSeconds(100))
        .until(() -> all.stream().allMatch(one -> told(hooks, one).size() <= 2));
    int duplicates = 0;
    for (Broken broken : all) {
      List<HookReceiver.Hook> told = told(hooks, broken);
      assertThat(told).as(broken.name()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
      assertThat(told)
          .extracting(HookReceiver.Hook::id)
          .as(broken.name())
          .containsOnly(told.get(0).id());
      times.merge(told.get(0).id(), 1, Integer::sum);
      duplicates += told.size() - 1;
    }
    assertThat(times.values()).as("an id tells one alert").containsOnly(1);
    return duplicates;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts mark: deploys that were seen, notes, alerts, gaps. */
class AnnotationsIT {

  @TempDir static Path directory;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode app(String name) {
    return server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"" + name + "\"}").json();
  }

  private static List<String> labels(String path) {
    List<String> labels = new ArrayList<>();
    server
        .get(Role.VIEWER, path)
        .json()
        .get("items")
        .forEach(one -> labels.add(one.get("kind").asText() + " " + one.get("label").asText()));
    return labels;
  }

  @Test
  void notes_areListedByTimeAndEnvironment_andRemoved() {
    String path = "/apps/" + app("Noted").get("id").asText() + "/annotations";
    Instant now = Instant.now();
    Answer made =
        server.send(
            Role.EDITOR,
            "POST",
            path,
            "{\"at\":\"%s\",\"text\":\"Released 1.4.2\",\"environment\":\"Prod\"}"
                .formatted(now.minusSeconds(3_600)));
    assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
    assertThat(made.json().get("environment").asText()).isEqualTo("prod");
    assertThat(made.json().get("createdBy").asText()).startsWith("editor@example.com");
    server.send(Role.EDITOR, "POST", path, "{\"text\":\"For all\"}");
    server.clock().setAhead(Duration.ofMinutes(2));
    try {
      assertThat(labels(path)).containsExactly("note Released 1.4.2", "note For all");
      assertThat(labels(path + "?env=staging")).containsExactly("note For all");
      assertThat(labels(path + "?env=prod")).hasSize(2);
      assertThat(labels(path + "?to=" + now.minusSeconds(1_800))).hasSize(1);
      String one = path + "/" + made.json().get("id").asText();
      assertThat(server.send(Role.VIEWER, "DELETE", one, "").status()).isEqualTo(403);
      assertThat(server.send(Role.EDITOR, "DELETE", one, "").status()).isEqualTo(204);
      assertThat(server.send(Role.EDITOR, "DELETE", one, "").status()).isEqualTo(404);
      assertThat(labels(path)).containsExactly("note For all");
    } finally {
      server.clock().setAhead(Duration.ZERO);
    }
  }

  @Test
  void badNote_isRefusedAndTheFieldNamed() {
    String path = "/apps/" + app("Refused").get("id").asText() + "/annotations";
    assertThat(server.send(Role.EDITOR, "POST", path, "{}").json().get("field").asText())
        .isEqualTo("text");
    Answer at = server.send(Role.EDITOR, "POST", path, "{\"text\":\"x\",\"at\":\"yesterday\"}");
    assertThat(at.status()).isEqualTo(422);
    assertThat(at.json().get("field").asText()).isEqualTo("at");
    assertThat(
            server
                .send(Role.EDITOR, "POST", path, "{\"text\":\"" + "x".repeat(121) + "\"}")
                .json()
                .get("detail")
                .asText())
        .contains("121");
  }

  @Test
  void deploys_alertsAndGaps_areMarked() throws Exception {
    JsonNode made = app("Marked");
    String path = "/apps/" + made.get("id").asText();
    server.report(made.get("clientId").asText(), "startup", HubMessages.startup(UUID.randomUUID()));
    long now = System.currentTimeMillis();
    server.server().catalog().watchTimes().note(now - 9_000_000, now - 8_000_000);
    String rule =
        server
            .send(
                Role.EDITOR,
                "POST",
                path + "/rules",
                "{\"name\":\"Down\",\"condition\":{\"metric\":\"monitor_down\"}}")
            .json()
            .get("id")
            .asText();
    String monitor =
        server
            .send(
                Role.EDITOR, "POST", path + "/monitors", "{\"kind\":\"push\",\"name\":\"Nightly\"}")
            .json()
            .get("id")
            .asText();
    server.server().catalog().monitors().setState(monitor, "down", now - 600_000, "late");
    var found =
        server.server().catalog().apps().all().stream()
            .filter(one -> one.name().equals("Marked"))
            .findAny()
            .orElseThrow();
    server.server().watch().engine().changed(found.number(), Set.of(Metric.MONITOR_DOWN));
    server.clock().setAhead(Duration.ofMinutes(2));
    try {
      JsonNode marks = server.get(Role.VIEWER, path + "/annotations").json();
      assertThat(marks.at("/items/0/kind").asText()).isEqualTo("deploy");
      assertThat(marks.at("/items/0/id").isNull()).isTrue();
      JsonNode alert = period(marks, "alert");
      assertThat(alert.get("label").asText()).isEqualTo("Down: Nightly");
      assertThat(alert.get("ruleId").asText()).isEqualTo(rule);
      assertThat(alert.get("to").isNull()).isTrue();
      JsonNode gap = period(marks, "gap");
      assertThat(gap.get("from").asText())
          .isEqualTo(Instant.ofEpochMilli(now - 8_000_000).toString());
    } finally {
      server.clock().setAhead(Duration.ZERO);
    }
  }

  private static JsonNode period(JsonNode marks, String kind) {
    for (JsonNode one : marks.get("periods")) {
      if (one.get("kind").asText().equals(kind)) {
        return one;
      }
    }
    throw new AssertionError("no " + kind + " in " + marks);
  }
}

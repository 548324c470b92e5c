// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must stay private is gone: by rules, afterwards, and for one consumer altogether. */
class PrivacyIT {

  @TempDir static Path directory;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Target(String base, String clientId) {}

  private static Target app(String name) throws IOException {
    JsonNode created =
        server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"" + name + "\"}").json();
    return new Target("/apps/" + created.get("id").asText(), created.get("clientId").asText());
  }

  private static UUID report(Target target, String consumer, String body, String headers)
      throws Exception {
    UUID id = UUID.randomUUID();
    double now = System.currentTimeMillis() / 1000.0;
    String line =
        ("{\"uuid\":\"%s\",\"request\":{\"timestamp\":%s,\"method\":\"POST\",\"path\":\"/orders\","
                + "\"url\":\"http://shop.example/orders?note=%s\",\"consumer\":\"%s\","
                + "\"headers\":[[\"Content-Type\",\"application/json\"]%s],\"body\":\"%s\"},"
                + "\"response\":{\"status_code\":200,\"response_time\":0.01,\"headers\":[]}}\n")
            .formatted(
                id,
                Double.toString(now),
                consumer,
                consumer,
                headers,
                java.util.Base64.getEncoder().encodeToString(body.getBytes(ISO_8859_1)));
    assertThat(server.report(target.clientId, "log?uuid=" + UUID.randomUUID(), line))
        .isEqualTo(202);
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(20))).isTrue();
    return id;
  }

  private static String body(Target target, UUID id) throws IOException {
    return server
        .get(Role.OWNER, target.base + "/requests/" + id)
        .json()
        .at("/requestBody/text")
        .asText();
  }

  private static List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("native")
            && new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void rule_ofTheDashboard_actsOnClientsThatKnowNone() throws Exception {
    Target target = app("Rules");
    UUID before = report(target, "c1", "{\"colour\":\"DE-4711-before\",\"n\":1}", "");
    String rule =
        "{\"target\":\"request-body\",\"path\":\"$.colour\",\"action\":\"mask\",\"endpoint\":null}";

    JsonNode preview =
        server.send(Role.EDITOR, "POST", target.base + "/redaction/preview", rule).json();
    assertThat(preview.get("documents").asInt()).isEqualTo(1);
    assertThat(preview.get("matched").asInt()).isEqualTo(1);
    assertThat(preview.at("/examples/0/id").asText()).isEqualTo(before.toString());
    assertThat(
            server
                .send(Role.ADMIN, "PUT", target.base + "/redaction", "{\"rules\":[" + rule + "]}")
                .status())
        .isEqualTo(200);
    UUID after = report(target, "c1", "{\"colour\":\"DE-4711-after\",\"n\":2}", "");

    assertThat(body(target, after)).isEqualTo("{\"colour\":\"[REDACTED]\",\"n\":2}");
    assertThat(filesWith("DE-4711-after")).isEmpty();
    assertThat(body(target, before)).contains("DE-4711-before");

    assertThat(server.send(Role.ADMIN, "POST", target.base + "/redaction/rewrite", "").status())
        .isEqualTo(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server
                    .get(Role.VIEWER, target.base + "/redaction")
                    .json()
                    .at("/rewrite/state")
                    .asText()
                    .equals("done"));
    assertThat(body(target, before)).isEqualTo("{\"colour\":\"[REDACTED]\",\"n\":1}");
    JsonNode job = server.get(Role.VIEWER, target.base + "/redaction").json().get("rewrite");
    assertThat(job.get("seen").asLong()).isEqualTo(2);
    assertThat(job.get("changed").asLong()).isEqualTo(1);
  }

  @Test
  void rule_withAnOddPath_isRefused() throws Exception {
    Target target = app("Odd");
    String rules =
        "{\"rules\":[{\"target\":\"request-body\",\"path\":\"$[?(@.a)]\",\"action\":\"mask\"}]}";

    JsonNode answer = server.send(Role.ADMIN, "PUT", target.base + "/redaction", rules).json();
    assertThat(answer.get("field").asText()).isEqualTo("redaction.path");
    assertThat(answer.get("detail").asText()).contains("$[?(@.a)]").contains("JSONPath");
  }

  @Test
  void credentialsInClear_areMaskedAndToldOf() throws Exception {
    Target target = app("Leaky");
    UUID id = report(target, "c1", "{}", ",[\"Authorization\",\"Basic bGVha3k6cGFzcw==\"]");

    JsonNode request = server.get(Role.OWNER, target.base + "/requests/" + id).json();
    assertThat(request.get("requestHeaders").toString())
        .contains("[REDACTED]")
        .doesNotContain("bGVha3k6cGFzcw");
    JsonNode outcome = server.get(Role.VIEWER, target.base + "/ingestion").json().at("/outcomes/0");
    assertThat(outcome.get("reason").asText()).isEqualTo("credentials-in-clear");
    assertThat(outcome.get("hint").asText()).isEqualTo("authorization");
    assertThat(outcome.get("explanation").asText()).contains("travelled");
    assertThat(filesWith("bGVha3k6cGFzcw")).isEmpty();
  }

  @Test
  void erasedConsumer_leavesNoByte() throws Exception {
    Target target = app("Erase");
    UUID gone = report(target, "erase-me-please", "{\"note\":\"of erase-me-please\"}", "");
    UUID kept = report(target, "somebody-else", "{\"note\":\"kept\"}", "");
    assertThat(filesWith("erase-me-please")).isNotEmpty();
    String path = target.base + "/consumers/erase-me-please/erase";
    assertThat(server.send(Role.EDITOR, "POST", path, "").status()).isEqualTo(403);

    assertThat(server.send(Role.ADMIN, "POST", path, "").status()).isEqualTo(204);

    assertThat(filesWith("erase-me-please")).isEmpty();
    assertThat(server.get(Role.OWNER, target.base + "/requests/" + gone).status()).isEqualTo(404);
    assertThat(body(target, kept)).contains("kept");
    String unknown = target.base + "/consumers/nobody/erase";
    assertThat(server.send(Role.ADMIN, "POST", unknown, "").status()).isEqualTo(404);
  }
}

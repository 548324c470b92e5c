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
  void hits_areCountedByRule() throws Exception {
    Target target = app("Hits");
    String rules =
        "{\"rules\":[{\"target\":\"request-body\",\"path\":\"$..colour\",\"action\":\"mask\"},{\"target\":\"query\",\"path\":\"note\",\"action\":\"hash\",\"endpoint\":\"GET"
            + " /x\"}]}";
    server.send(Role.ADMIN, "PUT", target.base + "/redaction", rules);
    assertThat(server.get(Role.VIEWER, target.base + "/redaction").json().get("hits")).isEmpty();

    report(target, "c1", "[{\"colour\":1},{\"colour\":2}]", "");
    report(target, "c1", "{\"colour\":3}", "");

    JsonNode hits = server.get(Role.VIEWER, target.base + "/redaction").json().get("hits");
    assertThat(hits).hasSize(1);
    assertThat(hits.at("/0/path").asText()).isEqualTo("$..colour");
    assertThat(hits.at("/0/last24Hours").asLong()).isEqualTo(3);
    assertThat(hits.at("/0/endpoint").isNull()).isTrue();
    server.clock().setAhead(Duration.ofHours(25));
    try {
      JsonNode later = server.get(Role.VIEWER, target.base + "/redaction").json().get("hits");
      assertThat(later.at("/0/last24Hours").asLong()).isZero();
      assertThat(later.at("/0/lastAt").asText()).isNotEmpty();
    } finally {
      server.clock().setAhead(Duration.ZERO);
    }
  }

  @Test
  void likelySecrets_areToldByPlace_withoutValues_andNotWhenARuleHidesThem() throws Exception {
    Target target = app("Likely");
    String body =
        "{\"people\":[{\"contact\":\"ann@mail.example\"},{\"contact\":\"bob@mail.example\"}],\"odd"
            + " key\":\"GB82 WEST 1234 5698 7654 32\",\"birthDate\":\"1990-01-01\",\"n\":12,"
            + "\"ref\":\"Zk3vQ9xT1bLw8RmY5pHs2NdA\",\"id\":\"7d444840-9dc0-11d1-b245-5ffdce74fad2\"}";
    report(target, "c1", body, ",[\"X-Contact\",\"+49 30 1234567\"]");
    report(target, "c1", "{\"people\":[]}", "");
    String path = target.base + "/redaction/likely-secrets";
    assertThat(server.get(Role.VIEWER, path).status()).isEqualTo(403);

    JsonNode found = server.get(Role.EDITOR, path).json();

    assertThat(found.get("documents").asInt()).isEqualTo(2);
    assertThat(found.get("places").findValuesAsText("path"))
        .containsExactlyInAnyOrder(
            "$.people[*].contact", "$['odd key']", "$.birthDate", "$.ref", "x-contact");
    assertThat(found.get("places").findValuesAsText("looks"))
        .containsExactlyInAnyOrder("email", "account", "name", "token", "phone");
    assertThat(found.at("/places/0/documents").asInt()).isEqualTo(1);
    assertThat(found.at("/places/0/endpoints/0").asText()).startsWith("POST /orders");
    assertThat(found.toString()).doesNotContain("ann@", "1990", "Zk3v", "WEST", "1234567");

    String rules =
        "{\"rules\":[{\"target\":\"request-body\",\"path\":\"$..contact\",\"action\":\"mask\"},"
            + "{\"target\":\"request-header\",\"path\":\"X-Contact\",\"action\":\"hash\"}]}";
    server.send(Role.ADMIN, "PUT", target.base + "/redaction", rules);
    assertThat(server.get(Role.EDITOR, path).json().get("places").findValuesAsText("path"))
        .containsExactlyInAnyOrder("$['odd key']", "$.birthDate", "$.ref");
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
    String terms = "{\"name\":\"of %1$s\",\"consumer\":\"%1$s\",\"consumerName\":\"%1$s\"}";
    String key =
        server
            .send(Role.ADMIN, "POST", target.base + "/keys", terms.formatted("erase-me-please"))
            .json()
            .get("id")
            .asText();
    assertThat(filesWith("erase-me-please")).isNotEmpty();
    String path = target.base + "/consumers/erase-me-please/erase";
    assertThat(server.send(Role.EDITOR, "POST", path, "").status()).isEqualTo(403);

    assertThat(server.send(Role.ADMIN, "POST", path, "").status()).isEqualTo(204);

    assertThat(filesWith("erase-me-please")).isEmpty();
    assertThat(server.get(Role.OWNER, target.base + "/requests/" + gone).status()).isEqualTo(404);
    assertThat(body(target, kept)).contains("kept");
    JsonNode revoked = server.get(Role.VIEWER, target.base + "/keys/" + key).json();
    assertThat(revoked.get("state").asText()).isEqualTo("revoked");
    String unknown = target.base + "/consumers/nobody/erase";
    assertThat(server.send(Role.ADMIN, "POST", unknown, "").status()).isEqualTo(404);
  }
}

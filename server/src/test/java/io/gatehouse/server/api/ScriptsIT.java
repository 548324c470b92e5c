// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that scripts rely on, and messages as SDKs put them on the wire. */
class ScriptsIT {

  @TempDir static Path directory;

  private static TestServer server;
  private static JsonNode created;
  private static String base;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json();
    base = "/apps/" + created.get("id").asText();
    double now = System.currentTimeMillis() / 1000.0;
    String clientId = created.get("clientId").asText();
    server.report(
        clientId, "sync", HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), now, 10));
    server.report(
        clientId,
        "log?uuid=" + UUID.randomUUID(),
        HubMessages.requestLogLine(UUID.randomUUID(), now));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void createdApp_hasIdNameAndClientId() {
    assertThat(names(created)).contains("id", "name", "clientId");
    assertThat(created.get("name").asText()).isEqualTo("Shop");
    assertThat(UUID.fromString(created.get("clientId").asText()).version()).isEqualTo(4);
  }

  @Test
  void apps_areAListWithACursor() {
    JsonNode apps = server.get(Role.VIEWER, "/apps").json();
    assertThat(names(apps)).contains("items", "nextCursor");
    assertThat(apps.get("items")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpoints", "consumers", "errors", "requests", "instances"})
  void list_takesTheFixedParameters(String list) {
    String range = "?env=prod&from=" + Instant.now().minusSeconds(3600) + "&to=" + Instant.now();
    JsonNode page = server.get(Role.VIEWER, base + "/" + list + range + "&q=&limit=1").json();
    assertThat(names(page)).contains("items", "nextCursor");
    assertThat(page.get("items")).hasSize(1);
    JsonNode elsewhere =
        server.get(Role.VIEWER, base + "/" + list + range.replace("prod", "none")).json();
    // What is known of the app is listed in every environment, with what happened there: nothing.
    assertThat(elsewhere.get("items").findValues("requests"))
        .allMatch(requests -> requests.asLong() == 0);
    assertThat(elsewhere.get("items")).hasSize(list.equals("endpoints") ? 2 : 0);
    assertThat(elsewhere.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void endpoint_hasTheFixedFields() {
    JsonNode items = server.get(Role.VIEWER, base + "/endpoints?env=prod&sort=requests").json();
    JsonNode post = items.at("/items/1");
    assertThat(names(post))
        .contains(
            "method",
            "route",
            "requests",
            "clientErrors",
            "serverErrors",
            "p50Ms",
            "p95Ms",
            "p99Ms",
            "requestBytes",
            "responseBytes",
            "consumers");
    assertThat(post.get("method").asText()).isEqualTo("POST");
    assertThat(post.get("requests").asLong()).isEqualTo(5);
    assertThat(post.get("clientErrors").asLong()).isEqualTo(3);
    assertThat(post.get("serverErrors").asLong()).isEqualTo(2);
    assertThat(post.get("requestBytes").asLong()).isEqualTo(130);
    assertThat(post.get("p99Ms").asDouble()).isBetween(890.0, 920.0);
  }

  @Test
  void consumer_hasTheFixedFields() {
    JsonNode acme = server.get(Role.VIEWER, base + "/consumers").json().at("/items/0");
    assertThat(names(acme))
        .contains("identifier", "name", "group", "requests", "errors", "firstSeen", "lastSeen");
    assertThat(Instant.parse(acme.get("firstSeen").asText()))
        .isBeforeOrEqualTo(Instant.parse(acme.get("lastSeen").asText()));
  }

  private static Answer post(String path, HttpRequest.BodyPublisher body) {
    return server.send(HttpRequest.newBuilder(URI.create(server.url() + path)).POST(body).build());
  }

  /**
   * Chunked, without a content type, twice a slash: never a redirect, which would lose the body.
   */
  @Test
  void message_asOldClientsSendIt_isTakenWithAnEmpty202() {
    double now = System.currentTimeMillis() / 1000.0;
    byte[] body =
        HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), now, 1)
            .getBytes(StandardCharsets.UTF_8);
    for (String slashes : List.of("/", "//")) {
      Answer answer =
          post(
              slashes + "v2/" + created.get("clientId").asText() + "/Other/sync",
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.http().body()).isEmpty();
    }
  }

  @Test
  void environment_ofAFirstMessage_appears() throws Exception {
    double now = System.currentTimeMillis() / 1000.0;
    String sync = HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), now, 1);
    assertThat(
            post(
                    "/v2/" + created.get("clientId").asText() + "/Staging_EU/sync",
                    BodyPublishers.ofString(sync))
                .status())
        .isEqualTo(202);
    server.server().awaitLoaded(java.time.Duration.ofSeconds(20));
    assertThat(server.get(Role.VIEWER, base + "/environments").json().findValuesAsText("name"))
        .contains("staging-eu");
  }
}

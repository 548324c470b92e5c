// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved views, share links, and what a search must not give away. */
class ViewsAndSharesIT {

  @TempDir static Path directory;

  private static TestServer server;
  private static String base;
  private static final UUID REQUEST = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    JsonNode created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Views\"}").json();
    base = "/apps/" + created.get("id").asText();
    String clientId = created.get("clientId").asText();
    double now = System.currentTimeMillis() / 1000.0;
    server.report(
        clientId, "sync", HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), now, 10));
    server.report(
        clientId, "log?uuid=" + UUID.randomUUID(), HubMessages.requestLogLine(REQUEST, now));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode share(String body) {
    Answer answer = server.send(Role.EDITOR, "POST", base + "/shares", body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  private static JsonNode shared(String secret, String rest) {
    Answer answer = server.call("GET", "/shares/" + secret + rest, null);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void filter_byContents_isLeftOutForThoseWithoutTheRight() {
    for (String filter :
        List.of(
            "body:no-such-text",
            "req.body.name:other",
            "res.body:no-such-text",
            "header.user-agent:none",
            "req.header.x:y",
            "res.header.x:y",
            "log:no-such-line",
            "attr.plan:none")) {
      String list = base + "/requests?q=" + encoded(filter);
      JsonNode viewer = server.get(Role.VIEWER, list).json();
      assertThat(viewer.get("items")).as(filter).hasSize(1);
      assertThat(viewer.at("/filterProblems/0/token").asText())
          .startsWith(filter.substring(0, filter.indexOf(':')));
      assertThat(viewer.at("/filterProblems/0/reason").asText()).contains("needs the right");
      assertThat(server.get(Role.OWNER, list).json().get("items")).as(filter).isEmpty();
      JsonNode bars =
          server.get(Role.VIEWER, base + "/requests/strip?q=" + encoded(filter)).json().get("bars");
      assertThat(bars).as(filter).hasSize(1);
    }
  }

  @Test
  void view_personal_isSeenByItsOwnerOnly_andTeamViewsNeedEditors() {
    String personal = "{\"name\":\"Mine\",\"page\":\"requests\",\"query\":\"q=status:5xx\"}";
    Answer mine = server.send(Role.VIEWER, "POST", base + "/views", personal);
    assertThat(mine.status()).isEqualTo(201);
    String team = personal.replace("Mine", "Ours").replace("}", ",\"team\":true}");
    assertThat(server.send(Role.VIEWER, "POST", base + "/views", team).status()).isEqualTo(403);
    Answer ours = server.send(Role.EDITOR, "POST", base + "/views", team);
    assertThat(ours.status()).isEqualTo(201);
    String mineAt = base + "/views/" + mine.json().get("id").asText();
    String oursAt = base + "/views/" + ours.json().get("id").asText();

    JsonNode owners = server.get(Role.OWNER, base + "/views").json().get("items");
    assertThat(owners.findValuesAsText("name")).contains("Ours").doesNotContain("Mine");
    assertThat(server.send(Role.OWNER, "DELETE", mineAt, "").status()).isEqualTo(404);
    assertThat(server.send(Role.VIEWER, "PUT", oursAt, "{\"name\":\"X\"}").status()).isEqualTo(403);
    Answer changed = server.send(Role.VIEWER, "PUT", mineAt, "{\"query\":\"q=status:4xx\"}");
    assertThat(changed.json().get("query").asText()).isEqualTo("q=status:4xx");
    assertThat(changed.json().get("name").asText()).isEqualTo("Mine");
    assertThat(server.send(Role.VIEWER, "DELETE", mineAt, "").status()).isEqualTo(204);
    assertThat(server.send(Role.EDITOR, "DELETE", oursAt, "").status()).isEqualTo(204);
    assertThat(server.get(Role.OWNER, "/audit").json().toString())
        .contains("view.create")
        .contains("view.delete");
  }

  @Test
  void share_appliesItsFilterWhateverIsAsked_andStripsContents() {
    JsonNode created =
        share(
            "{\"name\":\"For support\",\"env\":\"prod\",\"q\":\"status:5xx\","
                + "\"rangeMinutes\":60,\"expiresInDays\":7}");
    String secret = created.get("secret").asText();
    assertThat(created.get("url").asText()).isEqualTo(server.url() + "/s/" + secret);
    assertThat(shared(secret, "").get("q").asText()).isEqualTo("status:5xx");
    JsonNode list = shared(secret, "/requests");
    assertThat(list.get("items")).hasSize(1);
    JsonNode request = list.at("/items/0");
    assertThat(request.get("clientAddress").isNull()).isTrue();
    assertThat(request.get("traceId").isNull()).isTrue();
    assertThat(request.get("url").asText()).doesNotContain("?");
    assertThat(request.at("/exception/message").asText()).isEmpty();
    // Neither another filter nor another environment nor a longer range opens more.
    assertThat(shared(secret, "/requests?q=status:2xx").get("items")).isEmpty();
    assertThat(shared(secret, "/requests?env=staging").get("items")).hasSize(1);
    JsonNode summary = shared(secret, "/summary?from=2026-01-01T00:00:00Z");
    assertThat(summary.at("/current/requests").asLong())
        .isEqualTo(summary.at("/current/serverErrors").asLong());
    assertThat(Duration.between(instant(summary, "from"), instant(summary, "to")))
        .isLessThanOrEqualTo(Duration.ofMinutes(61));
    // Searching by what is hidden is left out, and told.
    for (String filter : List.of("body:x", "query:x", "ip:203.0.113.1", "error.text:x")) {
      JsonNode answer = shared(secret, "/requests?q=" + encoded(filter));
      assertThat(answer.get("items")).as(filter).hasSize(1);
      assertThat(answer.at("/filterProblems/0/token").asText())
          .startsWith(filter.substring(0, filter.indexOf(':')));
    }
    assertThat(server.call("GET", "/shares/" + secret + "/requests/" + REQUEST, null).status())
        .isEqualTo(404);
  }

  private static java.time.Instant instant(JsonNode node, String field) {
    return java.time.Instant.parse(node.get(field).asText());
  }

  @Test
  void share_revokedOrOver_showsNothing_andIsAudited() {
    String body = "{\"name\":\"Short\",\"rangeMinutes\":60,\"expiresInDays\":1}";
    JsonNode created = share(body);
    String secret = created.get("secret").asText();
    assertThat(server.get(Role.EDITOR, base + "/shares").json().toString())
        .contains("Short")
        .doesNotContain(secret);
    server.clock().setAhead(Duration.ofHours(25));
    try {
      assertThat(server.call("GET", "/shares/" + secret, null).status()).isEqualTo(404);
    } finally {
      server.clock().setAhead(Duration.ZERO);
    }
    String id = created.at("/share/id").asText();
    assertThat(server.send(Role.EDITOR, "DELETE", base + "/shares/" + id, "").status())
        .isEqualTo(204);
    assertThat(server.call("GET", "/shares/" + secret + "/requests", null).status()).isEqualTo(404);
    assertThat(server.get(Role.OWNER, "/audit").json().toString())
        .contains("share.create")
        .contains("share.revoke")
        .doesNotContain(secret);
  }

  @Test
  void share_withAPassword_opensOnlyToThoseWhoKnowIt_andTriesAreLimited() {
    String weak = "{\"name\":\"W\",\"rangeMinutes\":60,\"expiresInDays\":1,\"password\":\"short\"}";
    assertThat(
            server.send(Role.EDITOR, "POST", base + "/shares", weak).json().get("field").asText())
        .isEqualTo("password");
    JsonNode created = share(weak.replace("short", "nine violet trams"));
    assertThat(created.at("/share/hasPassword").asBoolean()).isTrue();
    String path = "/shares/" + created.get("secret").asText();
    for (String part :
        List.of("", "/requests", "/summary", "/series", "/breakdown", "/requests/strip")) {
      Answer closed = server.call("GET", path + part, null);
      assertThat(closed.status()).as(part).isEqualTo(403);
      assertThat(closed.json().get("code").asText()).isEqualTo("password-needed");
      assertThat(closed.json().toString()).doesNotContain("Shop");
    }
    Answer opened = unlock(path, "nine violet trams");
    assertThat(opened.status()).isEqualTo(200);
    String proof = opened.json().get("proof").asText();
    assertThat(server.call("GET", path + "/requests", null, "Gatehouse-Share", proof).status())
        .isEqualTo(200);
    String forged = proof.replaceFirst("^[0-9]+", "9999999999999");
    for (String other : List.of(forged, "9999999999999.", "x", "1." + proof)) {
      assertThat(server.call("GET", path, null, "Gatehouse-Share", other).status()).isEqualTo(403);
    }
    server.clock().setAhead(Duration.ofHours(13));
    assertThat(server.call("GET", path, null, "Gatehouse-Share", proof).status()).isEqualTo(403);
    server.clock().setAhead(Duration.ZERO);
    for (int i = 0; i < 5; i++) {
      assertThat(unlock(path, "ten violet trams").status()).isEqualTo(403);
    }
    Answer slowed = unlock(path, "nine violet trams");
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.http().headers().firstValue("retry-after")).isPresent();
  }

  private static Answer unlock(String path, String password) {
    return server.call(
        "POST", path + "/password", "{\"password\":\"" + password + "\"}", "X-Gatehouse-Csrf", "1");
  }

  @Test
  void viewer_withoutTheRight_seesNoLogLinesAndNoTextsOfExceptions() {
    JsonNode owners = server.get(Role.OWNER, base + "/requests/" + REQUEST).json();
    assertThat(owners.get("logs")).isNotEmpty();
    assertThat(owners.at("/exception/message").asText()).isNotEmpty();
    JsonNode detail = server.get(Role.VIEWER, base + "/requests/" + REQUEST).json();
    JsonNode listed = server.get(Role.VIEWER, base + "/requests").json().at("/items/0");
    assertThat(detail.get("logs").isNull()).isTrue();
    assertThat(detail.at("/spans/0/attributes")).isEmpty();
    for (JsonNode request : List.of(detail, listed)) {
      assertThat(request.at("/exception/type").asText()).isEqualTo("TypeError");
      assertThat(request.at("/exception/message").asText()).isEmpty();
      assertThat(request.at("/exception/stacktrace").isNull()).isTrue();
    }
  }

  @Test
  void fields_ofRequests_areToldToThoseWithTheRight() {
    String at = server.get(Role.OWNER, base + "/requests/" + REQUEST).json().get("at").asText();
    String body =
        "{\"fields\":[\"req.header.ACCEPT\",\"req.body.name\",\"req.body.none.x\",\"attr.plan\"],"
            + "\"requests\":[{\"id\":\"%s\",\"at\":\"%s\"},{\"id\":\"%s\",\"at\":\"%s\"}]}"
                .formatted(REQUEST, at, UUID.randomUUID(), at);
    String path = base + "/requests/fields";

    JsonNode items = server.send(Role.OWNER, "POST", path, body).json().get("items");

    assertThat(items).hasSize(1);
    assertThat(items.at("/0/values").toString()).isEqualTo("[\"*/*\",\"x\",null,null]");
    assertThat(server.send(Role.VIEWER, "POST", path, body).status()).isEqualTo(403);
    Answer wrong = server.send(Role.OWNER, "POST", path, body.replace("attr.plan", "url"));
    assertThat(wrong.json().get("detail").asText()).contains("\"url\"");
  }

  @Test
  void share_byContents_cannotBeMade() {
    Answer answer =
        server.send(
            Role.EDITOR,
            "POST",
            base + "/shares",
            "{\"name\":\"x\",\"q\":\"body:secret\",\"rangeMinutes\":60,\"expiresInDays\":1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("field").asText()).isEqualTo("q");
  }
}

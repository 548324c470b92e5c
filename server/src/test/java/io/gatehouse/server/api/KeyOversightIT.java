// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import io.gatehouse.server.TestServer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that somebody has to look after, and who changed them. */
class KeyOversightIT {

  @TempDir Path directory;

  private TestServer server;
  private JsonNode app;
  private String keys;
  private long revision;

  @BeforeEach
  void start() {
    server = TestServer.start(directory);
    app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json();
    keys = "/apps/" + app.get("id").asText() + "/keys";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode post(String path, String body) {
    return server.send(Role.ADMIN, "POST", path, body).json();
  }

  private JsonNode issue(String name, String more) {
    return post(keys, "{\"name\":\"%s\",\"consumer\":\"acme\"%s}".formatted(name, more));
  }

  private void use(JsonNode key) throws Exception {
    long minute = System.currentTimeMillis() / 60_000;
    int number =
        server.server().catalog().apps().all().stream()
            .filter(one -> one.id().equals(app.get("id").asText()))
            .findAny()
            .orElseThrow()
            .number();
    Rollup calls =
        new Rollup(
            minute,
            "GET",
            "/orders",
            200,
            "acme",
            3,
            Histogram.EMPTY,
            1_000,
            0,
            Histogram.EMPTY,
            100,
            Histogram.EMPTY,
            0,
            0,
            new KeyUse(key.at("/secrets/0/id").asText(), ""));
    server
        .server()
        .intake()
        .accept(Batch.builder(number, "prod", minute * 60_000).rollups(List.of(calls)).build())
        .toCompletableFuture()
        .join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  private List<String> names(String query) {
    JsonNode list = server.get(Role.VIEWER, keys + "?" + query).json();
    List<String> names = new ArrayList<>();
    list.get("items").forEach(key -> names.add(key.get("name").asText()));
    return names;
  }

  private static String expiringIn(int days) {
    return ",\"expiresAt\":\"" + Instant.now().plus(Duration.ofDays(days)) + "\"";
  }

  @Test
  void s3_keysInNeedOfAttention_areFound() throws Exception {
    use(issue("Used", ""));
    issue("Never", "");
    issue("Soon", expiringIn(13));
    issue("Later", expiringIn(110));
    JsonNode old = issue("Old still used", "");
    use(old);
    post(keys + "/" + old.get("id").asText() + "/rotate", "{\"overlapHours\":8760}");
    JsonNode changed = issue("Changed over", "");
    use(post(keys + "/" + changed.get("id").asText() + "/rotate", "{\"overlapHours\":8760}"));
    JsonNode gone = issue("Revoked", "");
    post(keys + "/" + gone.get("id").asText() + "/revoke", "{}");

    assertThat(names("attention=never")).containsExactlyInAnyOrder("Never", "Soon", "Later");
    assertThat(names("attention=never&search=nev")).containsExactly("Never");
    assertThat(names("attention=unused")).isEmpty();
    assertThat(names("attention=expiring")).containsExactly("Soon");
    assertThat(names("attention=oldSecret")).containsExactly("Old still used");
    assertThat(names("attention=all")).hasSize(7);

    server.clock().setAhead(Duration.ofDays(100));
    assertThat(names("attention=unused"))
        .containsExactlyInAnyOrder("Used", "Old still used", "Changed over");
    assertThat(names("attention=expiring")).containsExactly("Later");
    assertThat(names("attention=never")).containsExactlyInAnyOrder("Never", "Later");
    assertThat(names("attention=oldSecret")).containsExactly("Old still used");
  }

  /** Rules remind of them: the channels of the rule are told once for each key. */
  @Test
  void s3_reminders_areAlertsOfRules() throws Exception {
    use(issue("Used", ""));
    issue("Never", "");
    issue("Later", expiringIn(110));
    String own = "/apps/" + app.get("id").asText();
    for (String metric : List.of("key_unused", "key_expiring")) {
      post(
          own + "/rules",
          "{\"name\":\"%s\",\"severity\":\"info\",\"channels\":[],\"condition\":{\"metric\":\"%s\"}}"
              .formatted(metric, metric));
    }
    server.server().watch().engine().evaluate();
    assertThat(server.get(Role.VIEWER, own + "/alerts").json().get("items")).isEmpty();

    server.clock().setAhead(Duration.ofDays(100));
    server.server().watch().engine().evaluate();
    assertThat(server.get(Role.VIEWER, own + "/alerts").json().get("items"))
        .extracting(alert -> alert.get("ruleName").asText() + ": " + alert.get("label").asText())
        .containsExactlyInAnyOrder(
            "key_unused: Used", "key_unused: Never", "key_unused: Later", "key_expiring: Later");
  }

  /** A7: roles are told as the scopes they stand for, and told anew when they change. */
  @Test
  void a7_roles_areToldAsTheirScopes() throws Exception {
    String roles = "/apps/" + app.get("id").asText() + "/key-roles";
    String role = "{\"items\":[{\"name\":\"%s\",\"scopes\":[\"%s\"]}]}";
    put(roles, role.formatted("reader", "orders:read\",\"products:*"));
    issue("With", ",\"scopes\":[\"@reader\",\"orders:write\"]");
    issue("Without", ",\"scopes\":[\"orders:write\"]");
    assertThat(scopes("0"))
        .containsExactlyInAnyOrder(
            "With [orders:read, products:*, orders:write]", "Without [orders:write]");

    String before = Long.toString(revision);
    put(roles, role.formatted("reader", "orders:list"));
    assertThat(scopes(before)).containsExactly("With [orders:list, orders:write]");

    put(roles, "{\"items\":[]}");
    assertThat(scopes("0"))
        .containsExactlyInAnyOrder("With [orders:write]", "Without [orders:write]");
    assertThat(server.get(Role.VIEWER, roles).json().get("items")).isEmpty();

    TestServer.Answer refused = server.send(Role.OWNER, "PUT", roles, role.formatted("No!", "a"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").asText()).contains("items.name is \"No!\"");
    assertThat(server.send(Role.OWNER, "PUT", roles, role.formatted("a", "@b")).status())
        .isEqualTo(422);
  }

  private List<String> scopes(String since) throws Exception {
    return entries(since).stream().map(key -> key.name() + " " + key.scopes()).toList();
  }

  /** S2: what a key was used for, each endpoint once. */
  @Test
  void s2_routesOfAKey_areShownWithTheirFirstUse() throws Exception {
    JsonNode used = issue("Used", "");
    use(used);
    String of = keys + "/signals?kind=route";

    JsonNode routes = server.get(Role.VIEWER, of + "&key=" + used.get("id").asText()).json();
    assertThat(routes.get("items")).hasSize(1);
    assertThat(routes.at("/items/0/value").asText()).startsWith("GET /");
    assertThat(routes.at("/items/0/key/name").asText()).isEqualTo("Used");
    assertThat(server.get(Role.VIEWER, of).status()).isEqualTo(422);
  }

  @Test
  void s3_pages_followOneAnother() {
    for (int i = 0; i < 5; i++) {
      issue("Never " + i, "");
    }

    JsonNode first = server.get(Role.VIEWER, keys + "?attention=never&limit=2").json();
    assertThat(first.get("items")).hasSize(2);
    assertThat(first.get("total").asInt()).isEqualTo(5);
    assertThat(first.get("nextCursor").asText()).isEqualTo("2");
    JsonNode last = server.get(Role.VIEWER, keys + "?attention=never&limit=2&cursor=4").json();
    assertThat(last.get("items")).hasSize(1);
    assertThat(last.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void s3_unknownKindOfAttention_isNamed() {
    TestServer.Answer answer = server.get(Role.VIEWER, keys + "?attention=some");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("detail").asText())
        .contains("attention is \"some\"", "unused, never, expiring, oldSecret");
  }

  private List<String> told(String since) throws Exception {
    List<String> told = new ArrayList<>();
    for (KeyEntry key : entries(since)) {
      List<String> limits = new ArrayList<>();
      key.limits().forEach(one -> limits.add(one.level().text() + " " + one.name() + one.calls()));
      told.add(key.name() + " " + limits);
    }
    return told;
  }

  private List<KeyEntry> entries(String since) throws Exception {
    String token =
        post("/apps/" + app.get("id").asText() + "/ingest-keys", "{\"name\":\"s\"}")
            .get("secret")
            .asText();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(server.url() + "/ingest/v1/keys?since=" + since + "&wait=0"))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == 204) {
      return List.of();
    }
    byte[] signer =
        Base64.getDecoder()
            .decode(answer.headers().firstValue("Gatehouse-Key-Signer").orElseThrow());
    KeySnapshot snapshot =
        KeySnapshotCodec.read(
            answer.body(),
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(signer)));
    revision = snapshot.revision();
    return snapshot.keys();
  }

  /** A11: what is set for a consumer and for its group holds for their keys, besides their own. */
  @Test
  void a11_limitsOfConsumersAndGroups_areToldWithTheirKeys() throws Exception {
    String own = ",\"limits\":[{\"name\":\"minute\",\"calls\":10,\"seconds\":60}]";
    issue("Own", own + ",\"consumerGroup\":\"gold\"");
    issue("Plain", "");
    post(keys, "{\"name\":\"Other\",\"consumer\":\"globex\",\"consumerGroup\":\"gold\"}");
    String defaults = "/apps/" + app.get("id").asText() + "/key-defaults";
    told("0");
    String before = Long.toString(revision);
    String limits = "{\"limits\":[{\"name\":\"%s\",\"calls\":%d,\"seconds\":60}]}";
    put(defaults + "/consumer/acme", limits.formatted("minute", 100));
    assertThat(told(before))
        .containsExactlyInAnyOrder(
            "Own [key minute10, consumer minute100]", "Plain [consumer minute100]");
    put(defaults + "/group/gold", limits.formatted("all", 1_000));

    assertThat(told("0"))
        .containsExactlyInAnyOrder(
            "Own [key minute10, consumer minute100, group all1000]",
            "Plain [consumer minute100]",
            "Other [group all1000]");
    JsonNode list = server.get(Role.VIEWER, defaults).json().get("items");
    assertThat(list).extracting(one -> one.get("name").asText()).containsExactly("acme", "gold");
    put(defaults + "/consumer/acme", "{\"limits\":[]}");
    put(defaults + "/group/gold", "{\"limits\":[]}");
    assertThat(told("0")).containsExactlyInAnyOrder("Own [key minute10]", "Plain []", "Other []");
    assertThat(server.send(Role.ADMIN, "PUT", defaults + "/team/a", "{\"limits\":[]}").status())
        .isEqualTo(422);
    assertThat(server.send(Role.EDITOR, "PUT", defaults + "/group/a", "{\"limits\":[]}").status())
        .isEqualTo(403);
  }

  private void put(String path, String body) {
    assertThat(server.send(Role.ADMIN, "PUT", path, body).status()).isEqualTo(200);
  }

  /** A12: what was done to a key, also together with others, and to no other key. */
  @Test
  void a12_auditOfAKey_namesWhatWasDoneToIt() {
    String id = issue("One", "").get("id").asText();
    String other = issue("Two", "").get("id").asText();
    server.send(Role.ADMIN, "PATCH", keys + "/" + other, "{\"name\":\"Three\"}");
    post(keys + "/" + id + "/disable", "{\"reason\":\"leak?\"}");
    post(keys + "/states", "{\"ids\":[\"%s\",\"%s\"],\"state\":\"active\"}".formatted(id, other));

    JsonNode entries = server.get(Role.ADMIN, keys + "/" + id + "/audit").json().get("items");
    assertThat(entries)
        .extracting(entry -> entry.get("action").asText())
        .containsExactly("api-key.enable", "api-key.disable", "api-key.create");
    assertThat(entries.at("/1/detail").asText()).contains("leak?");
    JsonNode page = server.get(Role.ADMIN, keys + "/" + id + "/audit?limit=2").json();
    String next = page.get("nextCursor").asText();
    assertThat(
            server
                .get(Role.ADMIN, keys + "/" + id + "/audit?limit=2&cursor=" + next)
                .json()
                .get("items"))
        .hasSize(1);
    assertThat(server.get(Role.EDITOR, keys + "/" + id + "/audit").status()).isEqualTo(403);
    assertThat(server.get(Role.ADMIN, keys + "/none/audit").status()).isEqualTo(404);
  }
}

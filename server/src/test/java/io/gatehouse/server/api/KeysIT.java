// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.client.ApiKey;
import io.gatehouse.client.ApiKeys;
import io.gatehouse.client.GatehouseClient;
import io.gatehouse.client.GatehouseClientException;
import io.gatehouse.client.IssuedApiKey;
import io.gatehouse.client.NewApiKey;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import io.gatehouse.protocol.key.KeySignalCodec;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys and their usage over REST. */
class KeysIT {

  private static final String FULL =
      """
      {"name":"%s","environment":"prod","consumer":"acme","consumerName":"Acme Ltd",
       "consumerGroup":"gold","scopes":["orders:read","items:*"],"allow":["10.0.0.0/8"],
       "deny":["10.1.0.0/16"],"limits":[{"name":"minute","calls":600,"seconds":60}],
       "tags":["partner"],"externalId":"crm-7","expiresAt":"2100-01-01T00:00:00Z"}
      """;

  @TempDir static Path directory;

  private static TestServer server;
  private static String keys;
  private static String base;

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json();
    base = "/apps/" + app.get("id").asText();
    keys = base + "/keys";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer create(String name, String... headers) {
    List<String> all =
        new ArrayList<>(List.of("Authorization", "Bearer " + server.token(Role.ADMIN)));
    all.addAll(List.of(headers));
    return server.call("POST", keys, FULL.formatted(name), all.toArray(String[]::new));
  }

  private static Answer post(String path, String body) {
    return server.send(Role.ADMIN, "POST", path, body);
  }

  /** A3: the secret is told once, and is nowhere on the disk. */
  @Test
  void a3_createdKey_tellsItsSecretOnce() throws IOException {
    Answer created = create("Once");
    String secret = created.json().get("secret").asText();
    String id = created.json().get("id").asText();
    ApiKeyText text = ApiKeyText.parse(secret);

    assertThat(created.status()).isEqualTo(201);
    assertThat(text).isNotNull();
    assertThat(text.environment()).isEqualTo("prod");
    JsonNode key = server.get(Role.VIEWER, keys + "/" + id).json();
    assertThat(key.has("secret")).isFalse();
    assertThat(key.at("/secrets/0/id").asText()).isEqualTo(text.id());
    assertThat(key.at("/consumer/name").asText()).isEqualTo("Acme Ltd");
    assertThat(key.at("/limits/0/calls").asInt()).isEqualTo(600);
    assertThat(key.get("expiresAt").asText()).isEqualTo("2100-01-01T00:00:00Z");
    assertThat(key.get("state").asText()).isEqualTo("active");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain(text.secret());
      }
    }
  }

  /** A13: whoever is not sure whether it worked asks again. */
  @Test
  void a13_sameIdempotencyKey_givesTheSameKey() {
    Answer first = create("Sure", "Idempotency-Key", "once-1");
    Answer again = create("Sure", "Idempotency-Key", "once-1");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(again.json().has("secret")).isFalse();
    assertThat(create("Sure", "Idempotency-Key", "once-2").json().get("id"))
        .isNotEqualTo(first.json().get("id"));
  }

  /** A8: the secrets before stay for a while. */
  @Test
  void a8_rotatedKey_hasBothSecrets() {
    JsonNode key = create("Turning").json();
    String path = keys + "/" + key.get("id").asText();
    Answer rotated = post(path + "/rotate", "{\"overlapHours\":48}");

    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.json().get("secret")).isNotEqualTo(key.get("secret"));
    JsonNode secrets = server.get(Role.VIEWER, path).json().get("secrets");
    assertThat(secrets).hasSize(2);
    assertThat(secrets.at("/0/validUntil").isNull()).isTrue();
    assertThat(secrets.at("/1/validUntil").isNull()).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(post(path + "/rotate", "{}").status()).isEqualTo(201);
    }
    Answer tooMany = post(path + "/rotate", "{}");
    assertThat(tooMany.status()).isEqualTo(409);
    assertThat(tooMany.json().get("detail").asText()).contains("5 valid secrets");
  }

  /** A9, A12: states, with the reason, in the audit trail. */
  @Test
  void a9_states_followOneAnother() {
    String id = create("Stateful").json().get("id").asText();
    String path = keys + "/" + id;

    assertThat(post(path + "/disable", "{\"reason\":\"unpaid\"}").json().get("state").asText())
        .isEqualTo("disabled");
    assertThat(post(path + "/enable", "{}").json().get("state").asText()).isEqualTo("active");
    JsonNode revoked = post(path + "/revoke", "{\"reason\":\"leaked\"}").json();
    assertThat(revoked.get("state").asText()).isEqualTo("revoked");
    assertThat(revoked.get("stateReason").asText()).isEqualTo("leaked");
    assertThat(post(path + "/enable", "{}").status()).isEqualTo(409);
    assertThat(post(path + "/rotate", "{}").status()).isEqualTo(409);
    JsonNode trail = server.get(Role.OWNER, "/audit?search=api-key.revoke").json();
    assertThat(trail.toString()).contains("leaked").contains(id);
    assertThat(server.get(Role.OWNER, "/audit/verify").json().get("brokenAt").isNull()).isTrue();
  }

  @Test
  void a9_manyKeys_changeAtOnce() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ids.add("\"" + create("Bulk " + i).json().get("id").asText() + "\"");
    }
    String all = String.join(",", ids);
    Answer revoked =
        post(keys + "/states", "{\"ids\":[" + all + "],\"state\":\"revoked\",\"reason\":\"x\"}");

    assertThat(revoked.json().get("changed").asInt()).isEqualTo(30);
    assertThat(
            post(keys + "/states", "{\"ids\":[" + all + "],\"state\":\"active\"}")
                .json()
                .get("changed")
                .asInt())
        .isZero();
    JsonNode page = server.get(Role.VIEWER, keys + "?search=Bulk&limit=20").json();
    assertThat(page.get("items")).hasSize(20);
    assertThat(page.get("total").asInt()).isEqualTo(30);
    JsonNode rest =
        server
            .get(
                Role.VIEWER,
                keys + "?search=Bulk&limit=20&cursor=" + page.get("nextCursor").asText())
            .json();
    assertThat(rest.get("items")).hasSize(10);
    assertThat(rest.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void change_ofSomeMembers_keepsTheOthers() {
    String path = keys + "/" + create("Before").json().get("id").asText();
    JsonNode changed =
        server
            .send(
                Role.ADMIN,
                "PATCH",
                path,
                "{\"name\":\"After\",\"scopes\":[],\"expiresAt\":\"\",\"externalId\":\"\"}")
            .json();

    assertThat(changed.get("name").asText()).isEqualTo("After");
    assertThat(changed.get("scopes")).isEmpty();
    assertThat(changed.get("expiresAt").isNull()).isTrue();
    assertThat(changed.get("externalId").isNull()).isTrue();
    assertThat(changed.at("/consumer/id").asText()).isEqualTo("acme");
    assertThat(changed.at("/allow/0").asText()).isEqualTo("10.0.0.0/8");
  }

  @Test
  void badTerms_nameTheField() {
    assertProblem("{\"consumer\":\"a\"}", "name", "missing");
    assertProblem("{\"name\":\"a\"}", "consumer", "missing");
    assertProblem(term("scopes", "[\"a b\"]"), "scopes", "\"a b\"");
    assertProblem(term("allow", "[\"10.0.0.0/99\"]"), "allow", "10.0.0.0/99");
    assertProblem(term("environment", "\"Prod\""), "environment", "Prod");
    assertProblem(term("expiresAt", "\"tomorrow\""), "expiresAt", "tomorrow");
    assertProblem(term("expiresAt", "\"2020-01-01T00:00:00Z\""), "expiresAt", "passed");
    assertProblem(
        term("limits", "[{\"name\":\"m\",\"calls\":0,\"seconds\":1}]"), "limits.calls", "0");
    assertProblem(term("tags", "[\"\"]"), "tags", "1 to 64");
  }

  private static String term(String field, String value) {
    return "{\"name\":\"a\",\"consumer\":\"a\",\"%s\":%s}".formatted(field, value);
  }

  private static void assertProblem(String body, String field, String detail) {
    Answer answer = post(keys, body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).contains(detail);
  }

  /** K4: the version that answered, with a key's secrets as one, in rows, files and requests. */
  @Test
  void k4_usageByVersion_joinsSecrets() throws Exception {
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Versions\"}").json();
    String path = "/apps/" + app.get("id").asText();
    JsonNode first = post(path + "/keys", "{\"name\":\"Sum\",\"consumer\":\"acme\"}").json();
    String id = first.get("id").asText();
    JsonNode second = post(path + "/keys/" + id + "/rotate", "{}").json();
    KeyUse old = new KeyUse(first.at("/secrets/0/id").asText(), "");
    KeyUse current = new KeyUse(second.at("/secrets/0/id").asText(), "");
    long minute = System.currentTimeMillis() / 60_000;
    int number = numberOf(app);
    for (String version : List.of("1.4.0", "2.0.0")) {
      server
          .server()
          .intake()
          .accept(
              Batch.builder(number, "prod", minute * 60_000)
                  .instance(
                      new InstanceReport(
                          UUID.randomUUID(),
                          true,
                          "java:servlet",
                          Map.of("app", version),
                          null,
                          null,
                          null,
                          true))
                  .rollups(
                      List.of(
                          calls(minute, 200, "acme", old, version.startsWith("1") ? 5 : 1),
                          calls(minute, 200, "acme", current, 7)))
                  .requestLogs(List.of(call(version.charAt(0), minute, old)))
                  .build())
          .toCompletableFuture()
          .join();
    }
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();

    JsonNode usage = server.get(Role.VIEWER, path + "/usage?by=key,version").json();
    assertThat(usage.at("/total/requests").asInt()).isEqualTo(20);
    assertThat(usage.get("items"))
        .extracting(
            row -> row.at("/key/id").asText(),
            row -> row.get("version").asText(),
            row -> row.at("/sums/requests").asInt())
        .containsExactly(tuple(id, "1.4.0", 12), tuple(id, "2.0.0", 8));
    assertThat(
            server.get(Role.VIEWER, path + "/usage?by=key").json().at("/items/0/version").isNull())
        .isTrue();
    Answer file = server.get(Role.VIEWER, path + "/usage/export?format=jsonl&by=version");
    assertThat(new String(file.http().body(), UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"version\":\"1.4.0\"", "\"requests\":12"),
            line -> assertThat(line).contains("\"version\":\"2.0.0\"", "\"requests\":8"));
    assertThat(server.get(Role.VIEWER, path + "/requests").json().get("items"))
        .extracting(request -> request.get("version").asText())
        .containsExactlyInAnyOrder("1.4.0", "2.0.0");
    Answer wrong = server.get(Role.VIEWER, path + "/usage?by=key,release");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("detail").asText())
        .contains("release", "key, consumer, endpoint, refusal, version");
  }

  /** A8, K4, K5: what a key's secrets were used for is one usage; names come from the key. */
  @Test
  void usage_ofAKey_joinsItsSecrets() throws Exception {
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Used\"}").json();
    String path = "/apps/" + app.get("id").asText();
    JsonNode first = post(path + "/keys", "{\"name\":\"=Sum\",\"consumer\":\"acme\"}").json();
    String id = first.get("id").asText();
    JsonNode second = post(path + "/keys/" + id + "/rotate", "{}").json();
    String oldSecret = first.at("/secrets/0/id").asText();
    String newSecret = second.at("/secrets/0/id").asText();
    long minute = System.currentTimeMillis() / 60_000;
    int number = numberOf(app);
    server
        .server()
        .intake()
        .accept(
            Batch.builder(number, "prod", minute * 60_000)
                .rollups(
                    List.of(
                        calls(minute, 200, "acme", new KeyUse(oldSecret, ""), 5),
                        calls(minute, 200, "acme", new KeyUse(newSecret, ""), 7),
                        calls(minute, 401, null, new KeyUse("", "unknown"), 3)))
                .requestLogs(
                    List.of(
                        call(1, minute, new KeyUse(oldSecret, "")),
                        call(2, minute, new KeyUse(newSecret, "rate-limited")),
                        call(3, minute, new KeyUse("zzzzzzzzzzzz", "unknown")),
                        call(4, minute, null)))
                .build())
        .toCompletableFuture()
        .join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();

    JsonNode usage = server.get(Role.VIEWER, path + "/usage?by=key,consumer,endpoint").json();
    assertThat(usage.at("/total/requests").asInt()).isEqualTo(15);
    assertThat(usage.at("/total/billable").asInt()).isEqualTo(12);
    assertThat(usage.at("/total/refused").asInt()).isEqualTo(3);
    assertThat(usage.get("items")).hasSize(2);
    assertThat(usage.at("/items/0/key/id").asText()).isEqualTo(id);
    assertThat(usage.at("/items/0/key/name").asText()).isEqualTo("=Sum");
    assertThat(usage.at("/items/0/sums/requests").asInt()).isEqualTo(12);
    assertThat(usage.at("/completeness/complete").asBoolean()).isTrue();
    JsonNode ofKey = server.get(Role.VIEWER, path + "/usage?by=endpoint&key=" + id).json();
    assertThat(ofKey.at("/total/requests").asInt()).isEqualTo(12);
    assertThat(ofKey.at("/items/0/route").asText()).isEqualTo("/orders/{id}");
    JsonNode series = server.get(Role.VIEWER, path + "/usage/series?key=" + id).json();
    assertThat(series.at("/bars/0/sums/requests").asInt()).isEqualTo(12);
    JsonNode key = server.get(Role.VIEWER, path + "/keys/" + id).json();
    assertThat(key.get("requests").asInt()).isEqualTo(12);
    assertThat(key.at("/secrets/1/requests").asInt()).isEqualTo(5);
    assertThat(key.at("/secrets/1/lastUsedAt").isNull()).isFalse();
    Answer csv = server.get(Role.VIEWER, path + "/usage/csv?by=key,consumer");
    String text = new String(csv.http().body(), UTF_8);
    assertThat(text.lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith(id + ",'=Sum,acme,,,,,12,12,0,0,0,12,"));
    assertThat(server.get(Role.VIEWER, path + "/usage?by=nothing").status()).isEqualTo(422);
    // Every figure leads to the calls behind it, whatever secret they came with.
    JsonNode found = server.get(Role.VIEWER, path + "/requests?q=key:" + id).json().get("items");
    assertThat(found).hasSize(2);
    assertThat(found)
        .allSatisfy(one -> assertThat(one.get("key").asText()).isEqualTo(id))
        .allSatisfy(one -> assertThat(one.get("keyName").asText()).isEqualTo("=Sum"));
    assertThat(found)
        .extracting(one -> one.get("refusal").isNull() ? "" : one.get("refusal").asText())
        .containsExactlyInAnyOrder("", "rate-limited");
    JsonNode unknown =
        server.get(Role.VIEWER, path + "/requests?q=refusal:unknown").json().at("/items/0");
    assertThat(unknown.get("key").asText()).isEqualTo("zzzzzzzzzzzz");
    assertThat(unknown.get("keyName").isNull()).isTrue();
    assertThat(server.get(Role.VIEWER, path + "/requests?q=-key:" + id).json().get("items"))
        .hasSize(2);
    assertThat(server.get(Role.VIEWER, path + "/usage?key=none").status()).isEqualTo(404);
  }

  private static int numberOf(JsonNode app) {
    return server.server().catalog().apps().all().stream()
        .filter(one -> one.id().equals(app.get("id").asText()))
        .findAny()
        .orElseThrow()
        .number();
  }

  private static RequestLog call(int number, long minute, @Nullable KeyUse key) {
    return RequestLog.builder(
            new UUID(0x4000, 0x8000_0000_0000_0000L | number),
            minute * 60_000_000 + number,
            "GET",
            "/orders/{id}",
            "/orders/" + number)
        .status(200)
        .key(key)
        .build();
  }

  private static Rollup calls(
      long minute, int status, @Nullable String consumer, KeyUse key, long requests) {
    return new Rollup(
        minute,
        "GET",
        "/orders/{id}",
        status,
        consumer,
        requests,
        Histogram.EMPTY,
        1_000 * requests,
        0,
        Histogram.EMPTY,
        100 * requests,
        Histogram.EMPTY,
        0,
        0,
        key);
  }

  private static int tell(String token, String message) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + "/ingest/v1/keys/signals"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** S1, S2: what services tell is kept once, and shown by key. */
  @Test
  void s2_signals_areKeptOnceAndShownByKey() throws Exception {
    JsonNode key = create("Watched").json();
    String secret = key.at("/secrets/0/id").asText();
    String token =
        post(base + "/ingest-keys", "{\"name\":\"signals\"}").json().get("secret").asText();
    String message =
        KeySignalCodec.write(
            List.of(
                new KeySignal(Kind.GUESSING, "", "203.0.113.7", 40, 31, 1_790_000_000_000L),
                new KeySignal(Kind.NETWORK, secret, "198.51.100.0/24", 1, 0, 1_790_000_000_000L)));

    assertThat(tell(token, message)).isEqualTo(202);
    assertThat(tell(token, message)).isEqualTo(202);
    assertThat(tell("nobody", message)).isEqualTo(401);
    assertThat(tell(token, "{\"signals\":1}")).isEqualTo(400);

    JsonNode guessing =
        server.get(Role.VIEWER, keys + "/signals?kind=guessing").json().at("/items");
    assertThat(guessing).hasSize(1);
    assertThat(guessing.at("/0/value").asText()).isEqualTo("203.0.113.7");
    assertThat(guessing.at("/0/calls").asInt()).isEqualTo(40);
    assertThat(guessing.at("/0/key").isNull()).isTrue();
    JsonNode ofKey =
        server
            .get(Role.VIEWER, keys + "/signals?key=" + key.get("id").asText())
            .json()
            .at("/items");
    assertThat(ofKey).hasSize(1);
    assertThat(ofKey.at("/0/key/name").asText()).isEqualTo("Watched");
    assertThat(ofKey.at("/0/value").asText()).isEqualTo("198.51.100.0/24");
  }

  /** A13: the same from a Java program. */
  @Test
  void a13_javaClient_takesAKeyThroughItsLife() {
    ApiKeys client =
        GatehouseClient.builder(URI.create(server.url()), server.token(Role.ADMIN))
            .build()
            .keys("shop");
    NewApiKey wanted =
        NewApiKey.of("From Java", "java-co")
            .scopes("orders:read")
            .expiresAt(Instant.parse("2100-01-01T00:00:00Z"))
            .externalId("crm-9");

    IssuedApiKey issued = client.create(wanted, "from-java-1");
    ApiKey key = issued.key();
    assertThat(ApiKeyText.parse(issued.secret())).isNotNull();
    assertThat(issued.toString()).doesNotContain(String.valueOf(issued.secret()));
    assertThat(client.create(wanted, "from-java-1")).isEqualTo(new IssuedApiKey(key, null));
    assertThat(client.list("java-co")).containsExactly(key);
    assertThat(client.get(key.id()).expiresAt()).isEqualTo("2100-01-01T00:00:00Z");
    IssuedApiKey rotated = client.rotate(key.id(), Duration.ofHours(1));
    assertThat(rotated.secret()).isNotNull().isNotEqualTo(issued.secret());
    assertThat(client.disable(key.id(), "unpaid").state()).isEqualTo("disabled");
    assertThat(client.enable(key.id()).state()).isEqualTo("active");
    assertThat(client.revoke(key.id(), "over").state()).isEqualTo("revoked");
    assertThatThrownBy(() -> client.enable(key.id()))
        .isInstanceOfSatisfying(
            GatehouseClientException.class, refused -> assertThat(refused.status()).isEqualTo(409));
  }
}

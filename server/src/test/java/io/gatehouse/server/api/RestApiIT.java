// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.NativeBatch;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The REST API against its OpenAPI document, and every operation against every role. */
class RestApiIT {

  @TempDir static Path directory;

  private static TestServer server;
  private static JsonNode document;
  private static String app;
  private static String clientId;
  private static String share;
  private static String apiKey;
  private static String monitor;
  private static String pushSecret;
  private static String rule;
  private static String alert;
  private static String statement;
  private static String invitation;
  private static String statusPage;
  private static String slo;
  private static final UUID REQUEST = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    try (InputStream file =
        RestApiIT.class.getResourceAsStream("/io/gatehouse/server/openapi.yaml")) {
      document = new YAMLMapper().readTree(file);
    }
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}");
    app = created.json().get("id").asText();
    clientId = created.json().get("clientId").asText();
    UUID instance = UUID.randomUUID();
    double now = System.currentTimeMillis() / 1000.0;
    assertThat(server.report(clientId, "startup", HubMessages.startup(instance))).isEqualTo(202);
    assertThat(
            server.report(clientId, "sync", HubMessages.sync(instance, UUID.randomUUID(), now, 10)))
        .isEqualTo(202);
    assertThat(
            server.report(
                clientId,
                "log?uuid=" + UUID.randomUUID(),
                HubMessages.requestLogLine(REQUEST, now)))
        .isEqualTo(202);
    share =
        server
            .send(
                Role.EDITOR,
                "POST",
                "/apps/" + app + "/shares",
                "{\"name\":\"All\",\"rangeMinutes\":1440,\"expiresInDays\":1}")
            .json()
            .get("secret")
            .asText();
    apiKey =
        server
            .send(
                Role.OWNER,
                "POST",
                "/apps/" + app + "/keys",
                "{\"name\":\"Partner\",\"consumer\":\"acme\",\"scopes\":[\"orders:read\"],"
                    + "\"limits\":[{\"name\":\"minute\",\"calls\":60,\"seconds\":60}]}")
            .json()
            .get("id")
            .asText();
    addWatching();
    addStatement();
    invitation =
        owner("/invitations", "{\"email\":\"new@example.com\",\"role\":\"viewer\"}")
            .get("link")
            .asText()
            .replaceFirst(".*/", "");
    statusPage =
        owner(
                "/apps/" + app + "/status-pages",
                "{\"components\":[{\"monitorId\":\"" + monitor + "\"}]}")
            .get("id")
            .asText();
    slo =
        owner(
                "/apps/" + app + "/slos",
                "{\"name\":\"All\",\"objective\":{\"kind\":\"availability\","
                    + "\"targetPercent\":99.9,\"windowDays\":30}}")
            .get("id")
            .asText();
    owner(
        "/apps/" + app + "/status-pages/" + statusPage + "/posts",
        "{\"kind\":\"incident\",\"title\":\"Late\",\"text\":\"We look.\"}");
    server.send(
        Role.OWNER,
        "POST",
        "/apps/" + app + "/views",
        "{\"name\":\"Failing\",\"page\":\"requests\",\"query\":\"q=status:5xx\",\"team\":true}");
  }

  /** A job that is late, and a rule that fires for it. */
  private static void addWatching() {
    JsonNode made = owner("/apps/" + app + "/monitors", "{\"kind\":\"push\",\"name\":\"Nightly\"}");
    monitor = made.get("id").asText();
    pushSecret = made.get("pushUrl").asText().replaceFirst(".*/", "");
    server.server().catalog().monitors().setState(monitor, "down", 1_000, "late");
    String channel =
        owner(
                "/channels",
                "{\"kind\":\"ntfy\",\"name\":\"Phone\",\"config\":"
                    + "{\"url\":\"https://ntfy.example.com\",\"topic\":\"t\"}}")
            .get("id")
            .asText();
    rule =
        owner(
                "/apps/" + app + "/rules",
                "{\"name\":\"Down\",\"condition\":{\"metric\":\"monitor_down\"},\"channels\":[\""
                    + channel
                    + "\"]}")
            .get("id")
            .asText();
    owner(
        "/apps/" + app + "/quiet-times",
        "{\"kind\":\"silence\",\"name\":\"Later\",\"startsAt\":\"2099-01-01T00:00:00Z\","
            + "\"endsAt\":\"2099-01-02T00:00:00Z\"}");
    alert = server.get(Role.OWNER, "/apps/" + app + "/alerts").json().at("/items/0/id").asText();
  }

  /** Calls of a month that is over, which are stated. */
  private static void addStatement() throws InterruptedException {
    YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(2);
    long minute = month.atDay(9).atStartOfDay(ZoneOffset.UTC).toEpochSecond() / 60;
    Rollup calls =
        new Rollup(
            minute,
            "GET",
            "/items",
            200,
            "acme",
            5,
            Histogram.EMPTY,
            5_000,
            0,
            Histogram.EMPTY,
            500,
            Histogram.EMPTY,
            0,
            0,
            new KeyUse("aaaaaaaaaaaa", ""));
    int number =
        server.server().catalog().apps().all().stream()
            .filter(one -> one.id().equals(app))
            .findAny()
            .orElseThrow()
            .number();
    server
        .server()
        .intake()
        .accept(Batch.builder(number, "prod", minute * 60_000).rollups(List.of(calls)).build())
        .toCompletableFuture()
        .join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
    statement =
        owner("/apps/" + app + "/statements", "{\"consumer\":\"acme\",\"month\":\"" + month + "\"}")
            .get("id")
            .asText();
  }

  private static JsonNode owner(String path, String body) {
    Answer answer = server.send(Role.OWNER, "POST", path, body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Operation(String method, String path, JsonNode definition) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (!entry.getKey().equals("parameters")) {
                            operations.add(
                                new Operation(
                                    entry.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    entry.getValue()));
                          }
                        }));
    return operations;
  }

  @Test
  void document_andRoutes_listTheSameOperations() {
    TreeSet<String> documented = new TreeSet<>();
    operations().forEach(operation -> documented.add(operation.toString()));
    TreeSet<String> served = new TreeSet<>();
    server.routes().forEach(route -> served.add(route.method() + " " + route.path()));
    assertThat(served).isEqualTo(documented);
  }

  private static String concrete(String path) throws IOException {
    String endpoint =
        server.get(Role.OWNER, "/apps/" + app + "/endpoints").json().at("/items/0/id").asText();
    String error =
        server.get(Role.OWNER, "/apps/" + app + "/errors").json().at("/items/0/id").asText();
    Map<String, String> ids =
        Map.of("endpoints", endpoint, "errors", error, "requests", REQUEST.toString());
    String kind = path.replaceFirst(".*/([a-z-]+)/\\{id\\}$", "$1");
    return path.replace("/invited/{secret}", "/invited/" + invitation)
        .replace("{app}", app)
        .replace("{share}", share)
        .replace("{key}", apiKey)
        .replace("{level}", "consumer")
        .replace("{monitor}", monitor)
        .replace("{secret}", pushSecret)
        .replace("{rule}", rule)
        .replace("{alert}", alert)
        .replace("{statement}", statement)
        .replace("{page}", statusPage)
        .replace("{slo}", slo)
        .replace("{trace}", "0af7651916cd43dd8448eb211c80319c")
        .replace("{env}", "prod")
        .replace("{identifier}", "acme")
        .replace("{name}", "Gold")
        .replace("{id}", ids.getOrDefault(kind, "unknown"));
  }

  /** Every answer to a reading operation has the documented form. */
  @TestFactory
  Stream<DynamicTest> reading_anything_answersAsDocumented() {
    return operations().stream()
        .filter(operation -> operation.method().equals("GET"))
        // Its answer has no end; LiveTailIT reads it.
        .filter(operation -> !operation.path().endsWith("/requests/stream"))
        // No JSON; KeysIT and ProviderSignInIT read it.
        .filter(operation -> !operation.path().matches(".*/(csv|jsonl|export|callback)"))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      String query = requiredQuery(operation);
                      Answer answer = readAs(operation, concrete(operation.path()) + query);
                      assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
                      assertThat(violations(operation, "200", answer.json())).isEmpty();
                    }));
  }

  private static Answer readAs(Operation operation, String path) {
    boolean inBrowser =
        server.routes().stream()
            .filter(route -> route.method().equals("GET"))
            .anyMatch(
                route -> route.path().equals(operation.path()) && route.policy().sessionOnly());
    if (!inBrowser) {
      return server.get(Role.OWNER, path);
    }
    String cookie = server.signIn(Role.OWNER);
    return server.call("GET", path, null, "Cookie", cookie);
  }

  private static String requiredQuery(Operation operation) {
    return switch (operation.path()) {
      case "/apps/{app}/breakdown" -> "?by=endpoint";
      case "/apps/{app}/values" -> "?field=endpoint";
      case "/apps/{app}/endpoints", "/apps/{app}/consumers" ->
          "?trend=true&compareFrom=2026-01-01T00:00:00Z";
      default -> "";
    };
  }

  private static List<Error> violations(Operation operation, String status, JsonNode json) {
    String pointer =
        "#/paths/"
            + operation
                .path()
                .replace("~", "~0")
                .replace("/", "~1")
                .replace("{", "%7B")
                .replace("}", "%7D")
            + "/"
            + operation.method().toLowerCase(Locale.ROOT)
            + "/responses/"
            + status
            + "/content/application~1json/schema";
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(Map.of("https://gatehouse.test/openapi", document.toString())));
    Schema schema =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of("https://gatehouse.test/openapi" + pointer));
    return schema.validate(json.toString(), com.networknt.schema.InputFormat.JSON);
  }

  /** Every operation × every role: 401 without, 403 below the policy, never 401/403 above it. */
  @TestFactory
  Stream<DynamicTest> policy_ofEveryRoute_holdsForEveryRole() {
    return server.routes().stream()
        .flatMap(
            route ->
                Stream.concat(Stream.of("anonymous"), Stream.of(Role.values()).map(Role::text))
                    .map(
                        who ->
                            DynamicTest.dynamicTest(
                                route.method() + " " + route.path() + " as " + who,
                                () -> checkPolicy(route, who))));
  }

  private static void checkPolicy(io.gatehouse.server.http.Route route, String who) {
    // Ids that exist nowhere: what passes the policy ends in 404 or 422 and changes nothing.
    String path = route.path().replaceAll("\\{[a-z]+}", "no-such-thing");
    String body = route.method().matches("POST|PUT|PATCH") ? "{\"nonsense\":1}" : null;
    if (route.path().equals("/demo")) {
      body = null;
    }
    boolean anonymous = who.equals("anonymous");
    Answer answer =
        anonymous
            ? server.call(route.method(), path, body, "X-Gatehouse-Csrf", "1")
            : server.call(
                route.method(),
                path,
                body,
                "Authorization",
                "Bearer " + server.token(Role.of(who)));
    var policy = route.policy();
    if (policy.isPublic()) {
      assertThat(answer.status()).isNotIn(401, 403);
    } else if (anonymous) {
      assertThat(answer.status()).isEqualTo(401);
    } else if (policy.sessionOnly() || !Role.of(who).includes(policy.role())) {
      assertThat(answer.status()).isEqualTo(403);
    } else {
      assertThat(answer.status()).isNotIn(401, 403).isLessThan(500);
    }
    if (answer.status() >= 400) {
      assertThat(answer.json().get("code").asText()).isNotEmpty();
      assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
      assertThat(answer.http().headers().firstValue("content-type"))
          .hasValue("application/problem+json");
    }
  }

  @Test
  void fixedNames_ofEndpointsAndConsumers_areThere() {
    JsonNode endpoint =
        server
            .get(Role.VIEWER, "/apps/" + app + "/endpoints?q=" + encoded("endpoint:\"GET /items\""))
            .json()
            .at("/items/0");
    assertThat(endpoint.get("method").asText()).isEqualTo("GET");
    assertThat(endpoint.get("route").asText()).isEqualTo("/items");
    assertThat(endpoint.get("requests").asLong()).isEqualTo(10);
    assertThat(endpoint.get("responseBytes").asLong()).isEqualTo(12_000);
    assertThat(endpoint.get("p50Ms").asDouble()).isBetween(44.5, 45.6);
    assertThat(endpoint.get("consumers").asLong()).isEqualTo(1);
    JsonNode consumer =
        server.get(Role.VIEWER, "/apps/" + app + "/consumers").json().at("/items/0");
    assertThat(consumer.get("identifier").asText()).isEqualTo("acme");
    assertThat(consumer.get("name").asText()).isEqualTo("Acme");
    assertThat(consumer.get("group").asText()).isEqualTo("Gold");
    assertThat(consumer.get("requests").asLong()).isEqualTo(13);
    assertThat(consumer.get("errors").asLong()).isEqualTo(3);
  }

  @Test
  void request_byId_hidesBodiesFromViewersAndSecretsFromAll() {
    JsonNode seen = server.get(Role.OWNER, "/apps/" + app + "/requests/" + REQUEST).json();
    assertThat(seen.get("status").asInt()).isEqualTo(500);
    assertThat(seen.at("/requestBody/text").asText()).isEqualTo("{\"name\":\"x\"}");
    assertThat(seen.at("/exception/type").asText()).isEqualTo("TypeError");
    assertThat(seen.at("/logs/0/message").asText()).isEqualTo("failed");
    assertThat(seen.at("/spans/0/name").asText()).isEqualTo("root");
    assertThat(seen.toString()).doesNotContain("hunter2");
    JsonNode hidden = server.get(Role.VIEWER, "/apps/" + app + "/requests/" + REQUEST).json();
    assertThat(hidden.at("/requestBody/state").asText()).isEqualTo("hidden");
    assertThat(hidden.get("requestHeaders").isNull()).isTrue();
  }

  @Test
  void errors_byTab_explainEachRequestOnce() {
    JsonNode server5xx = server.get(Role.VIEWER, "/apps/" + app + "/errors?tab=server").json();
    assertThat(server5xx.get("items")).hasSize(1);
    assertThat(server5xx.at("/items/0/kind").asText()).isEqualTo("exception");
    assertThat(server5xx.at("/items/0/count").asLong()).isEqualTo(2);
    JsonNode validation = server.get(Role.VIEWER, "/apps/" + app + "/errors?tab=validation").json();
    assertThat(validation.at("/items/0/field").asText()).isEqualTo("body.name");
    JsonNode client = server.get(Role.VIEWER, "/apps/" + app + "/errors?tab=client").json();
    assertThat(client.at("/items/0/status").asInt()).isEqualTo(422);
  }

  @Test
  void errors_withoutExceptions_areShownByTheirStatus() throws Exception {
    // Express with an error handler of its own: the SDK sees the status and no exception.
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Quiet\"}");
    String sync =
        HubMessages.sync(
            UUID.randomUUID(), UUID.randomUUID(), System.currentTimeMillis() / 1000.0, 1);
    int errors = sync.indexOf("\"server_errors\"");
    String silent =
        sync.substring(0, errors) + sync.substring(sync.indexOf("\"consumers\"", errors));
    server.report(created.json().get("clientId").asText(), "sync", silent);
    String list = "/apps/" + created.json().get("id").asText() + "/errors?tab=server";
    JsonNode items = server.get(Role.VIEWER, list).json().get("items");
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/kind").asText()).isEqualTo("status");
    assertThat(items.at("/0/title").asText()).isEqualTo("500 Internal Server Error");
    assertThat(items.at("/0/count").asLong()).isEqualTo(2);
  }

  @Test
  void instances_thatStoppedReporting_areShownAsOffline() throws Exception {
    // The hub's Java client falls silent for ever on a consumer with a bar in its identifier.
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Stops\"}");
    server.report(
        created.json().get("clientId").asText(), "startup", HubMessages.startup(UUID.randomUUID()));
    String list = "/apps/" + created.json().get("id").asText() + "/instances";
    assertThat(server.get(Role.VIEWER, list).json().at("/items/0/online").asBoolean()).isTrue();
    server.clock().setAhead(Duration.ofMinutes(4));
    try {
      JsonNode instance = server.get(Role.VIEWER, list).json().at("/items/0");
      assertThat(instance.get("online").asBoolean(true)).isFalse();
    } finally {
      server.clock().setAhead(Duration.ZERO);
    }
  }

  @Test
  void environments_areShownAsTheirClientFirstSpeltThem() throws Exception {
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Spelling\"}");
    String id = created.json().get("clientId").asText();
    for (String spelling : List.of("Staging_EU", "staging-eu")) {
      server.report(id, spelling, "startup", HubMessages.startup(UUID.randomUUID()));
    }
    String list = "/apps/" + created.json().get("id").asText() + "/environments";
    JsonNode items = server.get(Role.VIEWER, list).json().get("items");
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/name").asText()).isEqualTo("staging-eu");
    assertThat(items.at("/0/displayName").asText()).isEqualTo("Staging_EU");
  }

  @Test
  void consumer_renamedAndPinned_isNotRenamedBackByTheClient() throws Exception {
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Pins\"}");
    String pins = created.json().get("id").asText();
    String id = created.json().get("clientId").asText();
    UUID instance = UUID.randomUUID();
    double now = System.currentTimeMillis() / 1000.0;
    server.report(id, "sync", HubMessages.sync(instance, UUID.randomUUID(), now, 1));
    Answer changed =
        server.send(
            Role.EDITOR,
            "PATCH",
            "/apps/" + pins + "/consumers/acme",
            "{\"name\":\"Acme Inc\",\"group\":null}");
    assertThat(changed.json().get("name").asText()).isEqualTo("Acme Inc");
    server.report(id, "sync", HubMessages.sync(instance, UUID.randomUUID(), now, 1));
    JsonNode consumer =
        server.get(Role.VIEWER, "/apps/" + pins + "/consumers").json().at("/items/0");
    assertThat(consumer.get("name").asText()).isEqualTo("Acme Inc");
    assertThat(consumer.get("group").isNull()).isTrue();
    assertThat(consumer.get("namePinned").asBoolean()).isTrue();
    JsonNode groups =
        server.get(Role.VIEWER, "/apps/" + pins + "/breakdown?by=group").json().get("items");
    assertThat(groups.findValuesAsText("key")).doesNotContain("Gold");
  }

  @Test
  void paging_throughAList_showsEachItemOnce() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          server
              .get(Role.VIEWER, "/apps/" + app + "/endpoints?limit=1&sort=endpoint" + cursor)
              .json();
      seen.add(page.at("/items/0/method").asText() + page.at("/items/0/route").asText());
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void badParameters_areNamed() {
    assertThat(detail("/series?step=61")).contains("step").contains("61");
    assertThat(detail("/series?zone=Mars%2FOlympus")).contains("Mars/Olympus");
    assertThat(detail("/series?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"))
        .contains("empty");
    assertThat(detail("/endpoints?limit=5000")).contains("limit").contains("1000");
    assertThat(detail("/endpoints?sort=shoe")).contains("\"shoe\"").contains("requests");
    assertThat(detail("/requests?cursor=junk")).contains("cursor");
    assertThat(detail("/consumers?cursor=junk")).contains("cursor");
    Answer answer = server.send(Role.OWNER, "POST", "/apps", "{\"nam\":\"x\"}");
    assertThat(answer.json().get("detail").asText()).contains("nam").contains("name");
    assertThat(server.send(Role.OWNER, "POST", "/apps", "{").status()).isEqualTo(400);
    assertThat(server.send(Role.OWNER, "POST", "/apps", "{\"name\":{}}").status()).isEqualTo(422);
    assertThat(server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"\"}").status()).isEqualTo(422);
    assertThat(server.send(Role.OWNER, "POST", "/apps", "x".repeat(2 << 20)).status())
        .isEqualTo(413);
  }

  private static String detail(String path) {
    Answer answer = server.get(Role.OWNER, "/apps/" + app + path);
    assertThat(answer.status()).isEqualTo(422);
    return answer.json().get("detail").asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void ingestionHealth_afterARefusedSync_tellsReasonAndExplanation() throws Exception {
    assertThat(server.report(clientId, "sync", "{\"timestamp\":")).isEqualTo(422);
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              JsonNode outcomes =
                  server.get(Role.VIEWER, "/apps/" + app + "/ingestion").json().get("outcomes");
              assertThat(outcomes.findValuesAsText("reason")).contains("malformed-sync");
              assertThat(outcomes.findValuesAsText("explanation")).doesNotContain("");
            });
  }

  @Test
  void start_tellsTheAddressThatTheCallerUsed() {
    JsonNode start = server.get(Role.VIEWER, "/apps/" + app + "/start").json();
    assertThat(start.get("serverUrl").asText()).isEqualTo(server.url());
    assertThat(start.get("clientId").asText()).isEqualTo(clientId);
    assertThat(start.at("/instances/0/client").asText()).isEqualTo("js:express");
  }

  @Test
  void sync_sentThreeTimes_countsOnceInTheMinuteOfItsTimestamp() throws Exception {
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Repeats\"}");
    String id = created.json().get("clientId").asText();
    String base = "/apps/" + created.json().get("id").asText();
    double fiftyMinutesAgo = System.currentTimeMillis() / 1000.0 - 50 * 60;
    String late = HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), fiftyMinutesAgo, 10);
    for (int i = 0; i < 3; i++) {
      assertThat(server.report(id, "sync", late)).isEqualTo(202);
    }
    String file = HubMessages.requestLogLine(UUID.randomUUID(), fiftyMinutesAgo);
    for (int i = 0; i < 3; i++) {
      assertThat(server.report(id, "log?uuid=" + new UUID(1, 2), file)).isEqualTo(202);
    }
    String tooOld =
        HubMessages.sync(UUID.randomUUID(), UUID.randomUUID(), fiftyMinutesAgo - 70 * 60, 99);
    assertThat(server.report(id, "sync", tooOld)).isEqualTo(202);
    JsonNode bars =
        server
            .get(
                Role.VIEWER,
                base + "/series?step=60&from=" + java.time.Instant.now().minusSeconds(6 * 3600))
            .json()
            .get("bars");
    assertThat(bars).hasSize(1);
    assertThat(bars.get(0).get("at").asText())
        .isEqualTo(Times.ofMinute((long) (fiftyMinutesAgo / 60)));
    assertThat(bars.get(0).get("successful").asLong()).isEqualTo(10);
    assertThat(server.get(Role.VIEWER, base + "/requests").json().get("items")).hasSize(1);
  }

  @Test
  void batch_sentTwice_countsOnceUnderItsToken() throws Exception {
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Native\"}");
    String base = "/apps/" + created.json().get("id").asText();
    JsonNode key =
        server.send(Role.ADMIN, "POST", base + "/ingest-keys", "{\"name\":\"orders\"}").json();
    String secret = key.get("secret").asText();
    String settings =
        "{\"flushIntervalMillis\":5000,\"redaction\":[{\"target\":\"request-body\","
            + "\"path\":\"$.card\",\"action\":\"mask\"}],\"excludedRoutes\":[\"/health\"]}";
    JsonNode stored = server.send(Role.ADMIN, "PUT", base + "/sdk-settings", settings).json();
    assertThat(stored.get("revision").asLong()).isEqualTo(1);

    NativeBatch batch = NativeBatch.of(1, "/orders/{id}", 7);
    Answer first = server.send(batch.request(server.url(), secret, 0));
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().at("/settings/redaction/0/path").asText()).isEqualTo("$.card");
    assertThat(first.json().at("/settings/flushIntervalMillis").asLong()).isEqualTo(5_000);
    Answer again = server.send(batch.request(server.url(), secret, 1));
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().has("settings")).isFalse();
    assertThat(server.server().awaitLoaded(java.time.Duration.ofSeconds(20))).isTrue();

    JsonNode endpoint = server.get(Role.VIEWER, base + "/endpoints").json().at("/items/0");
    assertThat(endpoint.get("route").asText()).isEqualTo("/orders/{id}");
    assertThat(endpoint.get("requests").asLong()).isEqualTo(7);
    assertThat(server.get(Role.EDITOR, base + "/ingest-keys").json().toString())
        .contains("\"prefix\":\"" + secret.substring(0, 8) + "\"")
        .doesNotContain(secret);

    server.send(Role.ADMIN, "DELETE", base + "/ingest-keys/" + key.get("id").asText(), "");
    assertThat(server.send(batch.request(server.url(), secret, 1)).status()).isEqualTo(401);
  }

  @Test
  void sdkSettings_wrong_nameTheField() {
    String path = "/apps/" + app + "/sdk-settings";
    for (String wrong :
        List.of(
            "{\"flushIntervalMillis\":1}",
            "{\"requestLog\":{\"policy\":\"some\"}}",
            "{\"requestLog\":{\"policy\":\"sampled\",\"rate\":2.5}}",
            "{\"redaction\":[{\"target\":\"request-body\",\"path\":\"\",\"action\":\"mask\"}]}",
            "{\"redaction\":[{\"target\":\"cookie\",\"path\":\"x\",\"action\":\"mask\"}]}")) {
      Answer answer = server.send(Role.ADMIN, "PUT", path, wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(422);
      assertThat(answer.json().get("detail").asText()).startsWith("The field ");
    }
  }

  @Test
  void unknownClientId_is404AndKnownIs202() {
    HttpRequest request =
        HttpRequest.newBuilder(
                java.net.URI.create(server.url() + "/v2/" + UUID.randomUUID() + "/prod/sync"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(server.send(request).status()).isEqualTo(404);
  }

  @Test
  void pages_carryTheStrictPolicyAndNoStore() {
    Answer page =
        server.send(
            HttpRequest.newBuilder(java.net.URI.create(server.url() + "/a/shop/traffic")).build());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.http().headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(page.http().headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(page.http().headers().firstValue("cache-control")).hasValue("no-store");
  }
}

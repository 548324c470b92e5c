// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a check that fails to the message that tells it, over REST and real sockets. */
class WatchIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path directory;

  private static TestServer server;
  private static HttpServer target;
  private static String base;
  private static volatile int status = 200;
  private static final Queue<Hook> HOOKS = new ConcurrentLinkedQueue<>();

  private record Hook(String id, String timestamp, String signature, byte[] body) {}

  @BeforeAll
  static void start() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    target.createContext("/health", WatchIT::health);
    target.createContext("/hook", WatchIT::hook);
    target.start();
    server = TestServer.start(directory, "outbound.allow=127.0.0.1:" + port());
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json();
    base = "/apps/" + app.get("id").asText();
  }

  @AfterAll
  static void stop() {
    server.close();
    target.stop(0);
  }

  private static int port() {
    return target.getAddress().getPort();
  }

  private static void health(HttpExchange exchange) throws IOException {
    byte[] body = "{\"state\":\"ok\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void hook(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    var headers = exchange.getRequestHeaders();
    HOOKS.add(
        new Hook(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            body));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static Answer post(String path, String body) {
    return server.send(Role.ADMIN, "POST", path, body);
  }

  private static JsonNode created(String path, String body) {
    Answer answer = post(path, body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  private static JsonNode monitor(String id) {
    return get(base, id);
  }

  private static JsonNode get(String app, String id) {
    return server.get(Role.VIEWER, app + "/monitors/" + id).json();
  }

  /** One monitor, one rule, one channel: down is told once, and so is that it is over. */
  @Test
  void a1_monitorDown_isToldOnceAndSoIsItsEnd() throws Exception {
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Watched\"}").json();
    String own = "/apps/" + app.get("id").asText();
    JsonNode channel =
        created(
            "/channels",
            "{\"kind\":\"webhook\",\"name\":\"Ops\",\"config\":{\"url\":\"http://127.0.0.1:%d/hook\"}}"
                .formatted(port()));
    String secret = channel.get("secret").asText();
    created(
        own + "/rules",
        "{\"name\":\"Monitor"
            + " down\",\"severity\":\"critical\",\"condition\":{\"metric\":\"monitor_down\"},"
            + "\"channels\":[\"%s\"]}".formatted(channel.get("id").asText()));
    String id =
        created(
                own + "/monitors",
                "{\"kind\":\"http\",\"name\":\"Health\",\"url\":\"http://127.0.0.1:%d/health\",\"intervalSeconds\":10,"
                        .formatted(port())
                    + "\"retries\":0,\"jsonPath\":\"$.state\",\"jsonValue\":\"ok\"}")
            .get("id")
            .asText();
    await().atMost(SOON).until(() -> get(own, id).get("state").asText().equals("up"));

    status = 503;
    await().atMost(SOON).until(() -> get(own, id).get("state").asText().equals("down"));
    await().atMost(SOON).until(() -> !HOOKS.isEmpty());
    Hook told = HOOKS.remove();
    JsonNode body = TestServer.JSON.readTree(told.body());
    assertThat(body.get("type").asText()).isEqualTo("alert.firing");
    assertThat(body.at("/data/title").asText()).isEqualTo("Monitor down: Health");
    assertThat(body.at("/data/alerts/0/text").asText()).isEqualTo("Status 503, expected 200-399.");
    assertThat(body.at("/data/link").asText()).isEqualTo(server.url() + "/a/watched/uptime/" + id);
    assertThat(told.signature()).isEqualTo("v1," + signature(secret, told));

    status = 200;
    await().atMost(SOON).until(() -> !HOOKS.isEmpty());
    JsonNode over = TestServer.JSON.readTree(HOOKS.remove().body());
    assertThat(over.get("type").asText()).isEqualTo("alert.resolved");
    assertThat(over.at("/data/incident")).isEqualTo(body.at("/data/incident"));

    JsonNode alert = server.get(Role.VIEWER, own + "/alerts").json().at("/items/0");
    assertThat(alert.get("label").asText()).isEqualTo("Health");
    assertThat(alert.get("endedAt").isNull()).isFalse();
    assertThat(alert.get("deliveries")).hasSize(2);
    assertThat(alert.at("/deliveries/0/state").asText()).isEqualTo("delivered");
    JsonNode incident =
        server.get(Role.VIEWER, own + "/monitors/" + id + "/incidents").json().at("/items/0");
    assertThat(incident.get("cause").asText()).isEqualTo("Status 503, expected 200-399.");
    JsonNode check =
        server.get(Role.VIEWER, own + "/monitors/" + id + "/checks").json().at("/items/0");
    assertThat(check.get("outcome").asText()).isEqualTo("up");
    assertThat(check.get("connectMs").asDouble()).isPositive();
    assertThat(check.get("firstByteMs").asDouble()).isPositive();
    assertThat(check.get("tlsMs").isNull()).isTrue();
    assertThat(HOOKS).isEmpty();
  }

  private static String signature(String secret, Hook hook) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((hook.id() + "." + hook.timestamp() + ".").getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(hook.body()));
  }

  /** The refusal names the setting with which an operator permits it. */
  @Test
  void privateAddress_isRefusedAndTheSettingIsNamed() {
    String id =
        created(
                base + "/monitors",
                "{\"kind\":\"http\",\"name\":\"Inside\",\"url\":\"http://10.1.2.3/\",\"intervalSeconds\":10,\"retries\":0}")
            .get("id")
            .asText();
    await().atMost(SOON).until(() -> monitor(id).get("state").asText().equals("down"));
    assertThat(monitor(id).get("cause").asText())
        .contains("not on the public network")
        .contains("outbound.allow=10.1.2.3:80");
  }

  @Test
  void ownListener_isNeverConnectedTo() {
    String address = "http://localhost:" + URI.create(server.url()).getPort() + "/healthz";
    String id =
        created(
                base + "/monitors",
                "{\"kind\":\"http\",\"name\":\"Self\",\"url\":\"%s\",\"retries\":0}"
                    .formatted(address))
            .get("id")
            .asText();
    await().atMost(SOON).until(() -> monitor(id).get("state").asText().equals("down"));
    assertThat(monitor(id).get("cause").asText()).contains("never connected to");
  }

  @Test
  void badMonitor_isRefusedAndTheFieldNamed() {
    Answer noUrl = post(base + "/monitors", "{\"kind\":\"http\",\"name\":\"x\"}");
    assertThat(noUrl.status()).isEqualTo(422);
    assertThat(noUrl.json().get("field").asText()).isEqualTo("url");
    Answer octal =
        post(
            base + "/monitors",
            "{\"kind\":\"http\",\"name\":\"x\",\"url\":\"http://0177.0.0.1/\"}");
    assertThat(octal.json().get("field").asText()).isEqualTo("url");
    assertThat(octal.json().get("detail").asText()).contains("0177.0.0.1");
    Answer often =
        post(
            base + "/monitors",
            "{\"kind\":\"tcp\",\"name\":\"x\",\"host\":\"example.com\",\"port\":5432,\"intervalSeconds\":5}");
    assertThat(often.json().get("detail").asText()).contains("intervalSeconds is 5").contains("10");
  }

  /** Secrets of channels and headers of checks are in no answer and on no disk. */
  @Test
  void secrets_areSealedAndNeverShown() throws IOException {
    created(
        "/channels",
        "{\"kind\":\"slack\",\"name\":\"Chat\",\"config\":{\"url\":\"https://hooks.slack.com/services/CANARY1\"}}");
    created(
        base + "/monitors",
        "{\"kind\":\"http\",\"name\":\"Guarded\",\"url\":\"https://example.com/\",\"headers\":"
            + "{\"Authorization\":\"Bearer CANARY2\"}}");
    assertThat(server.get(Role.OWNER, "/channels").json().toString()).doesNotContain("CANARY");
    assertThat(server.get(Role.OWNER, base + "/monitors").json().toString())
        .contains("Authorization")
        .doesNotContain("CANARY");
    assertThat(server.get(Role.OWNER, "/audit").json().toString()).doesNotContain("CANARY");
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("CANARY");
      }
    }
  }

  /** A job needs neither a session nor a header of ours. */
  @Test
  void push_fromAnywhere_isNoted() throws Exception {
    JsonNode made =
        created(
            base + "/monitors",
            "{\"kind\":\"push\",\"name\":\"Nightly\",\"schedule\":\"0 3 * * *\"}");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(made.get("pushUrl").asText()))
                    .POST(HttpRequest.BodyPublishers.ofString("finished"))
                    .header("Content-Type", "text/plain")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    String id = made.get("id").asText();
    await().atMost(SOON).until(() -> monitor(id).get("state").asText().equals("up"));
    assertThat(monitor(id).get("lastSignalAt").isNull()).isFalse();
    assertThat(monitor(id).has("pushUrl")).isFalse();
  }

  @Test
  void testOfAChannel_tellsTheAnswer() {
    JsonNode channel =
        created(
            "/channels",
            "{\"kind\":\"ntfy\",\"name\":\"Broken\",\"config\":{\"url\":\"http://127.0.0.1:%d/nothing\",\"topic\":\"a\"}}"
                .formatted(port()));
    JsonNode result = post("/channels/" + channel.get("id").asText() + "/test", "{}").json();
    assertThat(result.get("delivered").asBoolean()).isFalse();
    assertThat(result.get("answer").asText()).startsWith("HTTP 404");
  }

  @Test
  void backtest_ofARule_tellsWhenItWouldHaveFired() {
    Answer answer =
        post(
            base + "/rules/backtest",
            "{\"condition\":{\"metric\":\"requests\",\"comparison\":\"below\",\"threshold\":1,\"windowMinutes\":10}}");
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertThat(answer.json().get("firings")).hasSize(1);
    assertThat(answer.json().at("/firings/0/to").isNull()).isTrue();
    assertThat(answer.json().get("points").size()).isBetween(200, 301);
  }
}

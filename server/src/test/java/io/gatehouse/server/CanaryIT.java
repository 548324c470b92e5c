// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static io.gatehouse.server.Canaries.KEPT;
import static io.gatehouse.server.Canaries.PLANTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.backup.BackupFile;
import io.gatehouse.server.backup.DataFiles;
import io.gatehouse.server.backup.Restore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets planted in 100,000 documents of four clients are found in no file, index, answer or
 * backup: not in the bytes of the log, its quarantine, the catalog, the store and its write-ahead
 * log, and not in the values of what is compressed.
 */
class CanaryIT {

  private static final int DOCUMENTS = Integer.getInteger("gatehouse.canaries", 100_000);

  /** Documents of a message; four forms take turns. */
  private static final int EACH = 250;

  /** What is taken in before the log is damaged. */
  private static final int FIRST = 4 * EACH;

  private static final char[] PASSPHRASE = "nine violet trams".toCharArray();

  @TempDir Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Path data;
  private int port;
  private String base = "";
  private String clientId = "";
  private JsonNode key = TestServer.JSON.missingNode();
  private String token = "";

  @Test
  void planted_inDocumentsOfAllClients_isFoundNowhere() throws Exception {
    data = directory.resolve("data");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (TestServer server = TestServer.start(data, "ingest.pubsub-port=" + port)) {
      prepare(server);
      send(server, 0, FIRST);
    }
    damageTheLog();
    long rows;
    try (TestServer server = TestServer.startEmpty(data, "ingest.pubsub-port=" + port)) {
      CompletableFuture<String> live = listen(server);
      send(server, FIRST, DOCUMENTS);
      assertThat(live.isDone()).isFalse();
      rows = answers(server);
      assertThat(StoredText.findBytes(data, PLANTED)).isEmpty();
      assertThat(StoredText.findBytes(data, KEPT).keySet())
          .anyMatch(place -> place.startsWith("log/quarantine/"))
          .anyMatch(place -> place.endsWith(".wal"));
      Instant later = Instant.now().plus(4, ChronoUnit.DAYS);
      server.server().storage().maintenance().compact(later.toEpochMilli());
      send(server, DOCUMENTS, DOCUMENTS + FIRST);
      server.close();
      assertThat(live.get()).contains("event: request", "POST").doesNotContain(PLANTED);
    }
    assertThat(rows).isPositive();
    assertNothingIn(data);
    Path backup = directory.resolve("b.ghb");
    BackupFile.write(backup, PASSPHRASE, data, DataFiles.atRest(data, System.currentTimeMillis()));
    Path restored = directory.resolve("restored");
    new Restore(backup, restored, false).run(PASSPHRASE);
    assertNothingIn(restored);
  }

  private static void assertNothingIn(Path directory) throws Exception {
    assertThat(StoredText.find(directory, PLANTED)).isEmpty();
    assertThat(StoredText.find(directory, KEPT).keySet())
        .as("where the search finds what is no secret")
        .anyMatch(place -> place.startsWith("log/") && !place.contains("quarantine"))
        .anyMatch(place -> place.matches(".*request-\\d+\\.parquet values"))
        .anyMatch(place -> place.matches(".*request_body-\\d+\\.parquet values"))
        .anyMatch(place -> place.matches(".*trace_span-\\d+\\.parquet values"))
        .anyMatch(place -> place.matches(".*trace_log-\\d+\\.parquet values"))
        .anyMatch(place -> place.endsWith(".duckdb request"))
        .anyMatch(place -> place.endsWith(".duckdb request_body"));
  }

  private void prepare(TestServer server) throws IOException {
    JsonNode created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Birds\"}").json();
    base = "/apps/" + created.get("id").asText();
    clientId = created.get("clientId").asText();
    key = server.send(Role.ADMIN, "POST", base + "/ingest-keys", "{\"name\":\"k\"}").json();
    token = server.token(Role.OWNER);
  }

  /** Sends documents in turn by each client's wire form, a few messages at a time. */
  private void send(TestServer server, int from, int to) throws Exception {
    Semaphore free = new Semaphore(4);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int first = from; first < to; first += EACH) {
      for (HttpRequest request : requests(server, first)) {
        free.acquire();
        answers.add(
            http.sendAsync(request, BodyHandlers.discarding())
                .whenComplete((answer, failure) -> free.release())
                .thenApply(HttpResponse::statusCode));
      }
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isBetween(200, 202);
    }
    assertThat(server.server().awaitLoaded(Duration.ofMinutes(2))).isTrue();
  }

  private List<HttpRequest> requests(TestServer server, int first) {
    long now = System.currentTimeMillis();
    String secret = key.get("secret").asText();
    return switch (first / EACH % 4) {
      case 0 -> {
        String hub = server.url() + "/v2/" + clientId + "/prod/";
        yield List.of(
            post(hub + "log?uuid=" + new UUID(1, first), Canaries.hubLog(first, EACH, now)),
            post(hub + "sync", Canaries.hubSync(first, now)));
      }
      case 1 -> List.of(Canaries.nativeBatch(first, EACH, now).request(server.url(), secret, 0));
      case 2 ->
          List.of(
              otlp(server.url() + "/v1/traces", Canaries.otlpTraces(first, EACH, now)),
              otlp(server.url() + "/v1/logs", Canaries.otlpLogs(first, EACH, now)));
      default ->
          List.of(
              post(
                  "http://127.0.0.1:%d/v1/projects/gatehouse/topics/%s:publish"
                      .formatted(port, key.get("topicId").asText()),
                  Canaries.topicMessages(key.get("projectId").asText(), first, EACH, now)));
    };
  }

  private static HttpRequest post(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest otlp(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + key.get("secret").asText())
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /**
   * Bytes within the first record go bad, and the store is lost: what is read again is set aside.
   */
  private void damageTheLog() throws IOException {
    Path segment;
    try (Stream<Path> files = Files.list(data.resolve("log"))) {
      segment = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[4]), 4_000);
    }
    try (Stream<Path> files = Files.walk(data.resolve("store"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** All that the stream of live requests says until the server stops. */
  private CompletableFuture<String> listen(TestServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + base + "/requests/stream"))
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return CompletableFuture.supplyAsync(
        () -> {
          ByteArrayOutputStream heard = new ByteArrayOutputStream();
          try (InputStream in = response.body()) {
            in.transferTo(heard);
          } catch (IOException e) {
            // The server stops in the middle of a line; what came before counts.
            heard.writeBytes(new byte[] {'\n'});
          }
          return heard.toString(java.nio.charset.StandardCharsets.UTF_8);
        },
        task -> new Thread(task, "canary-listener").start());
  }

  /** Asks what people can ask; tells how many requests the lists showed. */
  private long answers(TestServer server) throws IOException {
    long shown = 0;
    String cursor = "";
    for (int page = 0; page < 10; page++) {
      JsonNode list = clean(server, base + "/requests?limit=200" + cursor);
      for (JsonNode item : list.get("items")) {
        shown++;
        if (shown % 20 == 0) {
          JsonNode one =
              clean(
                  server,
                  base + "/requests/" + item.get("id").asText() + "?at=" + item.get("at").asText());
          assertThat(one.toString()).contains(KEPT);
        }
      }
      cursor = "&cursor=" + list.get("nextCursor").asText();
    }
    for (String field :
        List.of("body", "log", "error.text", "query", "header.x-other", "header.cookie")) {
      JsonNode list =
          clean(server, base + "/requests?q=" + field + ":*" + PLANTED.substring(1) + "*");
      assertThat(list.get("filterProblems")).as(field).isEmpty();
      assertThat(list.get("items")).as(field).isEmpty();
    }
    assertThat(clean(server, base + "/requests?q=header.x-note:" + KEPT + "*").get("items"))
        .isNotEmpty();
    for (String path : List.of("server", "validation")) {
      for (JsonNode group : clean(server, base + "/errors?tab=" + path).get("items")) {
        clean(server, base + "/errors/" + group.get("id").asText());
      }
    }
    for (String path : List.of("consumers", "endpoints", "breakdown?by=endpoint", "ingestion")) {
      clean(server, base + "/" + path);
    }
    return shown;
  }

  private JsonNode clean(TestServer server, String path) throws IOException {
    TestServer.Answer answer = server.call("GET", path, null, "Authorization", "Bearer " + token);
    assertThat(answer.status()).as(path).isEqualTo(200);
    byte[] body = new ByteArrayInputStream(answer.http().body()).readAllBytes();
    assertThat(new String(body, java.nio.charset.StandardCharsets.UTF_8))
        .as(path)
        .doesNotContain(PLANTED);
    return answer.json();
  }
}

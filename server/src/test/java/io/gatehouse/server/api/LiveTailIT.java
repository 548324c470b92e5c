// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live requests as server-sent events, read by clients that stay. */
class LiveTailIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path directory;

  private static TestServer server;
  private static String app;
  private static String clientId;

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
    JsonNode created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Live\"}").json();
    app = created.get("id").asText();
    clientId = created.get("clientId").asText();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A client that reads lines on a thread of its own until the stream ends. */
  private static final class Reader implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private final Thread thread;
    private final HttpResponse<InputStream> response;

    Reader(String query, String header, String value) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      server.url()
                          + "/api/v1/apps/"
                          + app
                          + "/requests/stream?q="
                          + encoded(query)))
              .header(header, value)
              .build();
      response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofInputStream());
      body = response.body();
      thread = new Thread(this::read, "live-reader");
      thread.start();
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        String line = reader.readLine();
        while (line != null) {
          lines.add(line);
          line = reader.readLine();
        }
      } catch (IOException e) {
        lines.add("broken off: " + e.getMessage());
      }
    }

    void awaitLine(String part) {
      await().atMost(SOON).until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    boolean saw(UUID id) {
      return lines.stream().anyMatch(line -> line.contains(id.toString()));
    }

    boolean hasEnded() {
      return !thread.isAlive();
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Reader reader(Role role, String query) throws Exception {
    Reader reader = new Reader(query, "Authorization", "Bearer " + server.token(role));
    reader.awaitLine("event: ready");
    return reader;
  }

  private static UUID send() throws InterruptedException {
    UUID id = UUID.randomUUID();
    double now = System.currentTimeMillis() / 1000.0;
    server.report(clientId, "log?uuid=" + UUID.randomUUID(), HubMessages.requestLogLine(id, now));
    return id;
  }

  @Test
  void stream_twoClients_eachHearsWhatItsFilterLetsThrough() throws Exception {
    try (Reader all = reader(Role.VIEWER, "");
        Reader failing = reader(Role.VIEWER, "status:5xx");
        Reader successful = reader(Role.VIEWER, "status:2xx")) {
      assertThat(all.response.headers().firstValue("content-type")).hasValue("text/event-stream");
      assertThat(all.response.headers().firstValue("content-encoding")).isEmpty();
      UUID id = send();
      all.awaitLine(id.toString());
      failing.awaitLine(id.toString());
      assertThat(successful.saw(id)).isFalse();
      String data =
          all.lines.stream().filter(line -> line.contains(id.toString())).findFirst().orElseThrow();
      JsonNode news = TestServer.JSON.readTree(data.substring("data: ".length()));
      assertThat(news.get("skipped").asLong()).isZero();
      assertThat(news.at("/items/0/status").asInt()).isEqualTo(500);
    }
  }

  @Test
  void stream_clientThatLeaves_makesRoomForOthers() throws Exception {
    List<Reader> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < LiveTail.MAX_STREAMS; i++) {
        crowd.add(reader(Role.VIEWER, ""));
      }
      Answer refused = server.get(Role.VIEWER, "/apps/" + app + "/requests/stream");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("detail").asText()).contains("64 views");
      assertThat(refused.http().headers().firstValue("retry-after")).isPresent();
      crowd.remove(0).close();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                try (Reader late =
                    new Reader("", "Authorization", "Bearer " + server.token(Role.VIEWER))) {
                  assertThat(late.response.statusCode()).isEqualTo(200);
                }
              });
    } finally {
      for (Reader reader : crowd) {
        reader.close();
      }
    }
  }

  @Test
  void stream_whenTheSessionEnds_endsToo() throws Exception {
    String cookie = server.signIn(Role.VIEWER);
    try (Reader reader = new Reader("", "Cookie", cookie)) {
      reader.awaitLine("event: ready");
      server.call("DELETE", "/session", null, "Cookie", cookie, "X-Gatehouse-Csrf", "1");
      await().atMost(SOON).until(reader::hasEnded);
      UUID id = send();
      assertThat(reader.saw(id)).isFalse();
    }
  }

  @Test
  void stream_ofContents_isNotSearchedForThoseWithoutTheRight() throws Exception {
    try (Reader reader = reader(Role.VIEWER, "body:nothing-like-it")) {
      reader.awaitLine("needs the right to see them");
    }
  }
}

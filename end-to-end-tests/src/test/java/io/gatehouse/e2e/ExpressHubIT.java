// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job: an unmodified Express service with the published SDK reports here because of one
 * environment variable, and the dashboard shows exactly what it served.
 */
class ExpressHubIT {

  private static final Path SOURCE = Path.of("src/test/node/express").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void unmodifiedService_pointedHereByOneVariable_showsOnThePages() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess server = ServerProcess.start(data, "serve")) {
      String token = ServerProcess.ownerToken(data);
      String clientId =
          server.call(token, "POST", "/apps", "{\"name\":\"Express\"}").get("clientId").asText();
      Process service = startService(server.ready("url"), clientId);
      try {
        serve(portOf(service));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertFigures(server, token));
        assertPages(server, token);
      } finally {
        service.destroy();
      }
    }
  }

  private Process startService(String hub, String clientId) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("service"));
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "shop.mjs")) {
      Files.copy(SOURCE.resolve(file), folder.resolve(file));
    }
    Process install =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(install.waitFor()).as(output).isZero();
    ProcessBuilder service = new ProcessBuilder("node", "shop.mjs").directory(folder.toFile());
    service.environment().put("APITALLY_HUB_BASE_URL", hub);
    service.environment().put("CLIENT_ID", clientId);
    service.redirectError(directory.resolve("service.log").toFile());
    return service.start();
  }

  private static int portOf(Process service) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("listening ")) {
        return Integer.parseInt(line.substring("listening ".length()));
      }
    }
    throw new IllegalStateException("the service did not start");
  }

  /** The known list: 30 requests by three consumers. */
  private static void serve(int port) throws Exception {
    for (int i = 0; i < 10; i++) {
      request(port, "GET", "/items", "north", "", 200);
    }
    for (int i = 0; i < 6; i++) {
      request(port, "GET", "/items/" + i, "south", "", 200);
    }
    for (int i = 0; i < 3; i++) {
      request(port, "GET", "/items/404", "south", "", 404);
    }
    for (int i = 0; i < 5; i++) {
      request(port, "POST", "/orders", "west", "{\"quantity\":2,\"password\":\"hunter2\"}", 201);
    }
    for (int i = 0; i < 2; i++) {
      request(port, "POST", "/orders", "west", "{}", 400);
    }
    for (int i = 0; i < 4; i++) {
      request(port, "GET", "/crash", "north", "", 500);
    }
  }

  private static void request(
      int port, String method, String path, String consumer, String body, int expected)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("x-consumer", consumer)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(expected);
  }

  private static void assertFigures(ServerProcess server, String token) throws Exception {
    JsonNode summary = server.get(token, "/apps/express/summary").get("current");
    assertThat(summary.get("requests").asLong()).isEqualTo(30);
    assertThat(summary.get("clientErrors").asLong()).isEqualTo(5);
    assertThat(summary.get("serverErrors").asLong()).isEqualTo(4);
    assertThat(summary.get("consumers").asLong()).isEqualTo(3);
    List<String> consumers = new ArrayList<>();
    for (JsonNode consumer : server.get(token, "/apps/express/consumers").get("items")) {
      consumers.add(
          consumer.get("identifier").asText()
              + " "
              + consumer.get("name").asText()
              + " "
              + consumer.get("group").asText()
              + " "
              + consumer.get("requests").asLong()
              + " "
              + consumer.get("errors").asLong());
    }
    assertThat(consumers)
        .containsExactlyInAnyOrder(
            "north Customer north Gold 14 4",
            "south Customer south Silver 9 3",
            "west Customer west Silver 7 2");
    JsonNode errors = server.get(token, "/apps/express/errors?tab=server").get("items");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).get("title").asText()).isEqualTo("RangeError");
    assertThat(errors.get(0).get("count").asLong()).isEqualTo(4);
    JsonNode requests = server.get(token, "/apps/express/requests?limit=100").get("items");
    assertThat(requests).hasSize(30);
    assertThat(requests.toString()).doesNotContain("hunter2");
    JsonNode instance = server.get(token, "/apps/express/instances").at("/items/0");
    assertThat(instance.get("client").asText()).isEqualTo("js:express");
    assertThat(instance.at("/versions/apitally").asText()).isEqualTo("0.25.8");
  }

  /** The same figures as Chromium shows them. */
  private static void assertPages(ServerProcess server, String token) throws Exception {
    Browser.assertShows(
        server.ready("url"), token, "/a/express/traffic?env=prod", "30", "/items", "/crash");
    Browser.assertShows(
        server.ready("url"), token, "/a/express/errors?env=prod", "RangeError", "/crash", "4");
    Browser.assertShows(
        server.ready("url"),
        token,
        "/a/express/consumers?env=prod",
        "Customer north",
        "Customer south",
        "Customer west",
        "14",
        "9",
        "7");
  }
}

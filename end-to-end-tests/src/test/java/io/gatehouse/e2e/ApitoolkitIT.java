// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services with both generations of APIToolkit's published SDK, moved here by their configuration
 * alone, show exactly what they served, and none of the secrets that the SDKs leave in clear.
 */
class ApitoolkitIT {

  private static final Path SOURCES = Path.of("src/test/node").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  /** What a service is started with, by the ports and keys of its server. */
  private interface Variables {
    Map<String, String> of(ServerProcess server, int port, JsonNode key);
  }

  @Test
  void firstGeneration_throughTheTopic_countsEachRequestOnce() throws Exception {
    assertShows(
        "apitoolkit-2",
        "--pubsub-port",
        (server, port, key) ->
            Map.of(
                "PUBSUB_EMULATOR_HOST",
                "127.0.0.1:" + port,
                "ROOT_URL",
                server.ready("url"),
                "API_KEY",
                key.get("secret").asText()));
  }

  @Test
  void secondGeneration_overHttp_countsEachRequestOnce() throws Exception {
    assertShows(
        "apitoolkit-3",
        "--otlp-http-port",
        (server, port, key) -> openTelemetry("http/protobuf", port, key));
  }

  @Test
  void secondGeneration_overGrpc_countsEachRequestOnce() throws Exception {
    assertShows(
        "apitoolkit-3",
        "--otlp-grpc-port",
        (server, port, key) -> openTelemetry("grpc", port, key));
  }

  private static Map<String, String> openTelemetry(String protocol, int port, JsonNode key) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port);
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
    variables.put("OTEL_METRICS_EXPORTER", "none");
    variables.put("OTEL_LOGS_EXPORTER", "none");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "500");
    variables.put("OTEL_SERVICE_NAME", "shop");
    variables.put("OTEL_RESOURCE_ATTRIBUTES", "at-project-key=" + key.get("secret").asText());
    return variables;
  }

  private void assertShows(String name, String portOption, Variables variables) throws Exception {
    int port = freePort();
    Path data = directory.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(data, "serve", portOption, Integer.toString(port))) {
      String token = ServerProcess.ownerToken(data);
      server.call(token, "POST", "/apps", "{\"name\":\"Shop\"}");
      JsonNode key = server.call(token, "POST", "/apps/shop/ingest-keys", "{\"name\":\"shop\"}");
      ProcessBuilder builder = service(name);
      builder.environment().putAll(variables.of(server, port, key));
      builder.redirectError(directory.resolve("service.log").toFile());
      Process process = builder.start();
      try {
        serve(portOf(process));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertFigures(server, token));
      } finally {
        process.getOutputStream().close();
        process.destroy();
      }
      process.waitFor();
      // What is sent at the end repeats nothing.
      assertFigures(server, token);
    }
    assertThat(everything(data)).doesNotContain("Bearer s3cret", "hunter2", "s1d=abc");
  }

  private ProcessBuilder service(String name) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("node"));
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "shop.cjs")) {
      Files.copy(SOURCES.resolve(name).resolve(file), folder.resolve(file));
    }
    Process install =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(install.waitFor()).as(output).isZero();
    return new ProcessBuilder("node", "shop.cjs").directory(folder.toFile());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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

  /** 20 requests. */
  private static void serve(int port) throws Exception {
    for (int i = 0; i < 10; i++) {
      request(port, "GET", "/items/" + i, "", 200);
    }
    for (int i = 0; i < 3; i++) {
      request(port, "GET", "/items/404", "", 404);
      request(port, "GET", "/crash", "", 500);
    }
    for (int i = 0; i < 4; i++) {
      request(port, "POST", "/orders", "{\"quantity\":2,\"password\":\"hunter2\"}", 201);
    }
  }

  private static void request(int port, String method, String path, String body, int expected)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer s3cret")
            .header("Cookie", "s1d=abc")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(expected);
  }

  private static void assertFigures(ServerProcess server, String token) throws Exception {
    JsonNode summary = server.get(token, "/apps/shop/summary").get("current");
    assertThat(summary.get("requests").asLong()).isEqualTo(20);
    assertThat(summary.get("clientErrors").asLong()).isEqualTo(3);
    assertThat(summary.get("serverErrors").asLong()).isEqualTo(3);
    JsonNode endpoints = server.get(token, "/apps/shop/endpoints").get("items");
    assertThat(endpoints).hasSize(3);
    assertThat(endpoints.toString()).contains("/items/{id}", "/orders", "/crash");
    JsonNode errors = server.get(token, "/apps/shop/errors?tab=server").get("items");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).get("title").asText()).isEqualTo("RangeError");
    assertThat(errors.get(0).get("count").asLong()).isEqualTo(3);
  }

  private static String everything(Path data) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".so")) {
          all.append(Files.readString(file, ISO_8859_1));
        }
      }
    }
    return all.toString();
  }
}

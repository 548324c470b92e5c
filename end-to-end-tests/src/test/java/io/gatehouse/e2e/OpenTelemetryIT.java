// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
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
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services with OpenTelemetry's own exporters, told where to report by their environment alone,
 * show with the exact number of their requests: traces and metrics tell of them, once is counted.
 */
class OpenTelemetryIT {

  private static final Path NODE = Path.of("src/test/node/opentelemetry").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void javaAgent_overHttp_showsExactly() throws Exception {
    assertShows("http/protobuf", this::java);
  }

  @Test
  void javaAgent_overGrpc_showsExactly() throws Exception {
    assertShows("grpc", this::java);
  }

  @Test
  void nodeSdk_overHttp_showsExactly() throws Exception {
    assertShows("http/protobuf", this::node);
  }

  @Test
  void nodeSdk_overGrpc_showsExactly() throws Exception {
    assertShows("grpc", this::node);
  }

  private interface Service {
    ProcessBuilder command() throws Exception;
  }

  private ProcessBuilder java() {
    String agent = "";
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      agent = entry.contains("opentelemetry-javaagent-") ? entry : agent;
    }
    assertThat(agent).isNotEmpty();
    return new ProcessBuilder(
        ServerProcess.java(),
        "-Xmx256m",
        "-javaagent:" + agent,
        "-cp",
        Path.of("target/test-classes").toAbsolutePath().toString(),
        AgentService.class.getName());
  }

  private ProcessBuilder node() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("node"));
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "shop.cjs")) {
      Files.copy(NODE.resolve(file), folder.resolve(file));
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

  private void assertShows(String protocol, Service service) throws Exception {
    int grpcPort = freePort();
    Path data = directory.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(data, "serve", "--otlp-grpc-port", Integer.toString(grpcPort))) {
      String token = ServerProcess.ownerToken(data);
      server.call(token, "POST", "/apps", "{\"name\":\"Shop\"}");
      String key =
          server
              .call(token, "POST", "/apps/shop/ingest-keys", "{\"name\":\"shop\"}")
              .get("secret")
              .asText();
      String endpoint =
          protocol.equals("grpc") ? "http://127.0.0.1:" + grpcPort : server.ready("url");
      ProcessBuilder builder = service.command();
      builder.environment().putAll(environment(endpoint, protocol, key));
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
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> environment(String endpoint, String protocol, String key) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
    variables.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20" + key);
    variables.put("OTEL_METRICS_EXPORTER", "otlp");
    variables.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    variables.put("OTEL_METRIC_EXPORT_TIMEOUT", "900");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "500");
    variables.put("OTEL_SEMCONV_STABILITY_OPT_IN", "http");
    variables.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod");
    variables.put("OTEL_SERVICE_NAME", "shop");
    return variables;
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

  private static void serve(int port) throws Exception {
    for (int i = 0; i < 12; i++) {
      request(port, "/items/" + i, 200);
    }
    for (int i = 0; i < 3; i++) {
      request(port, "/items/404", 404);
      request(port, "/crash", 500);
    }
  }

  private static void request(int port, String path, int expected) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(expected);
  }

  private static void assertFigures(ServerProcess server, String token) throws Exception {
    JsonNode summary = server.get(token, "/apps/shop/summary").get("current");
    assertThat(summary.get("requests").asLong()).isEqualTo(18);
    assertThat(summary.get("clientErrors").asLong()).isEqualTo(3);
    assertThat(summary.get("serverErrors").asLong()).isEqualTo(3);
    assertThat(server.get(token, "/apps/shop/requests?limit=100").get("items")).hasSize(18);
    List<String> endpoints = new ArrayList<>();
    for (JsonNode endpoint : server.get(token, "/apps/shop/endpoints").get("items")) {
      endpoints.add(endpoint.get("route").asText().replace(":id", ""));
    }
    assertThat(endpoints).containsExactlyInAnyOrder("/items/", "/crash");
    assertThat(server.get(token, "/apps/shop/instances").get("items")).hasSize(1);
  }
}

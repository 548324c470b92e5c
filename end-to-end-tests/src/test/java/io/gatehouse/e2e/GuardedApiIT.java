// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has the dependency, the address and the token, and no other code for it. */
class GuardedApiIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path EXAMPLE = Path.of("../examples/guarded-api/target").toAbsolutePath();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private String api = "";

  /** K1: how long it takes until its calls are shown is printed; ten seconds are promised. */
  @Test
  void k1_callsOfAKey_areShownWithoutAnyCode() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB", "--port", "0")) {
      String owner = ServerProcess.ownerToken(data);
      server.call(owner, "POST", "/apps", "{\"name\":\"Shop\"}");
      String token =
          server
              .call(owner, "POST", "/apps/shop/ingest-keys", "{\"name\":\"s\"}")
              .get("secret")
              .asText();
      JsonNode key =
          server.call(
              owner,
              "POST",
              "/apps/shop/keys",
              "{\"name\":\"Partner\",\"consumer\":\"acme\",\"scopes\":[\"orders:read\"]}");
      String secret = key.get("secret").asText();
      Process service = start(server.ready("url"), token);
      try {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/health", null) == 200);
        await().atMost(PATIENCE).until(() -> get("/orders", secret) == 200);
        long start = System.nanoTime();
        assertThat(get("/orders", secret)).isEqualTo(200);
        assertThat(get("/orders", null)).isEqualTo(401);
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> usage(server, owner).at("/total/served").asInt() >= 2);
        System.out.printf(
            "figure K1: calls of a key are shown after %d ms%n",
            (System.nanoTime() - start) / 1_000_000);
        JsonNode usage = usage(server, owner);
        assertThat(usage.at("/items/0/key/name").asText()).isEqualTo("Partner");
        assertThat(usage.at("/items/0/consumer").asText()).isEqualTo("acme");
        assertThat(usage.at("/items/0/route").asText()).isEqualTo("/orders");
      } finally {
        service.destroy();
        service.waitFor(20, TimeUnit.SECONDS);
      }
    }
  }

  private static JsonNode usage(ServerProcess server, String owner) throws Exception {
    return server.get(owner, "/apps/shop/usage?by=key,consumer,endpoint");
  }

  private int get(String path, @Nullable String key) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path));
    if (key != null) {
      request.header("X-Api-Key", key);
    }
    HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
    return answer.statusCode();
  }

  private Process start(String server, String token) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    api = "http://localhost:" + port;
    Path jar;
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      jar = files.filter(file -> file.toString().endsWith("-exec.jar")).findAny().orElseThrow();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString(),
            "-Xmx256m",
            "-jar",
            jar.toString(),
            "--server.port=" + port);
    builder.environment().put("GATEHOUSE_SERVER", server);
    builder.environment().put("GATEHOUSE_INGEST_TOKEN", token);
    Process process = builder.redirectErrorStream(true).start();
    Thread reader = new Thread(() -> drain(process), "guarded-api-output");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private static void drain(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(System.out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that hold a connection and bring nothing. */
class SlowBodyIT {

  @TempDir Path directory;

  @Test
  void body_thatStopsOrDrips_isAnswered408AndCounted() throws Exception {
    try (TestServer server = TestServer.start(directory)) {
      JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Slow\"}").json();
      URI url = URI.create(server.url());
      String path = "/v2/" + app.get("clientId").asText() + "/prod/sync";
      try (Socket stopped = open(url, path);
          Socket dripping = open(url, path)) {
        ScheduledExecutorService drips = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> drip =
            drips.scheduleAtFixedRate(() -> drip(dripping), 0, 500, TimeUnit.MILLISECONDS);
        assertThat(statusLine(stopped)).startsWith("HTTP/1.1 408 ");
        assertThat(statusLine(dripping)).startsWith("HTTP/1.1 408 ");
        drip.cancel(false);
        drips.shutdown();
      }
      String ingestion = "/apps/" + app.get("id").asText() + "/ingestion";
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                JsonNode outcome = server.get(Role.VIEWER, ingestion).json().at("/outcomes/0");
                assertThat(outcome.path("reason").asText()).isEqualTo("too-slow");
                assertThat(outcome.path("count").asLong()).isEqualTo(2);
              });
    }
  }

  private static Socket open(URI url, String path) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 100000\r\n\r\n{"
            .formatted(path, url.getAuthority());
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }

  /** Throws, and so drips no more, when the server has given the connection up. */
  private static void drip(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.sdk.Gatehouse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is set over REST reaches a service that runs: first it tells requests one by one, then a
 * rule hides a parameter whose name no built-in rule knows.
 */
class SdkSettingsIT {

  private static final String SETTINGS =
      "{\"flushIntervalMillis\":1000,\"redaction\":[%s],\"excludedRoutes\":[],"
          + "\"requestLog\":{\"policy\":\"all\",\"rate\":1,\"slowMillis\":1000}}";
  private static final String RULE =
      "{\"target\":\"query\",\"path\":\"member\",\"action\":\"mask\",\"endpoint\":null}";

  @TempDir Path directory;

  @Test
  void rule_setOverRest_hidesTheFieldInARunningService() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(data, "serve", "-s", "ingest.disk-reserve=16MiB")) {
      String token = ServerProcess.ownerToken(data);
      server.call(token, "POST", "/apps", "{\"name\":\"Rules\"}");
      JsonNode key = server.call(token, "POST", "/apps/rules/ingest-keys", "{\"name\":\"s\"}");
      try (WireProxy wire = WireProxy.to(URI.create(server.ready("url")));
          Gatehouse gatehouse =
              Gatehouse.builder()
                  .server(wire.url())
                  .ingestToken(key.get("secret").asText())
                  .flushInterval(Duration.ofMillis(200))
                  .build()) {
        server.call(token, "PUT", "/apps/rules/sdk-settings", SETTINGS.formatted(""));
        awaitUrl(server, token, gatehouse, "/orders?member=jo42&page=1");
        assertThat(wire.sent()).as("before there is a rule").contains("jo42");
        server.call(token, "PUT", "/apps/rules/sdk-settings", SETTINGS.formatted(RULE));
        awaitUrl(server, token, gatehouse, "/orders?member=[REDACTED]&page=1");

        // Nothing of the field leaves the process from here on.
        wire.forget();
        SdkCall.serve(gatehouse, "/after", "member=jo42", 200);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> newest(server, token).contains("/after"));
        assertThat(newest(server, token)).isEqualTo("/after?member=[REDACTED]");
        assertThat(wire.sent()).contains("/after").contains("[REDACTED]").doesNotContain("jo42");
      }
    }
  }

  /** Serves until the newest request that was told looks like that. */
  private static void awaitUrl(
      ServerProcess server, String token, Gatehouse gatehouse, String url) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              SdkCall.serve(gatehouse, "/orders", "member=jo42&page=1", 200);
              assertThat(newest(server, token)).isEqualTo(url);
            });
  }

  private static String newest(ServerProcess server, String token) throws Exception {
    return server.get(token, "/apps/rules/requests?limit=1").at("/items/0/url").asText();
  }
}

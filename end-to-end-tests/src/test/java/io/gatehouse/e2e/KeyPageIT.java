// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.sdk.Gatehouse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard shows of a key that was used. */
class KeyPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** K10: series, top endpoints, errors, first seen, last used; and where it was used from. */
  @Test
  void k10_pageOfAKey_showsWhatItWasUsedFor() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(directory.resolve("data"), "serve", "--port", "0")) {
      String owner = ServerProcess.ownerToken(directory.resolve("data"));
      server.call(owner, "POST", "/apps", "{\"name\":\"Shop\"}");
      String token =
          server
              .call(owner, "POST", "/apps/shop/ingest-keys", "{\"name\":\"s\"}")
              .get("secret")
              .asText();
      JsonNode key =
          server.call(
              owner, "POST", "/apps/shop/keys", "{\"name\":\"Partner\",\"consumer\":\"acme\"}");
      use(server.ready("url"), token, key.get("secret").asText());
      String page = "/apps/shop/keys/" + key.get("id").asText();
      await().atMost(PATIENCE).until(() -> server.get(owner, page).get("requests").asInt() == 43);
      await()
          .atMost(PATIENCE)
          .until(() -> server.get(owner, "/apps/shop/keys/signals").get("items").size() == 2);

      JsonNode shown = server.get(owner, page);
      assertThat(shown.get("firstUsedAt").asText()).isNotEmpty();
      assertThat(shown.get("lastUsedAt").asText()).isNotEmpty();
      Browser.assertShows(
          server.ready("url"),
          owner,
          "/a/shop/keys/" + key.get("id").asText(),
          "Partner",
          "calls per",
          "Served",
          "/orders/{id}",
          "41",
          "/reports",
          "Server errors",
          "First used",
          "Last used",
          "198.51.100.0/24",
          "curl/8.5",
          "api-key.create");
    }
  }

  private static void use(String url, String token, String text) throws Exception {
    try (ApiKeys keys = ApiKeys.builder().server(url).token(token).build();
        Gatehouse gatehouse = Gatehouse.builder().server(url).ingestToken(token).build()) {
      assertThat(keys.awaitReady(PATIENCE)).isTrue();
      Verification verified = keys.verify(text, "198.51.100.7", "curl/8.5", RouteRule.ANY_KEY);
      assertThat(verified.isAccepted()).isTrue();
      for (int i = 0; i < 41; i++) {
        SdkCall.serve(gatehouse, "/orders/{id}", verified);
      }
      SdkCall.serve(gatehouse, "/reports", 503, verified.use());
      SdkCall.serve(gatehouse, "/reports", 503, verified.use());
    }
  }
}

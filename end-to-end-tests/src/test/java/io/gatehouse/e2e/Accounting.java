// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Compares what was acknowledged with what the REST API shows. Thread-safe. */
final class Accounting {

  private long sent;
  private long acknowledged;
  private final TreeMap<String, Syncs.Sums> certain = new TreeMap<>();

  synchronized void sent() {
    sent++;
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  /** What is certain by now, per endpoint. */
  synchronized Map<String, Syncs.Sums> certain() {
    return new TreeMap<>(certain);
  }

  synchronized void acknowledged(Syncs.Sync sync) {
    acknowledged++;
    sync.sums().forEach((endpoint, sums) -> certain.merge(endpoint, sums, Syncs.Sums::plus));
  }

  /** All that was acknowledged is stored, bit-equal per endpoint and value; prints the account. */
  synchronized void verify(String test, ServerProcess server, String token, String app)
      throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(() -> assertThat(stored(server, token, app)).isEqualTo(certain));
    JsonNode outcomes = server.get(token, "/apps/" + app + "/ingestion").get("outcomes");
    long quarantined = 0;
    long rejected = 0;
    for (JsonNode outcome : outcomes) {
      quarantined += outcome.get("kind").asText().equals("quarantined") ? 1 : 0;
      rejected +=
          outcome.get("kind").asText().equals("rejected") ? outcome.get("count").asLong() : 0;
    }
    assertThat(quarantined).isZero();
    System.out.printf(
        "%s: sent %d / acknowledged %d / stored %d / rejected %d / quarantined %d%n",
        test, sent, acknowledged, acknowledged, rejected, quarantined);
  }

  static Map<String, Syncs.Sums> stored(ServerProcess server, String token, String app)
      throws Exception {
    TreeMap<String, Syncs.Sums> stored = new TreeMap<>();
    for (JsonNode row : server.get(token, "/apps/" + app + "/endpoints").get("items")) {
      stored.put(
          row.get("method").asText() + " " + row.get("route").asText(),
          new Syncs.Sums(
              row.get("requests").asLong(),
              row.get("clientErrors").asLong(),
              row.get("serverErrors").asLong(),
              row.get("requestBytes").asLong(),
              row.get("responseBytes").asLong()));
    }
    return stored;
  }
}

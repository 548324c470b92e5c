// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.sdk.Gatehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes from the request that breaks a rule to the webhook that tells it: services with
 * the SDK as it is unless configured, the built jar, real HTTP. Prints the distribution.
 */
class AlertLatencyIT {

  /** Each is a service of its own, which breaks its rule once. */
  private static final int SERVICES = Integer.getInteger("gatehouse.alert-services", 40);

  private static final int LIMIT = 5;
  private static final int SPREAD_MILLIS = 20_000;
  private static final long P95_MILLIS = 15_000;

  @TempDir Path directory;

  private record Service(String app, Gatehouse gatehouse) {}

  @Test
  void webhook_followsTheBreachingRequestWithinFifteenSeconds() throws Exception {
    Path data = directory.resolve("data");
    try (HookReceiver hooks = new HookReceiver();
        ServerProcess server =
            ServerProcess.start(
                data,
                "serve",
                "-s",
                "ingest.disk-reserve=16MiB",
                "-s",
                "outbound.allow=127.0.0.1:" + hooks.port())) {
      String token = ServerProcess.ownerToken(data);
      String channel =
          server
              .call(
                  token,
                  "POST",
                  "/channels",
                  "{\"kind\":\"webhook\",\"name\":\"Hook\",\"config\":{\"url\":\"%s\"}}"
                      .formatted(hooks.url()))
              .get("id")
              .asText();
      List<Service> services = new ArrayList<>();
      for (int i = 0; i < SERVICES; i++) {
        services.add(service(server, token, channel, i));
      }
      Map<String, Long> broken = breakAll(services);
      await().atMost(Duration.ofMinutes(2)).until(() -> hooks.hooks().size() >= services.size());
      List<Long> took = new ArrayList<>();
      for (HookReceiver.Hook hook : hooks.hooks()) {
        JsonNode body = hook.body();
        assertThat(body.get("type").asText()).isEqualTo("alert.firing");
        took.add(hook.atMillis() - broken.get(hook.app()));
      }
      services.forEach(service -> service.gatehouse().close());
      report(took);
    }
  }

  private static Service service(ServerProcess server, String token, String channel, int i)
      throws Exception {
    String name = "Service " + i;
    String path =
        "/apps/"
            + server.call(token, "POST", "/apps", "{\"name\":\"" + name + "\"}").get("id").asText();
    server.call(
        token,
        "POST",
        path + "/rules",
        "{\"name\":\"Fails\",\"severity\":\"critical\",\"channels\":[\"%s\"],\"condition\":{"
                .formatted(channel)
            + "\"metric\":\"server_errors\",\"comparison\":\"above\",\"threshold\":"
            + LIMIT
            + ",\"windowMinutes\":5}}");
    String secret =
        server
            .call(token, "POST", path + "/ingest-keys", "{\"name\":\"s\"}")
            .get("secret")
            .asText();
    return new Service(
        name, Gatehouse.builder().server(server.ready("url")).ingestToken(secret).build());
  }

  /** At times spread over two rounds of reports, so that no phase is lucky. */
  private static Map<String, Long> breakAll(List<Service> services) {
    Random random = new Random(15);
    Map<String, CompletableFuture<Long>> running = new HashMap<>();
    for (Service service : services) {
      // It reports from its first request on; what breaks the rule comes at any time of its round.
      SdkCall.serve(service.gatehouse(), "/orders", 500);
      running.put(
          service.app(),
          CompletableFuture.supplyAsync(
              () -> {
                for (int call = 0; call < LIMIT; call++) {
                  SdkCall.serve(service.gatehouse(), "/orders", 500);
                }
                return System.currentTimeMillis();
              },
              CompletableFuture.delayedExecutor(
                  20_000L + random.nextInt(SPREAD_MILLIS), TimeUnit.MILLISECONDS)));
    }
    Map<String, Long> broken = new HashMap<>();
    running.forEach((app, at) -> broken.put(app, at.join()));
    return broken;
  }

  private static void report(List<Long> took) {
    took.sort(null);
    System.out.printf(
        "breach to webhook, %d services: p50 %.1f s, p90 %.1f s, p95 %.1f s, max %.1f s%n",
        took.size(),
        share(took, 0.5) / 1_000.0,
        share(took, 0.9) / 1_000.0,
        share(took, 0.95) / 1_000.0,
        took.get(took.size() - 1) / 1_000.0);
    assertThat(share(took, 0.95)).isLessThanOrEqualTo(P95_MILLIS);
  }

  private static long share(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}

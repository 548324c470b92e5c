// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.catalog.ApiKeys;
import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.storage.KeyUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the simulated shop's callers: one for each consumer that has a group. */
final class DemoKeys {

  private static final int MAX_KEYS = 1_000;

  private final Map<String, String> secretByConsumer;

  private DemoKeys(Map<String, String> secretByConsumer) {
    this.secretByConsumer = secretByConsumer;
  }

  /** Issues keys where there are none yet. Nobody learns their secrets. */
  static DemoKeys of(GatehouseServer server, App app) {
    ApiKeys stored = server.catalog().apiKeys();
    if (stored.count(app, "") == 0) {
      for (DemoConsumer consumer : DemoShop.CONSUMERS) {
        if (!consumer.group().isEmpty()) {
          server.apiKeys().issue(app, terms(consumer), "demo", null);
        }
      }
    }
    Map<String, String> secrets = new HashMap<>();
    stored
        .list(app, "", 0, MAX_KEYS)
        .forEach(key -> secrets.put(key.terms().consumer(), key.secrets().get(0).id()));
    return new DemoKeys(secrets);
  }

  private static Terms terms(DemoConsumer consumer) {
    return new Terms(
        consumer.name() + " live",
        DemoShop.PRODUCTION,
        consumer.identifier(),
        consumer.name(),
        consumer.group(),
        List.of("orders:*", "products:read"),
        List.of(),
        List.of(),
        List.of("minute 600 60"),
        List.of("demo"),
        null,
        0);
  }

  /** With which key a call was made; null = with none. */
  @Nullable KeyUse useOf(String environment, Call call) {
    String secret = secretByConsumer.get(call.consumer());
    if (secret == null || !environment.equals(DemoShop.PRODUCTION)) {
      return null;
    }
    String refusal =
        switch (call.status()) {
          case 401 -> "expired";
          case 403 -> "scope";
          case 429 -> "rate-limited";
          default -> "";
        };
    return new KeyUse(secret, refusal);
  }
}

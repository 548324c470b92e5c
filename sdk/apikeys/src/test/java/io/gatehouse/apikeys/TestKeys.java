// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySnapshot;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as a server would tell them. */
final class TestKeys {

  static final byte[] PEPPER = KeyHash.pepperOf(new byte[32], "shop");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, KeyEntry> entries = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();

  /** A key that is about to be told. */
  static final class Draft {
    final ApiKeyText text = ApiKeyText.generate("gh", "prod", RANDOM);
    String key = "key of " + text.id();
    State state = State.ACTIVE;
    String environment = "prod";
    String consumer = "acme";
    @Nullable String group = "gold";
    long expires;
    int pepper = 1;
    List<String> scopes = List.of();
    List<String> allow = List.of();
    List<String> deny = List.of();
    List<RateLimit> limits = List.of();

    KeyEntry entry() {
      return new KeyEntry(
          text.id(),
          key,
          KeyHash.HMAC_SHA256,
          KeyHash.HMAC_SHA256.of(PEPPER, text.secret()),
          pepper,
          state,
          "Key",
          environment,
          expires,
          scopes,
          allow,
          deny,
          new Owner(consumer, "Acme Ltd", group),
          limits);
    }
  }

  /** Adds a key or takes its place. */
  void put(KeyEntry entry) {
    entries.put(entry.id(), entry);
    changes.add(entry.id());
  }

  long revision() {
    return changes.size();
  }

  KeySnapshot since(long revision) {
    List<KeyEntry> changed =
        changes.subList((int) revision, changes.size()).stream()
            .distinct()
            .map(entries::get)
            .toList();
    return new KeySnapshot(
        "shop", revision(), /* since= */ revision, 1, "gh", Map.of(1, PEPPER), changed);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.KeyUse;
import java.util.EnumMap;
import java.util.Map;

/** A key that calls are made with, as the service knows it. Immutable, thread-safe. */
public final class ApiKey {

  private final KeyEntry entry;
  private final Scopes scopes;
  private final Networks allow;
  private final Networks deny;
  private final Consumer consumer;
  private final KeyUse use;

  /** Copied when one is added; most keys have none. */
  private volatile Map<Refusal, KeyUse> refused = Map.of();

  /**
   * @throws IllegalArgumentException when a scope or network of it cannot be read
   */
  ApiKey(KeyEntry entry) {
    this.entry = entry;
    this.scopes = Scopes.of(entry.scopes());
    this.allow = Networks.of(entry.allow());
    this.deny = Networks.of(entry.deny());
    this.consumer =
        new Consumer(
            entry.consumer().id(), entry.consumer().name(), entry.consumer().group(), Map.of());
    this.use = KeyUse.of(entry.id());
  }

  /** Id of the secret that was presented; may be logged. */
  public String id() {
    return entry.id();
  }

  /** Id of the key, the same for all of its secrets. */
  public String key() {
    return entry.key();
  }

  /** Name of the key, for people. */
  public String name() {
    return entry.name();
  }

  /** Whose key it is. */
  public Consumer consumer() {
    return consumer;
  }

  public Scopes scopes() {
    return scopes;
  }

  /** As the server told it. */
  KeyEntry entry() {
    return entry;
  }

  Networks allow() {
    return allow;
  }

  Networks deny() {
    return deny;
  }

  KeyUse use() {
    return use;
  }

  KeyUse refused(Refusal refusal) {
    KeyUse known = refused.get(refusal);
    if (known == null) {
      known = KeyUse.refused(entry.id(), refusal);
      Map<Refusal, KeyUse> more = new EnumMap<>(Refusal.class);
      more.putAll(refused);
      more.put(refusal, known);
      refused = more;
    }
    return known;
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return entry.toString();
  }
}

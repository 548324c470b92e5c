// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.PepperHash;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.KeyUse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A key that calls are made with, as the service knows it. Immutable, thread-safe. */
public final class ApiKey {

  private static final byte[] NO_HASH = new byte[PepperHash.HASH_BYTES];

  private final long head;
  private final int tail;

  /** The hash, in four numbers that lie beside what else is needed to decide. */
  private final long hash0;

  private final long hash1;
  private final long hash2;
  private final long hash3;
  private final State state;
  private final int pepper;
  private final long expiresAtMillis;
  private final String environment;
  private final List<RateLimit> limits;
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
    this(entry, Scopes.of(entry.scopes()), entry.environment());
  }

  /**
   * @param scopes of the entry; keys with equal ones share them
   * @param here environment of this service; keys that are for it share the text
   * @throws IllegalArgumentException when an id or network of it cannot be read
   */
  ApiKey(KeyEntry entry, Scopes scopes, String here) {
    this.entry = entry;
    this.scopes = scopes;
    boolean own = !entry.algorithm().isImported();
    byte[] hash = own ? entry.hash() : NO_HASH;
    if (hash.length != PepperHash.HASH_BYTES) {
      throw new IllegalArgumentException("its hash has " + hash.length + " bytes");
    }
    hash0 = KeyId.longAt(hash, 0);
    hash1 = KeyId.longAt(hash, 8);
    hash2 = KeyId.longAt(hash, 16);
    hash3 = KeyId.longAt(hash, 24);
    head = own ? KeyId.head(KeyId.bytes(entry.id()), 0) : 0;
    tail = own ? KeyId.tail(KeyId.bytes(entry.id()), 0) : 0;
    state = entry.state();
    pepper = entry.pepper();
    expiresAtMillis = entry.expiresAtMillis();
    limits = entry.limits();
    environment = entry.environment().equals(here) ? here : entry.environment();
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

  long head() {
    return head;
  }

  int tail() {
    return tail;
  }

  boolean hasId(long otherHead, int otherTail) {
    return head == otherHead && tail == otherTail;
  }

  /** Whether that is the hash of its secret; looks at all of it, whatever differs. */
  boolean matches(byte[] candidate) {
    long differences =
        (hash0 ^ KeyId.longAt(candidate, 0))
            | (hash1 ^ KeyId.longAt(candidate, 8))
            | (hash2 ^ KeyId.longAt(candidate, 16))
            | (hash3 ^ KeyId.longAt(candidate, 24));
    return differences == 0;
  }

  boolean isFor(String wanted) {
    return environment.equals(wanted);
  }

  State state() {
    return state;
  }

  int pepper() {
    return pepper;
  }

  long expiresAtMillis() {
    return expiresAtMillis;
  }

  /** Rate limits of its own. */
  List<RateLimit> limits() {
    return limits;
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

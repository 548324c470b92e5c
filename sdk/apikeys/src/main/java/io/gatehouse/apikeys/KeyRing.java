// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.PepperHash;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.sdk.KeyUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one app in memory, and the decision about a call. Reading takes no lock and does no
 * I/O; one thread changes it.
 *
 * <p>A key that is not known costs as much work as one with a wrong secret, and all refusals look
 * the same to the caller, so that neither time nor answer tells which keys there are.
 */
final class KeyRing {

  private static final Logger LOG = System.getLogger("io.gatehouse.apikeys");
  private static final byte[] NO_PEPPER = new byte[32];
  private static final Map<Refusal, Verification> WITHOUT_KEY = new EnumMap<>(Refusal.class);

  static {
    for (Refusal refusal : Refusal.values()) {
      WITHOUT_KEY.put(
          refusal, new Verification(null, refusal, KeyUse.refused(null, refusal), null));
    }
  }

  private final String environment;
  private final KeyTable byId = new KeyTable();

  /** Keys that another system issued, by their hash in hexadecimal. */
  private final Map<String, ApiKey> foreign = new ConcurrentHashMap<>();

  /** By what such keys are hashed: nothing else has to be tried. */
  private volatile Set<Keyed> foreignHashes = Set.of();

  /** A way to hash, with the number of a pepper. */
  private record Keyed(KeyHash algorithm, int pepper) {}

  /** By the numbers of the peppers. */
  private volatile Map<Integer, PepperHash> peppers = Map.of();

  private volatile PepperHash decoy = new PepperHash(NO_PEPPER);
  private volatile long revision;

  /**
   * @param environment slug of the service's environment; keys of others are refused
   */
  KeyRing(String environment) {
    this.environment = environment;
  }

  /** Revision of the keys; 0 = none were told yet. */
  long revision() {
    return revision;
  }

  int size() {
    return byId.size() + foreign.size();
  }

  /** Takes over what a snapshot says: all keys, or those that changed. */
  void apply(KeySnapshot snapshot) {
    Map<Integer, PepperHash> ready = new HashMap<>();
    snapshot.peppers().forEach((number, pepper) -> ready.put(number, new PepperHash(pepper)));
    peppers = Map.copyOf(ready);
    decoy = ready.isEmpty() ? decoy : ready.values().iterator().next();
    Map<List<String>, Scopes> shared = new HashMap<>();
    for (KeyEntry entry : snapshot.keys()) {
      put(entry, shared);
    }
    if (snapshot.since() == 0) {
      Set<String> all = new HashSet<>();
      snapshot.keys().forEach(entry -> all.add(entry.id()));
      byId.retain(key -> all.contains(key.id()));
      foreign.values().removeIf(key -> !all.contains(key.id()));
    }
    Set<Keyed> hashes = new HashSet<>();
    for (ApiKey key : foreign.values()) {
      hashes.add(new Keyed(key.entry().algorithm(), key.entry().pepper()));
    }
    foreignHashes = Set.copyOf(hashes);
    revision = snapshot.revision();
  }

  /** A key that cannot be understood lets nobody in. */
  private void put(KeyEntry entry, Map<List<String>, Scopes> shared) {
    try {
      ApiKey key =
          new ApiKey(entry, shared.computeIfAbsent(entry.scopes(), Scopes::of), environment);
      if (entry.algorithm().isImported()) {
        foreign.put(HexFormat.of().formatHex(entry.hash()), key);
      } else {
        byId.put(key);
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "Gatehouse: key " + entry.id() + " is refused: " + e.getMessage());
      byId.retain(key -> !key.id().equals(entry.id()));
      foreign.values().removeIf(key -> key.id().equals(entry.id()));
    }
  }

  /** Refuses a call for a reason that has nothing to do with a key. */
  static Verification refused(Refusal refusal) {
    return requireNonNull(WITHOUT_KEY.get(refusal));
  }

  /**
   * Decides about a call.
   *
   * @param presented what came as key; null = nothing
   * @param address of the caller; null = unknown
   */
  Verification verify(
      @Nullable String presented, @Nullable String address, RouteRule rule, long nowMillis) {
    if (presented == null || presented.isEmpty()) {
      return refused(Refusal.MISSING);
    }
    byte[] text = ApiKeyText.bytesOf(presented);
    if (text == null) {
      return foreign.isEmpty()
          ? refused(Refusal.MALFORMED)
          : verifyForeign(presented, address, rule, nowMillis);
    }
    Verification own = verifyOwn(text, address, rule, nowMillis);
    if (own.isAccepted() || foreign.isEmpty()) {
      return own;
    }
    // Whether or not the id is known, so that the time does not tell it.
    Verification imported = verifyForeign(presented, address, rule, nowMillis);
    return own.key() == null ? imported : own;
  }

  private Verification verifyOwn(
      byte[] text, @Nullable String address, RouteRule rule, long nowMillis) {
    int id = ApiKeyText.idAt(text);
    ApiKey key = byId.find(KeyId.head(text, id), KeyId.tail(text, id));
    PepperHash pepper = key == null ? null : peppers.get(key.pepper());
    byte[] hash =
        (pepper == null ? decoy : pepper)
            .of(text, ApiKeyText.secretAt(text), ApiKeyText.SECRET_CHARS);
    if (key == null) {
      return refused(Refusal.UNKNOWN);
    }
    if (pepper == null || !key.matches(hash)) {
      return Verification.refused(key, Refusal.WRONG_SECRET);
    }
    return decide(key, address, rule, nowMillis);
  }

  /** Who can make a text for a hash that is there knows the pepper: looking it up tells nothing. */
  private Verification verifyForeign(
      String presented, @Nullable String address, RouteRule rule, long nowMillis) {
    if (presented.length() > 512) {
      return refused(Refusal.MALFORMED);
    }
    for (Keyed keyed : foreignHashes) {
      PepperHash pepper = peppers.get(keyed.pepper());
      if (pepper != null) {
        byte[] digest = keyed.algorithm().digest(presented);
        byte[] hash = pepper.of(digest, 0, digest.length);
        ApiKey key = foreign.get(HexFormat.of().formatHex(hash));
        if (key != null && key.entry().algorithm() == keyed.algorithm()) {
          return decide(key, address, rule, nowMillis);
        }
      }
    }
    return refused(Refusal.UNKNOWN);
  }

  private Verification decide(
      ApiKey key, @Nullable String address, RouteRule rule, long nowMillis) {
    if (key.state() != State.ACTIVE) {
      return Verification.refused(
          key, key.state() == State.DISABLED ? Refusal.DISABLED : Refusal.REVOKED);
    }
    if (key.expiresAtMillis() != 0 && nowMillis >= key.expiresAtMillis()) {
      return Verification.refused(key, Refusal.EXPIRED);
    }
    if (!key.isFor(environment)) {
      return Verification.refused(key, Refusal.ENVIRONMENT);
    }
    if (!mayComeFrom(key, address)) {
      return Verification.refused(key, Refusal.ADDRESS);
    }
    if (!rule.isMetBy(key.scopes())) {
      return Verification.refused(key, Refusal.SCOPE);
    }
    return Verification.accepted(key);
  }

  /** An unknown address is none that is allowed, and may be one that is denied. */
  private static boolean mayComeFrom(ApiKey key, @Nullable String address) {
    if (key.allow().isEmpty() && key.deny().isEmpty()) {
      return true;
    }
    byte[] bytes = address == null ? null : Networks.address(address);
    if (bytes == null) {
      return false;
    }
    return !key.deny().contains(bytes) && (key.allow().isEmpty() || key.allow().contains(bytes));
  }
}

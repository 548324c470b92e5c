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
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.KeyUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
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
  private final Map<String, ApiKey> byId = new ConcurrentHashMap<>();

  /** Keys that another system issued, by their hash in hexadecimal. */
  private final Map<String, ApiKey> foreign = new ConcurrentHashMap<>();

  /** By what such keys are hashed: nothing else has to be tried. */
  private volatile Set<Keyed> foreignHashes = Set.of();

  /** A way to hash, with the number of a pepper. */
  private record Keyed(KeyHash algorithm, int pepper) {}

  /** A function for each pepper, ready to be cloned. */
  private volatile Map<Integer, Mac> peppers = Map.of();

  private volatile Mac decoy = KeyHash.mac(NO_PEPPER);
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
    Map<Integer, Mac> ready = new HashMap<>();
    snapshot.peppers().forEach((number, pepper) -> ready.put(number, KeyHash.mac(pepper)));
    peppers = Map.copyOf(ready);
    decoy = ready.isEmpty() ? decoy : ready.values().iterator().next();
    for (KeyEntry entry : snapshot.keys()) {
      put(entry);
    }
    if (snapshot.since() == 0) {
      Map<String, KeyEntry> all = new HashMap<>();
      snapshot.keys().forEach(entry -> all.put(entry.id(), entry));
      byId.keySet().retainAll(all.keySet());
      foreign.values().removeIf(key -> !all.containsKey(key.id()));
    }
    Set<Keyed> hashes = new HashSet<>();
    for (ApiKey key : foreign.values()) {
      hashes.add(new Keyed(key.entry().algorithm(), key.entry().pepper()));
    }
    foreignHashes = Set.copyOf(hashes);
    revision = snapshot.revision();
  }

  /** A key that cannot be understood lets nobody in. */
  private void put(KeyEntry entry) {
    try {
      ApiKey key = new ApiKey(entry);
      if (entry.algorithm().isImported()) {
        foreign.put(HexFormat.of().formatHex(entry.hash()), key);
      } else {
        byId.put(entry.id(), key);
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "Gatehouse: key " + entry.id() + " is refused: " + e.getMessage());
      byId.remove(entry.id());
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
   * @param scopes all of which the call needs
   */
  Verification verify(
      @Nullable String presented,
      @Nullable String address,
      Collection<String> scopes,
      long nowMillis) {
    if (presented == null || presented.isEmpty()) {
      return refused(Refusal.MISSING);
    }
    ApiKeyText text = ApiKeyText.parse(presented);
    if (text == null) {
      return foreign.isEmpty()
          ? refused(Refusal.MALFORMED)
          : verifyForeign(presented, address, scopes, nowMillis);
    }
    ApiKey key = byId.get(text.id());
    Mac mac = key == null ? null : peppers.get(key.entry().pepper());
    byte[] hash = hash(mac == null ? decoy : mac, text.secret());
    if (key == null) {
      return verifyForeign(presented, address, scopes, nowMillis);
    }
    if (mac == null || !key.entry().matches(hash)) {
      return Verification.refused(key, Refusal.WRONG_SECRET);
    }
    return decide(key, address, scopes, nowMillis);
  }

  private static byte[] hash(Mac ready, String secret) {
    byte[] bytes = new byte[secret.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) secret.charAt(i);
    }
    return hash(ready, bytes);
  }

  private static byte[] hash(Mac ready, byte[] bytes) {
    try {
      return ((Mac) ready.clone()).doFinal(bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
    }
  }

  /** Who can make a text for a hash that is there knows the pepper: looking it up tells nothing. */
  private Verification verifyForeign(
      String presented, @Nullable String address, Collection<String> scopes, long nowMillis) {
    if (presented.length() > 512) {
      return refused(Refusal.MALFORMED);
    }
    for (Keyed keyed : foreignHashes) {
      Mac mac = peppers.get(keyed.pepper());
      if (mac != null) {
        byte[] hash = hash(mac, keyed.algorithm().digest(presented));
        ApiKey key = foreign.get(HexFormat.of().formatHex(hash));
        if (key != null && key.entry().algorithm() == keyed.algorithm()) {
          return decide(key, address, scopes, nowMillis);
        }
      }
    }
    return refused(Refusal.UNKNOWN);
  }

  private Verification decide(
      ApiKey key, @Nullable String address, Collection<String> scopes, long nowMillis) {
    KeyEntry entry = key.entry();
    if (entry.state() != State.ACTIVE) {
      return Verification.refused(
          key, entry.state() == State.DISABLED ? Refusal.DISABLED : Refusal.REVOKED);
    }
    if (entry.expiresAtMillis() != 0 && nowMillis >= entry.expiresAtMillis()) {
      return Verification.refused(key, Refusal.EXPIRED);
    }
    if (!entry.environment().equals(environment)) {
      return Verification.refused(key, Refusal.ENVIRONMENT);
    }
    if (!mayComeFrom(key, address)) {
      return Verification.refused(key, Refusal.ADDRESS);
    }
    if (!key.scopes().grantsAll(scopes)) {
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

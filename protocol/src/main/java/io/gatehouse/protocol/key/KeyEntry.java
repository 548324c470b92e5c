// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One secret of an API key, as a service needs it to verify calls. A key that was rotated has two
 * of them for a while.
 *
 * @param id what the text of the key names; of a key that another system issued, a made-up one
 * @param key id of the key, the same for all of its secrets
 * @param hash of the secret, by {@code algorithm}
 * @param pepper number of the pepper it was hashed with; 0 = none
 * @param name of the key, for people
 * @param environment slug of the environment it is for
 * @param expiresAtMillis from then on it is refused; 0 = never
 * @param scopes what it may do, e.g. {@code orders:read}; none = nothing
 * @param allow networks it may be used from; none = any
 * @param deny networks it may not be used from
 * @param consumer who it belongs to
 * @param limits named rate limits that hold for it
 */
public record KeyEntry(
    String id,
    String key,
    KeyHash algorithm,
    byte[] hash,
    int pepper,
    State state,
    String name,
    String environment,
    long expiresAtMillis,
    List<String> scopes,
    List<String> allow,
    List<String> deny,
    Owner consumer,
    List<RateLimit> limits) {

  /** Whether a key may be used. */
  public enum State {
    ACTIVE,
    DISABLED,
    REVOKED;

    /** As written on the wire. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one of that {@link #text()}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Who calls with a key, as dashboards show it.
   *
   * @param id 1–128 characters
   */
  public record Owner(String id, @Nullable String name, @Nullable String group) {
    public Owner {
      requireNonNull(id, "id");
    }
  }

  /** Whose calls a rate limit counts together. */
  public enum Level {
    /** Those with the key, whichever of its secrets. */
    KEY,
    /** Those with all keys of the key's consumer. */
    CONSUMER,
    /** Those with all keys of the consumer's group. */
    GROUP;

    /** As written on the wire. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one of that {@link #text()}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Level of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * At most so many calls in so much time, as a token bucket that refills evenly.
   *
   * @param name 1–32 characters, as in the header {@code RateLimit}
   * @param calls at least 1
   * @param windowSeconds at least 1
   * @param level whose calls are counted together
   */
  public record RateLimit(String name, long calls, long windowSeconds, Level level) {

    /** Of a key by itself. */
    public RateLimit(String name, long calls, long windowSeconds) {
      this(name, calls, windowSeconds, Level.KEY);
    }

    public RateLimit {
      requireNonNull(name, "name");
      requireNonNull(level, "level");
      if (calls < 1 || windowSeconds < 1) {
        throw new IllegalArgumentException(
            "a limit needs at least 1 call in 1 second: " + calls + " in " + windowSeconds + " s");
      }
    }
  }

  public KeyEntry {
    requireNonNull(id, "id");
    requireNonNull(key, "key");
    requireNonNull(algorithm, "algorithm");
    hash = hash.clone();
    requireNonNull(state, "state");
    requireNonNull(name, "name");
    requireNonNull(environment, "environment");
    scopes = List.copyOf(scopes);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    requireNonNull(consumer, "consumer");
    limits = List.copyOf(limits);
  }

  @Override
  public byte[] hash() {
    return hash.clone();
  }

  /** Whether that is the hash; takes the same time for all wrong ones. */
  public boolean matches(byte[] candidate) {
    return MessageDigest.isEqual(hash, candidate);
  }

  @Override
  public String toString() {
    return id + " of " + key + " (" + state + ")";
  }
}

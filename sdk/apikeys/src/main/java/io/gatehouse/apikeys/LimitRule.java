// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.KeyEntry.RateLimit;

/**
 * A named rate limit: at most so many calls in so much time. Limits of one name and one subject are
 * one limit, wherever they are asked for.
 *
 * @param name 1–32 letters, digits, {@code -} and {@code _}, as in the header {@code RateLimit}
 * @param calls at least 1; a call with another cost counts as so many
 * @param windowSeconds at least 1
 */
public record LimitRule(String name, long calls, long windowSeconds, Algorithm algorithm, Per per) {

  /** How calls come back. */
  public enum Algorithm {
    /** Evenly, one after the other: a full bucket lets all its calls through at once. */
    TOKEN_BUCKET,
    /**
     * When the window has passed since they were made: never more than {@code calls} in any window.
     * They come back up to a tenth of the window late.
     */
    SLIDING_WINDOW
  }

  /** Whose calls are counted together. */
  public enum Per {
    /** Those with one key, whichever of its secrets. */
    KEY,
    /** Those with all keys of a consumer. */
    CONSUMER,
    /** Those with all keys of a consumer group; of the consumer, when it is in none. */
    GROUP,
    /** All calls that ask for the limit. */
    ROUTE
  }

  public LimitRule {
    if (!name.matches("[A-Za-z0-9_-]{1,32}")) {
      throw new IllegalArgumentException(
          "the name of a limit has 1 to 32 letters, digits, - or _, and is \"" + name + "\"");
    }
    if (calls < 1 || windowSeconds < 1) {
      throw new IllegalArgumentException(
          "limit "
              + name
              + " needs at least 1 call in 1 second: "
              + calls
              + " in "
              + windowSeconds
              + " s");
    }
    requireNonNull(algorithm, "algorithm");
    requireNonNull(per, "per");
  }

  /** For each key by itself, as a token bucket. */
  public static LimitRule perKey(String name, long calls, long windowSeconds) {
    return new LimitRule(name, calls, windowSeconds, Algorithm.TOKEN_BUCKET, Per.KEY);
  }

  /** For each consumer by itself, as a token bucket. */
  public static LimitRule perConsumer(String name, long calls, long windowSeconds) {
    return new LimitRule(name, calls, windowSeconds, Algorithm.TOKEN_BUCKET, Per.CONSUMER);
  }

  /** For each consumer group together, as a token bucket. */
  public static LimitRule perGroup(String name, long calls, long windowSeconds) {
    return new LimitRule(name, calls, windowSeconds, Algorithm.TOKEN_BUCKET, Per.GROUP);
  }

  /** For all callers together, as a token bucket. */
  public static LimitRule perRoute(String name, long calls, long windowSeconds) {
    return new LimitRule(name, calls, windowSeconds, Algorithm.TOKEN_BUCKET, Per.ROUTE);
  }

  /** The same as a sliding window. */
  public LimitRule sliding() {
    return new LimitRule(name, calls, windowSeconds, Algorithm.SLIDING_WINDOW, per);
  }

  /** What a call of a key is counted in. */
  LimitBucket bucketOf(ApiKey key) {
    String subject =
        switch (per) {
          case KEY -> "key:" + key.key();
          case CONSUMER -> consumer(key);
          case GROUP -> {
            String group = key.consumer().group();
            yield group == null ? consumer(key) : "group:" + group;
          }
          case ROUTE -> "route";
        };
    return new LimitBucket(subject + ":" + name, this);
  }

  private static String consumer(ApiKey key) {
    return "consumer:" + key.consumer().identifier();
  }

  /** As the server tells it with a key. */
  static LimitRule of(RateLimit limit) {
    Per per =
        switch (limit.level()) {
          case KEY -> Per.KEY;
          case CONSUMER -> Per.CONSUMER;
          case GROUP -> Per.GROUP;
        };
    return new LimitRule(
        limit.name(), limit.calls(), limit.windowSeconds(), Algorithm.TOKEN_BUCKET, per);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of keys, within this process: token buckets that refill evenly, kept as the time
 * at which each will be full (the generic cell rate algorithm). All secrets of a key share them.
 * Thread-safe without locks.
 *
 * <p>A service of several processes lets a key make as many calls in each of them.
 */
final class RateLimits {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** By the id of the key: for each of its limits, when the bucket will be full. */
  private final Map<String, AtomicLongArray> fullAt = new ConcurrentHashMap<>();

  /**
   * How a limit stands after a call.
   *
   * @param remaining calls that it would let through now
   * @param resetSeconds until it lets another call through, when {@code remaining} is 0; else until
   *     all are back
   */
  record Standing(RateLimit limit, long remaining, long resetSeconds) {}

  /**
   * What came of a call.
   *
   * @param standing of the limit that refused it, or of the one that is nearest to do so
   */
  record Taken(boolean allowed, Standing standing) {}

  /** Takes a call from all limits of a key, or from none; null when it has no limits. */
  @Nullable Taken take(ApiKey key, long nowNanos) {
    List<RateLimit> limits = key.entry().limits();
    if (limits.isEmpty()) {
      return null;
    }
    AtomicLongArray buckets = buckets(key, limits.size(), nowNanos);
    Standing tightest = null;
    for (int i = 0; i < limits.size(); i++) {
      RateLimit limit = limits.get(i);
      Long left = take(buckets, i, limit, nowNanos);
      if (left == null) {
        giveBack(buckets, i, limits);
        long wait = buckets.get(i) + interval(limit) - nowNanos - window(limit);
        return new Taken(false, new Standing(limit, 0, seconds(Math.max(1, wait))));
      }
      Standing standing =
          new Standing(limit, left, seconds(Math.max(0, buckets.get(i) - nowNanos)));
      if (tightest == null || left < tightest.remaining) {
        tightest = standing;
      }
    }
    return tightest == null ? null : new Taken(true, tightest);
  }

  /** Limits that were changed begin anew. */
  private AtomicLongArray buckets(ApiKey key, int size, long nowNanos) {
    return fullAt.compute(
        key.key(),
        (id, known) -> {
          if (known != null && known.length() == size) {
            return known;
          }
          AtomicLongArray made = new AtomicLongArray(size);
          for (int i = 0; i < size; i++) {
            made.set(i, nowNanos);
          }
          return made;
        });
  }

  /** Calls that are left after this one; null when there is none for this one. */
  private static @Nullable Long take(AtomicLongArray buckets, int i, RateLimit limit, long now) {
    long interval = interval(limit);
    while (true) {
      long known = buckets.get(i);
      long next = Math.max(known - now, 0) + interval;
      if (next > window(limit)) {
        return null;
      }
      if (buckets.compareAndSet(i, known, now + next)) {
        return (window(limit) - next) / interval;
      }
    }
  }

  private static void giveBack(AtomicLongArray buckets, int end, List<RateLimit> limits) {
    for (int i = 0; i < end; i++) {
      buckets.addAndGet(i, -interval(limits.get(i)));
    }
  }

  /** Whole intervals fill the window, so that no call is lost to rounding. */
  private static long interval(RateLimit limit) {
    return Math.max(1, limit.windowSeconds() * NANOS_PER_SECOND / limit.calls());
  }

  private static long window(RateLimit limit) {
    return interval(limit) * limit.calls();
  }

  private static long seconds(long nanos) {
    return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
  }
}

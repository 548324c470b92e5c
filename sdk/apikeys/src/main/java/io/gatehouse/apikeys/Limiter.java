// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.apikeys.Verification.LimitStanding;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold for a call: those of its key, of all routes, and of its route, in this
 * process or in an engine that is shared. An engine that failed is asked again after a second, by
 * one call; meanwhile routes have what they chose for that.
 */
final class Limiter {

  private static final Logger LOG = System.getLogger("io.gatehouse.apikeys");
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long PAUSE_NANOS = NANOS_PER_SECOND;

  private final List<LimitRule> everywhere;
  private final @Nullable LimitEngine shared;
  private final LocalLimits local;
  private final LongSupplier nanos;
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicLong askAgainNanos = new AtomicLong();

  /**
   * What came of a call.
   *
   * @param standing of the limit that refused it, or of the one nearest to do so; null = not known
   * @param unavailable refused because nobody could be asked
   */
  record Taken(boolean allowed, boolean unavailable, @Nullable LimitStanding standing) {}

  /**
   * @param shared null = limits are counted in this process
   * @param nanos a clock that never goes back
   */
  Limiter(List<LimitRule> everywhere, @Nullable LimitEngine shared, LongSupplier nanos) {
    this.everywhere = List.copyOf(everywhere);
    this.shared = shared;
    this.nanos = nanos;
    local = new LocalLimits(nanos);
  }

  /** Takes a call from all limits that hold for it, or from none; null when there are none. */
  @Nullable Taken take(ApiKey key, RouteRule rule) {
    List<RateLimit> own = key.limits();
    if (own.isEmpty() && everywhere.isEmpty() && rule.limits().isEmpty()) {
      return null;
    }
    List<LimitBucket> buckets = buckets(key, own, rule);
    LimitEngine engine = shared;
    if (engine == null) {
      return taken(buckets, local.take(buckets, rule.cost()));
    }
    if (mayAsk()) {
      try {
        List<LimitStep> steps = engine.take(buckets, rule.cost());
        if (away.getAndSet(false)) {
          LOG.log(Level.INFO, "Gatehouse: rate limits are shared again.");
        }
        noteForEstimate(buckets, rule);
        return taken(buckets, steps);
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }
    return switch (rule.whenLimiterAway()) {
      case ALLOW -> new Taken(true, false, null);
      case REFUSE -> new Taken(false, true, null);
      case ESTIMATE -> taken(buckets, local.take(buckets, rule.cost()));
    };
  }

  private List<LimitBucket> buckets(ApiKey key, List<RateLimit> own, RouteRule rule) {
    List<LimitBucket> buckets =
        new ArrayList<>(own.size() + everywhere.size() + rule.limits().size());
    for (RateLimit limit : own) {
      add(LimitRule.of(limit).bucketOf(key), buckets);
    }
    for (LimitRule limit : everywhere) {
      add(limit.bucketOf(key), buckets);
    }
    for (LimitRule limit : rule.limits()) {
      add(limit.bucketOf(key), buckets);
    }
    return buckets;
  }

  /** A limit that is told twice is one: the first counts, which may be the key's own. */
  private static void add(LimitBucket bucket, List<LimitBucket> buckets) {
    for (LimitBucket known : buckets) {
      if (known.id().equals(bucket.id())) {
        return;
      }
    }
    buckets.add(bucket);
  }

  private boolean mayAsk() {
    if (!away.get()) {
      return true;
    }
    long again = askAgainNanos.get();
    long now = nanos.getAsLong();
    return now - again >= 0 && askAgainNanos.compareAndSet(again, now + PAUSE_NANOS);
  }

  private void failed(Exception cause) {
    askAgainNanos.set(nanos.getAsLong() + PAUSE_NANOS);
    if (!away.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          "Gatehouse: rate limits cannot be shared, and each route does what it is told to: {0}.",
          cause.toString());
    }
  }

  /** So that an estimate does not begin with nothing. */
  private void noteForEstimate(List<LimitBucket> buckets, RouteRule rule) {
    if (rule.whenLimiterAway() == RouteRule.WhenLimiterAway.ESTIMATE) {
      local.take(buckets, rule.cost());
    }
  }

  private static Taken taken(List<LimitBucket> buckets, List<LimitStep> steps) {
    int nearest = 0;
    for (int i = 0; i < steps.size(); i++) {
      LimitStep step = steps.get(i);
      if (!step.allowed()) {
        return new Taken(false, false, standing(buckets.get(i).rule(), step));
      }
      nearest = step.remaining() < steps.get(nearest).remaining() ? i : nearest;
    }
    return new Taken(true, false, standing(buckets.get(nearest).rule(), steps.get(nearest)));
  }

  private static LimitStanding standing(LimitRule rule, LimitStep step) {
    long nanos = Math.max(step.allowed() ? 0 : 1, step.resetNanos());
    return new LimitStanding(
        rule.name(),
        rule.calls(),
        rule.windowSeconds(),
        step.allowed() ? step.remaining() : 0,
        (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.LimitRule.Algorithm;

/**
 * One limit of one subject, and how it counts. A state is a few numbers: of a token bucket the time
 * at which it will be full (the generic cell rate algorithm), of a sliding window the calls in each
 * tenth of it. Times are in nanoseconds of any clock that all who share the state agree on.
 *
 * @param id of the limit and its subject, e.g. {@code consumer:acme:minute}
 */
public record LimitBucket(String id, LimitRule rule) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Parts of a sliding window; it is counted in one more, for the one that is not over. */
  private static final int PARTS = 10;

  private static final int COUNTED = PARTS + 1;

  public LimitBucket {
    requireNonNull(id, "id");
    requireNonNull(rule, "rule");
  }

  /**
   * What a call does to the limit.
   *
   * @param state as it was stored; of length 0 = nothing was counted yet
   * @param cost as how many calls it counts, at least 1
   */
  public LimitStep step(long[] state, long cost, long nowNanos) {
    return rule.algorithm() == Algorithm.TOKEN_BUCKET
        ? token(state, cost, nowNanos)
        : sliding(state, cost, nowNanos);
  }

  /** The state without a call that it allowed before; for engines that take limits one by one. */
  long[] without(long[] state, long cost, long takenNanos) {
    long[] back = state.clone();
    if (rule.algorithm() == Algorithm.TOKEN_BUCKET) {
      back[0] -= cost * interval();
      return back;
    }
    long part = Math.floorDiv(takenNanos, partNanos());
    if (state[0] - part < COUNTED) {
      back[at(part)] = Math.max(0, back[at(part)] - cost);
    }
    return back;
  }

  private LimitStep token(long[] state, long cost, long now) {
    long interval = interval();
    long window = interval * rule.calls();
    long missing = state.length == 1 ? Math.max(state[0] - now, 0) : 0;
    if (cost > rule.calls() || missing + cost * interval > window) {
      long wait = cost > rule.calls() ? window : missing + cost * interval - window;
      return new LimitStep(false, state, (window - missing) / interval, wait);
    }
    long next = missing + cost * interval;
    return new LimitStep(true, new long[] {now + next}, (window - next) / interval, next);
  }

  /** Whole intervals fill the window, so that no call is lost to rounding. */
  private long interval() {
    return Math.max(1, rule.windowSeconds() * NANOS_PER_SECOND / rule.calls());
  }

  /** Counts the parts before the running one as a whole: rather too many calls than too few. */
  private LimitStep sliding(long[] state, long cost, long now) {
    long[] counts = advanced(state, Math.floorDiv(now, partNanos()));
    long sum = 0;
    for (int i = 1; i <= COUNTED; i++) {
      sum += counts[i];
    }
    if (sum + cost > rule.calls()) {
      return new LimitStep(
          false, counts, Math.max(0, rule.calls() - sum), untilFree(counts, sum + cost, now));
    }
    counts[at(counts[0])] += cost;
    long reset = (counts[0] + COUNTED) * partNanos() - now;
    return new LimitStep(true, counts, rule.calls() - sum - cost, reset);
  }

  /** The number of the running part, and the calls of the parts that count; a copy. */
  private static long[] advanced(long[] state, long part) {
    long[] counts = state.length == COUNTED + 1 ? state.clone() : new long[COUNTED + 1];
    if (state.length != COUNTED + 1) {
      counts[0] = part;
    }
    long passed = Math.min(part - counts[0], COUNTED);
    for (long i = 1; i <= passed; i++) {
      counts[at(part - passed + i)] = 0;
    }
    // A clock that goes back stays where it was.
    counts[0] = Math.max(counts[0], part);
    return counts;
  }

  private long untilFree(long[] counts, long wanted, long now) {
    long left = wanted;
    for (long part = counts[0] - PARTS; part <= counts[0]; part++) {
      left -= counts[at(part)];
      if (left <= rule.calls()) {
        return (part + COUNTED) * partNanos() - now;
      }
    }
    return COUNTED * partNanos();
  }

  private long partNanos() {
    return rule.windowSeconds() * NANOS_PER_SECOND / PARTS;
  }

  private static int at(long part) {
    return 1 + Math.floorMod(part, COUNTED);
  }
}

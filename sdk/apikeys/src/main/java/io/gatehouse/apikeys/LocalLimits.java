// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Limits within this process. Without locks: limits are taken one by one, and given back when a
 * later one refuses, so that a call beside it may be refused that would just have fitted.
 *
 * <p>A service of several processes lets a key make as many calls in each of them.
 */
final class LocalLimits implements LimitEngine {

  private static final long[] NOTHING = {};

  private final Map<String, AtomicReference<long[]>> states = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos a clock that never goes back
   */
  LocalLimits(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public List<LimitStep> take(List<LimitBucket> buckets, long cost) {
    long now = nanos.getAsLong();
    List<LimitStep> steps = new ArrayList<>(buckets.size());
    boolean allowed = true;
    for (LimitBucket bucket : buckets) {
      LimitStep step = allowed ? take(bucket, cost, now) : peek(bucket, cost, now);
      steps.add(step);
      if (allowed && !step.allowed()) {
        allowed = false;
        giveBack(buckets.subList(0, steps.size() - 1), cost, now);
      }
    }
    return steps;
  }

  private AtomicReference<long[]> state(LimitBucket bucket) {
    return states.computeIfAbsent(bucket.id(), unused -> new AtomicReference<>(NOTHING));
  }

  private static long[] known(AtomicReference<long[]> state) {
    return requireNonNull(state.get(), "state");
  }

  private LimitStep peek(LimitBucket bucket, long cost, long now) {
    return bucket.step(known(state(bucket)), cost, now);
  }

  private LimitStep take(LimitBucket bucket, long cost, long now) {
    AtomicReference<long[]> state = state(bucket);
    while (true) {
      long[] known = known(state);
      LimitStep step = bucket.step(known, cost, now);
      if (!step.allowed() || state.compareAndSet(known, step.state())) {
        return step;
      }
    }
  }

  private void giveBack(List<LimitBucket> buckets, long cost, long now) {
    for (LimitBucket bucket : buckets) {
      AtomicReference<long[]> state = state(bucket);
      long[] known = known(state);
      while (!state.compareAndSet(known, bucket.without(known, cost, now))) {
        known = known(state);
      }
    }
  }
}

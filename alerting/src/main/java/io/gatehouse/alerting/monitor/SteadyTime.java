// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Time for what must not be fooled by clocks that are set: the wall clock tells dates, the
 * monotonic one durations, and where the two disagree the wall clock was set. Thread-safe.
 */
public final class SteadyTime {

  /** Drifts and corrections up to this are no jump. */
  private static final long JUMP_MILLIS = 20_000;

  private final Clock clock;
  private final LongSupplier nanoTime;

  /** Guarded by this. */
  private long lastMillis;

  /** Guarded by this. */
  private long lastNanos;

  /** Guarded by this. */
  private long jumps;

  public SteadyTime(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    lastMillis = clock.millis();
    lastNanos = nanoTime.getAsLong();
  }

  /** The time of the machine. */
  public static SteadyTime system() {
    return new SteadyTime(Clock.systemUTC(), System::nanoTime);
  }

  public long millis() {
    return clock.millis();
  }

  public long nanos() {
    return nanoTime.getAsLong();
  }

  public Clock clock() {
    return clock;
  }

  /** How often the clock was set so far; whoever sees another number begins anew. */
  public synchronized long jumps() {
    long millis = clock.millis();
    long nanos = nanoTime.getAsLong();
    long expected = lastMillis + (nanos - lastNanos) / 1_000_000;
    if (Math.abs(millis - expected) > JUMP_MILLIS) {
      jumps++;
    }
    lastMillis = millis;
    lastNanos = nanos;
    return jumps;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting;

import io.gatehouse.alerting.monitor.SteadyTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock and a monotonic one that a test moves, together or the wall clock alone. */
public final class FakeTime extends Clock {

  private Instant now;
  private long nanos = 7_000_000_000L;

  public FakeTime(String start) {
    now = Instant.parse(start);
  }

  /** Time goes by. */
  public void pass(Duration duration) {
    now = now.plus(duration);
    nanos += duration.toNanos();
  }

  /** Somebody sets the wall clock. */
  public void jump(Duration duration) {
    now = now.plus(duration);
  }

  public long nanos() {
    return nanos;
  }

  public SteadyTime steady() {
    return new SteadyTime(this, this::nanos);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}

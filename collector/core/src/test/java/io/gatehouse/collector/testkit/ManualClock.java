// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.collector.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told otherwise. */
public final class ManualClock implements Clock {

  private final AtomicLong epochMillis;
  private final AtomicLong nanos = new AtomicLong();

  public ManualClock(long epochMillis) {
    this.epochMillis = new AtomicLong(epochMillis);
  }

  public void advance(Duration time) {
    epochMillis.addAndGet(time.toMillis());
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long epochMillis() {
    return epochMillis.get();
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }
}

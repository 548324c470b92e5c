// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class VirtualClock implements Clock {

  private final AtomicLong epochMillis = new AtomicLong(1_763_892_000_000L);
  private final AtomicLong nanos = new AtomicLong(-5_000);

  @Override
  public long epochMillis() {
    return epochMillis.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  void advanceNanos(long by) {
    nanos.addAndGet(by);
    epochMillis.addAndGet(by / 1_000_000);
  }

  void jumpMillis(long by) {
    epochMillis.addAndGet(by);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that requests in flight may hold together. Thread-safe; never waits, so that an
 * overloaded server refuses quickly.
 */
public final class ByteBudget {

  public static final long DEFAULT_BYTES = 96L << 20;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public ByteBudget(long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("byte budget must be positive: " + limit);
    }
    this.limit = limit;
  }

  /** Takes the bytes, or nothing. */
  public boolean tryTake(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative bytes: " + bytes);
    }
    long now = used.get();
    while (bytes <= limit - now) {
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  /** Gives bytes back that were taken before. */
  public void release(long bytes) {
    long left = used.addAndGet(-bytes);
    if (left < 0) {
      throw new IllegalStateException("released " + -left + " bytes more than were taken");
    }
  }

  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}

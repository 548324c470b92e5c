// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.collector.Intake;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the requests that pass into the log, for the rate of the last minute. */
final class IngestRate implements Intake {

  private static final int SECONDS = 60;

  private final Intake next;
  private final Clock clock;

  /** Per second of the minute: the count in the low half, the second it belongs to in the high. */
  private final AtomicLongArray ring = new AtomicLongArray(SECONDS);

  IngestRate(Intake next, Clock clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<LogPosition> accept(Batch batch) {
    CompletableFuture<LogPosition> accepted = next.accept(batch);
    long requests = 0;
    for (Rollup rollup : batch.rollups()) {
      requests += rollup.requests();
    }
    add(requests);
    return accepted;
  }

  private void add(long requests) {
    int second = (int) (clock.millis() / 1000);
    long stamp = ((long) second) << 32;
    ring.accumulateAndGet(
        second % SECONDS,
        requests,
        (old, more) -> {
          long count = (old & ~0xffff_ffffL) == stamp ? old & 0xffff_ffffL : 0;
          return stamp | Math.min(0xffff_ffffL, count + more);
        });
  }

  /** Requests per second over the last minute. */
  double perSecond() {
    int now = (int) (clock.millis() / 1000);
    long total = 0;
    for (int i = 0; i < SECONDS; i++) {
      long cell = ring.get(i);
      if (now - (int) (cell >>> 32) < SECONDS) {
        total += cell & 0xffff_ffffL;
      }
    }
    return (double) total / SECONDS;
  }
}

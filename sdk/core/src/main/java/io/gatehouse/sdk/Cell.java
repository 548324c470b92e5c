// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts of one minute, method, route, consumer and status; lock-free. */
final class Cell {

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong aborted = new AtomicLong();
  private final AtomicLong durationMicros = new AtomicLong();
  private final AtomicLong requestBytes = new AtomicLong();
  private final AtomicLong responseBytes = new AtomicLong();
  private final Counts durations = new Counts();
  private final Counts requestSizes = new Counts();
  private final Counts responseSizes = new Counts();

  void add(Outcome outcome) {
    requests.incrementAndGet();
    if (outcome.failed()) {
      failed.incrementAndGet();
    }
    if (outcome.aborted()) {
      aborted.incrementAndGet();
    }
    durationMicros.addAndGet(outcome.durationMicros());
    durations.add(outcome.durationMicros());
    if (outcome.requestBytes() > 0) {
      requestBytes.addAndGet(outcome.requestBytes());
      requestSizes.add(outcome.requestBytes());
    }
    if (outcome.responseBytes() >= 0) {
      responseBytes.addAndGet(outcome.responseBytes());
      responseSizes.add(outcome.responseBytes());
    }
  }

  Rollup toRollup(long minute, String method, String route, int status, @Nullable String consumer) {
    return new Rollup(
        minute,
        method,
        route,
        status,
        consumer,
        requests.get(),
        failed.get(),
        aborted.get(),
        durationMicros.get(),
        durations.toHistogram(),
        requestBytes.get(),
        requestSizes.toHistogram(),
        responseBytes.get(),
        responseSizes.toHistogram());
  }

  /** The measured facts of one exchange; sizes −1 = unknown. */
  record Outcome(
      long durationMicros,
      long requestBytes,
      long responseBytes,
      boolean failed,
      boolean aborted) {}
}

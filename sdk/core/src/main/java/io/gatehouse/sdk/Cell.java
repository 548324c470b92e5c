// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Histogram;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one minute, method, route, consumer and status; lock-free. Cells of one route and
 * consumer form a chain, which tells them apart by the rest of their key.
 */
final class Cell {

  private final long minute;
  private final String method;
  private final int status;
  private final @Nullable Cell next;
  private final @Nullable Journal journal;
  private final int journalKey;

  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong aborted = new AtomicLong();
  private final AtomicLong durationMicros = new AtomicLong();
  private final AtomicLong requestBytes = new AtomicLong();
  private final AtomicLong responseBytes = new AtomicLong();
  private final Counts durations = new Counts();
  private final Counts requestSizes = new Counts();
  private final Counts responseSizes = new Counts();

  /**
   * @param next the rest of the chain
   * @param journal where exchanges are noted as well; null = nowhere
   * @param journalKey what the journal calls the key
   */
  Cell(
      long minute,
      String method,
      int status,
      @Nullable Cell next,
      @Nullable Journal journal,
      int journalKey) {
    this.minute = minute;
    this.method = method;
    this.status = status;
    this.next = next;
    this.journal = journal;
    this.journalKey = journalKey;
  }

  /** The cell of that key in the chain that begins here; null = none. */
  @Nullable Cell find(long wantedMinute, String wantedMethod, int wantedStatus) {
    for (Cell one = this; one != null; one = one.next) {
      if (one.minute == wantedMinute
          && one.status == wantedStatus
          && one.method.equals(wantedMethod)) {
        return one;
      }
    }
    return null;
  }

  @Nullable Cell next() {
    return next;
  }

  /** Adds one exchange; sizes −1 = unknown. */
  void add(
      int stripe,
      long duration,
      long requestSize,
      long responseSize,
      boolean isFailed,
      boolean isAborted) {
    if (journal != null) {
      journal.append(stripe, journalKey, duration, requestSize, responseSize, isFailed, isAborted);
    }
    if (isFailed) {
      failed.incrementAndGet();
    }
    if (isAborted) {
      aborted.incrementAndGet();
    }
    durationMicros.addAndGet(duration);
    durations.add(duration);
    if (requestSize > 0) {
      requestBytes.addAndGet(requestSize);
      requestSizes.add(requestSize);
    }
    if (responseSize >= 0) {
      responseBytes.addAndGet(responseSize);
      responseSizes.add(responseSize);
    }
  }

  /** A chain of what two chains count, where nobody adds any more; null and null make null. */
  static @Nullable Cell merge(@Nullable Cell from, @Nullable Cell into) {
    Cell merged = into;
    for (Cell one = from; one != null; one = one.next) {
      Cell known = merged == null ? null : merged.find(one.minute, one.method, one.status);
      if (known == null) {
        known = new Cell(one.minute, one.method, one.status, merged, null, 0);
        merged = known;
      }
      known.addAll(one);
    }
    return merged;
  }

  private void addAll(Cell other) {
    failed.addAndGet(other.failed.get());
    aborted.addAndGet(other.aborted.get());
    durationMicros.addAndGet(other.durationMicros.get());
    requestBytes.addAndGet(other.requestBytes.get());
    responseBytes.addAndGet(other.responseBytes.get());
    durations.addAll(other.durations);
    requestSizes.addAll(other.requestSizes);
    responseSizes.addAll(other.responseSizes);
  }

  Rollup toRollup(String route, @Nullable String consumer) {
    Histogram histogram = durations.toHistogram();
    return new Rollup(
        minute,
        method,
        route,
        status,
        consumer,
        histogram.total(),
        failed.get(),
        aborted.get(),
        durationMicros.get(),
        histogram,
        requestBytes.get(),
        requestSizes.toHistogram(),
        responseBytes.get(),
        responseSizes.toHistogram());
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Histogram;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one minute, method, route, caller and status; lock-free. Cells of one route and caller
 * form a chain, which tells them apart by the rest of their key.
 */
final class Cell {

  private static final int FAILED = Stripes.ROOM;
  private static final int ABORTED = Stripes.ROOM + 1;
  private static final int DURATION_MICROS = Stripes.ROOM + 2;
  private static final int REQUEST_BYTES = Stripes.ROOM + 3;
  private static final int RESPONSE_BYTES = Stripes.ROOM + 4;
  private static final int SUMS = 5;

  private final long minute;
  private final String method;
  private final int status;
  private final @Nullable Cell next;
  private final @Nullable Journal journal;
  private final int journalKey;

  private final AtomicLongArray sums = new AtomicLongArray(SUMS + 2 * Stripes.ROOM);
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
      sums.getAndIncrement(FAILED);
    }
    if (isAborted) {
      sums.getAndIncrement(ABORTED);
    }
    sums.getAndAdd(DURATION_MICROS, duration);
    durations.add(duration);
    if (requestSize > 0) {
      sums.getAndAdd(REQUEST_BYTES, requestSize);
      requestSizes.add(requestSize);
    }
    if (responseSize >= 0) {
      sums.getAndAdd(RESPONSE_BYTES, responseSize);
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
    for (int i = FAILED; i <= RESPONSE_BYTES; i++) {
      sums.getAndAdd(i, other.sums.get(i));
    }
    durations.addAll(other.durations);
    requestSizes.addAll(other.requestSizes);
    responseSizes.addAll(other.responseSizes);
  }

  Rollup toRollup(String route, CallerText caller) {
    Histogram histogram = durations.toHistogram();
    return new Rollup(
        minute,
        method,
        route,
        status,
        caller.identifier().isEmpty() ? null : caller.identifier(),
        caller.key(),
        caller.refusal(),
        histogram.total(),
        sums.get(FAILED),
        sums.get(ABORTED),
        sums.get(DURATION_MICROS),
        histogram,
        sums.get(REQUEST_BYTES),
        requestSizes.toHistogram(),
        sums.get(RESPONSE_BYTES),
        responseSizes.toHistogram());
  }
}

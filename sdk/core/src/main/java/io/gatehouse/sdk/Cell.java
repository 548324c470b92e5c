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

  private static final int FAILED = 0;
  private static final int ABORTED = 1;
  private static final int DURATION_MICROS = 2;
  private static final int REQUEST_BYTES = 3;
  private static final int RESPONSE_BYTES = 4;
  private static final int SUMS = 5;

  /** So many exchanges between two flushes, and threads may stand in each other's way. */
  private static final int BUSY = 1_000;

  private final long minute;
  private final String method;
  private final int status;
  private final @Nullable Cell next;
  private final @Nullable Journal journal;
  private final int journalKey;

  /** Where the sums begin. */
  private final int first;

  private final AtomicLongArray sums;
  private final Counts durations = new Counts();
  private final Counts requestSizes = new Counts();
  private final Counts responseSizes = new Counts();

  /** About how many exchanges, unless busy; threads overwrite each other without harm. */
  private int uses;

  /**
   * @param busy whether so much is added that the sums need room around them
   * @param next the rest of the chain
   * @param journal where exchanges are noted as well; null = nowhere
   * @param journalKey what the journal calls the key
   */
  Cell(
      long minute,
      String method,
      int status,
      boolean busy,
      @Nullable Cell next,
      @Nullable Journal journal,
      int journalKey) {
    this.minute = minute;
    this.method = method;
    this.status = status;
    this.next = next;
    this.journal = journal;
    this.journalKey = journalKey;
    this.first = busy ? Stripes.ROOM : 0;
    this.sums = new AtomicLongArray(SUMS + 2 * first);
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

  /** Whether so much is added here that threads had better have cells of their own. */
  boolean isBusy() {
    return uses >= BUSY;
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
    if (first == 0) {
      // Else this object, which has no room around it, would be written to by hot paths.
      uses++;
    }
    if (isFailed) {
      sums.getAndIncrement(first + FAILED);
    }
    if (isAborted) {
      sums.getAndIncrement(first + ABORTED);
    }
    sums.getAndAdd(first + DURATION_MICROS, duration);
    durations.add(duration);
    if (requestSize > 0) {
      sums.getAndAdd(first + REQUEST_BYTES, requestSize);
      requestSizes.add(requestSize);
    }
    if (responseSize >= 0) {
      sums.getAndAdd(first + RESPONSE_BYTES, responseSize);
      responseSizes.add(responseSize);
    }
  }

  /** A chain of what two chains count, where nobody adds any more; null and null make null. */
  static @Nullable Cell merge(@Nullable Cell from, @Nullable Cell into) {
    Cell merged = into;
    for (Cell one = from; one != null; one = one.next) {
      Cell known = merged == null ? null : merged.find(one.minute, one.method, one.status);
      if (known == null) {
        known = new Cell(one.minute, one.method, one.status, false, merged, null, 0);
        merged = known;
      }
      known.addAll(one);
    }
    return merged;
  }

  private void addAll(Cell other) {
    for (int i = 0; i < SUMS; i++) {
      sums.getAndAdd(first + i, other.sums.get(other.first + i));
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
        sums.get(first + FAILED),
        sums.get(first + ABORTED),
        sums.get(first + DURATION_MICROS),
        histogram,
        sums.get(first + REQUEST_BYTES),
        requestSizes.toHistogram(),
        sums.get(first + RESPONSE_BYTES),
        responseSizes.toHistogram());
  }
}

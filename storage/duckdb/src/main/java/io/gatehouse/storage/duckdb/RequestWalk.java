// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pieces of a search into the past, as many days at a time as can be searched
 * fast: what is common is found in the newest day, and what is rare costs a few questions instead
 * of one a day. Used by one thread.
 */
final class RequestWalk {

  private static final long FAST_NANOS = 300_000_000;
  private static final long SLOW_NANOS = 1_000_000_000;
  private static final int MAX_DAYS = 32;

  private final List<RequestPiece> pieces;
  private int next;
  private int days = 1;
  private long startedNanos;

  /**
   * @param pieces the tables, then days from new to old
   */
  RequestWalk(List<RequestPiece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** What is searched next; null = all was. Takes the time since the last call for its search. */
  @Nullable RequestPiece next() {
    long now = System.nanoTime();
    if (next > 1) {
      long took = now - startedNanos;
      days = took < FAST_NANOS ? Math.min(MAX_DAYS, days * 2) : took > SLOW_NANOS ? 1 : days;
    }
    startedNanos = now;
    if (next >= pieces.size()) {
      return null;
    }
    // The tables come first, and by themselves.
    int end = Math.min(pieces.size(), next == 0 ? 1 : next + days);
    RequestPiece piece = RequestPiece.joined(pieces.subList(next, end));
    next = end;
    return piece;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a range and the tier that answers for it. The parts of a plan cover the range without
 * overlap, so their sum does not depend on which tiers were taken.
 *
 * @param from epoch minute, inclusive
 * @param to epoch minute, exclusive
 */
record Piece(Tier tier, int from, int to) {

  /**
   * Covers a range with the coarsest tiers that are allowed and complete.
   *
   * @param coarsest tier whose units never straddle two bars; data older than a finer tier's floor
   *     is answered by a coarser one all the same, and counted where its unit starts
   */
  static List<Piece> cover(TierState state, TimeRange range, Tier coarsest) {
    int from = clamp(range.fromEpochMinute());
    int to = clamp(range.toEpochMinute());
    List<Piece> pieces = new ArrayList<>();
    boolean daysAllowed = coarsest == Tier.DAY;
    Piece days = middle(Tier.DAY, from, to, state.hourFloor(), state.dayClosed(), daysAllowed);
    boolean hoursAllowed = coarsest != Tier.MINUTE;
    addFiner(pieces, state, from, days.from, hoursAllowed);
    add(pieces, days);
    addFiner(pieces, state, days.to, to, hoursAllowed);
    return pieces;
  }

  private static void addFiner(
      List<Piece> pieces, TierState state, int from, int to, boolean hoursAllowed) {
    Piece hours =
        middle(Tier.HOUR, from, to, state.minuteFloor(), state.hourClosed(), hoursAllowed);
    add(pieces, new Piece(Tier.MINUTE, from, hours.from));
    add(pieces, hours);
    add(pieces, new Piece(Tier.MINUTE, hours.to, to));
  }

  /**
   * The part of {@code [from, to)} that a tier answers: what a finer tier lost already, and, when
   * allowed, its closed units. Empty parts lie at {@code to}.
   */
  private static Piece middle(Tier tier, int from, int to, int floor, int closed, boolean allowed) {
    int start = from < floor ? from : tier.ceil(from);
    int lost = Math.min(to, floor);
    int end = allowed ? Math.max(lost, tier.floor(Math.min(to, closed))) : lost;
    return start < end ? new Piece(tier, start, end) : new Piece(tier, to, to);
  }

  private static void add(List<Piece> pieces, Piece piece) {
    if (piece.from < piece.to) {
      pieces.add(piece);
    }
  }

  private static int clamp(long epochMinute) {
    return (int) Math.max(0, Math.min(BatchCheck.MAX_MINUTE, epochMinute));
  }
}

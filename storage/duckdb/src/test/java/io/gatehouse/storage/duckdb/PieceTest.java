// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.TimeRange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceTest {

  private static final int DAY = 1440;
  private static final List<Tier> TIERS = List.of(Tier.values());

  private static List<Piece> cover(TierState state, int from, int to, Tier coarsest) {
    return Piece.cover(state, new TimeRange(from, to), coarsest);
  }

  @Test
  void cover_everythingClosed_takesTheCoarsestInTheMiddle() {
    TierState state = new TierState(100 * DAY, 100 * DAY, 0, 0);

    assertThat(cover(state, 10 * DAY - 61, 12 * DAY + 61, Tier.DAY))
        .containsExactly(
            new Piece(Tier.MINUTE, 10 * DAY - 61, 10 * DAY - 60),
            new Piece(Tier.HOUR, 10 * DAY - 60, 10 * DAY),
            new Piece(Tier.DAY, 10 * DAY, 12 * DAY),
            new Piece(Tier.HOUR, 12 * DAY, 12 * DAY + 60),
            new Piece(Tier.MINUTE, 12 * DAY + 60, 12 * DAY + 61));
  }

  @Test
  void cover_openTime_isAnsweredByMinutes() {
    TierState state = new TierState(10 * DAY + 120, 10 * DAY, 0, 0);

    assertThat(cover(state, 9 * DAY, 11 * DAY, Tier.DAY))
        .containsExactly(
            new Piece(Tier.DAY, 9 * DAY, 10 * DAY),
            new Piece(Tier.HOUR, 10 * DAY, 10 * DAY + 120),
            new Piece(Tier.MINUTE, 10 * DAY + 120, 11 * DAY));
  }

  @Test
  void cover_minutesDeleted_hoursStandIn() {
    TierState state = new TierState(10 * DAY, 10 * DAY, 5 * DAY, 3 * DAY);

    assertThat(cover(state, 2 * DAY + 7, 6 * DAY, Tier.MINUTE))
        .containsExactly(
            new Piece(Tier.DAY, 2 * DAY + 7, 3 * DAY),
            new Piece(Tier.HOUR, 3 * DAY, 5 * DAY),
            new Piece(Tier.MINUTE, 5 * DAY, 6 * DAY));
  }

  @Test
  void cover_anyRange_hasNoGapAndNoOverlap() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      int dayClosed = random.nextInt(20) * DAY;
      int hourClosed = dayClosed + random.nextInt(24) * 60;
      int minuteFloor = random.nextInt(hourClosed / 60 + 1) * 60;
      int hourFloor = random.nextInt(Math.min(dayClosed, minuteFloor) / DAY + 1) * DAY;
      TierState state = new TierState(hourClosed, dayClosed, minuteFloor, hourFloor);
      int from = random.nextInt(25 * DAY);
      int to = from + 1 + random.nextInt(5 * DAY);
      int reached = from;
      for (Piece piece : cover(state, from, to, TIERS.get(random.nextInt(TIERS.size())))) {
        assertThat(piece.from()).as("%s %d %d", state, from, to).isEqualTo(reached);
        assertThat(piece.to()).isGreaterThan(piece.from());
        reached = piece.to();
      }
      assertThat(reached).as("%s %d %d", state, from, to).isEqualTo(to);
    }
  }

  @Test
  void cover_hugeRange_isCut() {
    TierState state = new TierState(100 * DAY, 100 * DAY, 0, 0);

    assertThat(Piece.cover(state, new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE), Tier.DAY))
        .first()
        .isEqualTo(new Piece(Tier.DAY, 0, 100 * DAY));
  }
}

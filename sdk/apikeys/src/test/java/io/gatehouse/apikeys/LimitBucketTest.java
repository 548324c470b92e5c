// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitBucketTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static LimitBucket sliding(long calls, long seconds) {
    return new LimitBucket("key:one:l", LimitRule.perKey("l", calls, seconds).sliding());
  }

  /** L1: the bound of the sliding window, by brute force over random calls. */
  @Test
  void l1_slidingWindow_neverLetsMoreThroughInAnyWindow() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      long calls = 1L + random.nextInt(40);
      long seconds = 1L + random.nextInt(20);
      LimitBucket bucket = sliding(calls, seconds);
      Deque<Long> let = new ArrayDeque<>();
      long[] state = {};
      long now = random.nextInt(1_000_000_000);
      for (int i = 0; i < 4_000; i++) {
        now += random.nextLong(seconds * SECOND / (2 * calls) + 1);
        LimitStep step = bucket.step(state, 1, now);
        if (step.allowed()) {
          state = step.state();
          let.add(now);
        }
        while (!let.isEmpty() && let.peekFirst() < now - seconds * SECOND) {
          let.removeFirst();
        }
        assertThat(let.size()).isLessThanOrEqualTo((int) calls);
      }
    }
  }

  /** L1: what it costs: calls come back up to a tenth of the window late, never later. */
  @Test
  void l1_slidingWindow_letsCallsBackWithinElevenTenths() {
    LimitBucket bucket = sliding(3, 10);
    long start = 12 * SECOND + 999;
    long[] state = bucket.step(new long[0], 3, start).state();

    assertThat(bucket.step(state, 1, start + 10 * SECOND - 1_000).allowed()).isFalse();
    assertThat(bucket.step(state, 3, start + 11 * SECOND).allowed()).isTrue();
  }

  @Test
  void l2_slidingWindow_tellsWhenThereIsMore() {
    LimitBucket bucket = sliding(5, 10);
    long[] state = bucket.step(new long[0], 2, 3 * SECOND).state();
    state = bucket.step(state, 3, 7 * SECOND).state();
    LimitStep refused = bucket.step(state, 1, 8 * SECOND);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isZero();
    LimitStep later = bucket.step(state, 1, 8 * SECOND + refused.resetNanos());
    assertThat(later.allowed()).isTrue();
    assertThat(later.remaining()).isEqualTo(1);
    assertThat(bucket.step(state, 1, 8 * SECOND + refused.resetNanos() - 1).allowed()).isFalse();
  }

  /** A clock that goes back, as those of databases may, gives nothing away. */
  @Test
  void l1_clockThatGoesBack_givesNothingAway() {
    LimitBucket bucket = sliding(2, 10);
    long[] state = bucket.step(new long[0], 2, 100 * SECOND).state();

    assertThat(bucket.step(state, 1, 50 * SECOND).allowed()).isFalse();
    LimitBucket tokens = new LimitBucket("key:one:l", LimitRule.perKey("l", 2, 10));
    long[] taken = tokens.step(new long[0], 2, 100 * SECOND).state();
    assertThat(tokens.step(taken, 1, 50 * SECOND).allowed()).isFalse();
  }

  @Test
  void limitRule_withOddTerms_isRefused() {
    assertThatThrownBy(() -> LimitRule.perKey("a b", 1, 1)).hasMessageContaining("\"a b\"");
    assertThatThrownBy(() -> LimitRule.perKey("l", 0, 1)).hasMessageContaining("0 in 1 s");
    assertThatThrownBy(() -> RouteRule.ANY_KEY.cost(0)).hasMessageContaining("at least 1");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.LimitRule.Per;
import io.gatehouse.apikeys.Verification.LimitStanding;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LimiterTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long now = 7 * SECOND;
  private final Limiter limits = new Limiter(List.of(), null, () -> now);

  private static ApiKey key(RateLimit... limits) {
    TestKeys.Draft draft = new TestKeys.Draft();
    draft.limits = List.of(limits);
    return new ApiKey(draft.entry());
  }

  private int allowed(ApiKey key, int calls) {
    int allowed = 0;
    for (int i = 0; i < calls; i++) {
      allowed += limits.take(key, RouteRule.ANY_KEY).allowed() ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void l1_fullBucket_letsItsCallsThroughAndRefillsEvenly() {
    ApiKey key = key(new RateLimit("minute", 60, 60));

    assertThat(allowed(key, 100)).isEqualTo(60);
    now += SECOND;
    assertThat(allowed(key, 100)).isEqualTo(1);
    now += 10 * SECOND;
    assertThat(allowed(key, 100)).isEqualTo(10);
    now += 3_600 * SECOND;
    assertThat(allowed(key, 100)).isEqualTo(60);
  }

  @Test
  void l1_oddNumbers_areExact() {
    ApiKey key = key(new RateLimit("odd", 7, 3));

    assertThat(allowed(key, 100)).isEqualTo(7);
    now += 3 * SECOND;
    assertThat(allowed(key, 100)).isEqualTo(7);
  }

  @Test
  void l1_severalLimits_holdAllAndTakeFromNoneWhenOneRefuses() {
    ApiKey key = key(new RateLimit("second", 5, 1), new RateLimit("minute", 12, 60));

    assertThat(allowed(key, 20)).isEqualTo(5);
    now += SECOND;
    assertThat(allowed(key, 20)).isEqualTo(5);
    now += SECOND;
    assertThat(allowed(key, 20)).isEqualTo(2);
    Limiter.Taken refused = limits.take(key, RouteRule.ANY_KEY);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.standing().name()).isEqualTo("minute");
    now += 5 * SECOND;
    assertThat(allowed(key, 20)).isEqualTo(1);
  }

  /** L2: what the headers tell. */
  @Test
  void l2_standing_tellsWhatIsLeftAndWhenThereIsMore() {
    ApiKey key = key(new RateLimit("minute", 3, 60));

    assertThat(limits.take(key, RouteRule.ANY_KEY).standing().remaining()).isEqualTo(2);
    assertThat(limits.take(key, RouteRule.ANY_KEY).standing().remaining()).isEqualTo(1);
    LimitStanding last = limits.take(key, RouteRule.ANY_KEY).standing();
    assertThat(last.remaining()).isZero();
    Limiter.Taken refused = limits.take(key, RouteRule.ANY_KEY);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.standing().resetSeconds()).isEqualTo(20);
    now += refused.standing().resetSeconds() * SECOND;
    assertThat(limits.take(key, RouteRule.ANY_KEY).allowed()).isTrue();
  }

  @Test
  void l1_secretsOfOneKey_shareItsLimit() {
    TestKeys.Draft old = new TestKeys.Draft();
    TestKeys.Draft young = new TestKeys.Draft();
    for (TestKeys.Draft draft : List.of(old, young)) {
      draft.key = "one";
      draft.limits = List.of(new RateLimit("minute", 10, 60));
    }

    assertThat(allowed(new ApiKey(old.entry()), 6)).isEqualTo(6);
    assertThat(allowed(new ApiKey(young.entry()), 6)).isEqualTo(4);
    assertThat(allowed(key(new RateLimit("minute", 10, 60)), 6)).isEqualTo(6);
  }

  @Test
  void l1_manyThreads_neverGetMoreThanThereIs() throws Exception {
    ApiKey key = key(new RateLimit("hour", 10_000, 3_600));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      running.add(executor.submit(() -> allowed(key, 5_000)));
    }
    int sum = 0;
    for (Future<Integer> one : running) {
      sum += one.get();
    }
    executor.shutdown();

    assertThat(sum).isEqualTo(10_000);
  }

  @Test
  void take_keyWithoutLimits_isNotLimited() {
    assertThat(limits.take(key(), RouteRule.ANY_KEY)).isNull();
  }

  private static int allowed(Limiter limiter, ApiKey key, RouteRule rule, int calls) {
    int allowed = 0;
    for (int i = 0; i < calls; i++) {
      allowed += limiter.take(key, rule).allowed() ? 1 : 0;
    }
    return allowed;
  }

  private static ApiKey keyOf(String consumer) {
    TestKeys.Draft draft = new TestKeys.Draft();
    draft.consumer = consumer;
    return new ApiKey(draft.entry());
  }

  /** L1: whose calls are counted together. */
  @Test
  void l1_limitsPerKeyConsumerAndRoute_countTogetherWhatBelongsTogether() {
    ApiKey first = keyOf("acme");
    ApiKey second = keyOf("acme");
    ApiKey other = keyOf("zeta");
    // Both consumers are of one group.
    Set<Per> together = Set.of(Per.GROUP, Per.ROUTE);
    for (Per per : Per.values()) {
      LimitRule rule = new LimitRule("l", 10, 60, LimitRule.Algorithm.TOKEN_BUCKET, per);
      Limiter limiter = new Limiter(List.of(rule), null, () -> now);

      assertThat(allowed(limiter, first, RouteRule.ANY_KEY, 6)).isEqualTo(6);
      assertThat(allowed(limiter, second, RouteRule.ANY_KEY, 6)).isEqualTo(per == Per.KEY ? 6 : 4);
      assertThat(allowed(limiter, other, RouteRule.ANY_KEY, 6))
          .isEqualTo(together.contains(per) ? 0 : 6);
    }
  }

  @Test
  void l1_limitOfARoute_holdsForItAlone() {
    ApiKey key = keyOf("acme");
    RouteRule reports = RouteRule.ANY_KEY.limit(LimitRule.perConsumer("reports", 2, 60));

    assertThat(allowed(limits, key, reports, 5)).isEqualTo(2);
    assertThat(limits.take(key, RouteRule.ANY_KEY)).isNull();
  }

  @Test
  void l1_cost_countsAsSoManyCalls() {
    Limiter limiter = new Limiter(List.of(LimitRule.perKey("l", 10, 60)), null, () -> now);
    ApiKey key = keyOf("acme");

    assertThat(limiter.take(key, RouteRule.ANY_KEY.cost(11)).allowed()).isFalse();
    assertThat(limiter.take(key, RouteRule.ANY_KEY.cost(4)).standing().remaining()).isEqualTo(6);
    assertThat(allowed(limiter, key, RouteRule.ANY_KEY.cost(4), 5)).isEqualTo(1);
    assertThat(allowed(limiter, key, RouteRule.ANY_KEY, 5)).isEqualTo(2);
  }

  /** L1: what a later limit refuses is given back to those before it, of both kinds. */
  @Test
  void l1_refusedCall_isTakenFromNoLimit() {
    LimitRule wide = LimitRule.perKey("wide", 10, 60);
    LimitRule narrow = LimitRule.perKey("narrow", 1, 60);
    for (LimitRule first : List.of(wide, wide.sliding())) {
      Limiter limiter = new Limiter(List.of(first, narrow), null, () -> now);
      ApiKey key = keyOf("acme");

      assertThat(allowed(limiter, key, RouteRule.ANY_KEY, 8)).isEqualTo(1);
      now += 60 * SECOND;
      assertThat(limiter.take(key, RouteRule.ANY_KEY).allowed()).isTrue();
    }
  }
}

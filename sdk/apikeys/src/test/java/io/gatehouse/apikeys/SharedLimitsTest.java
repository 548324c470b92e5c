// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.RouteRule.WhenLimiterAway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L3: an engine that two processes share, and that is taken away from them. */
class SharedLimitsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final LimitRule MINUTE = LimitRule.perKey("minute", 10, 60);

  private long now = 7 * SECOND;
  private final Engine engine = new Engine();
  private final Limiter first = new Limiter(List.of(MINUTE), engine, () -> now);
  private final Limiter second = new Limiter(List.of(MINUTE), engine, () -> now);
  private final ApiKey key = new ApiKey(new TestKeys.Draft().entry());

  /** In memory, as another process would keep it. */
  private final class Engine implements LimitEngine {
    private final LocalLimits states = new LocalLimits(() -> now);
    private boolean away;
    private int asked;

    @Override
    public List<LimitStep> take(List<LimitBucket> buckets, long cost) throws IOException {
      asked++;
      if (away) {
        throw new IOException("nobody is there");
      }
      return states.take(buckets, cost);
    }
  }

  private static int allowed(Limiter limiter, ApiKey key, RouteRule rule, int calls) {
    int allowed = 0;
    for (int i = 0; i < calls; i++) {
      allowed += limiter.take(key, rule).allowed() ? 1 : 0;
    }
    return allowed;
  }

  private static RouteRule when(WhenLimiterAway away) {
    return RouteRule.ANY_KEY.whenLimiterAway(away);
  }

  @Test
  void l1_twoProcesses_shareALimit() {
    assertThat(allowed(first, key, RouteRule.ANY_KEY, 7)).isEqualTo(7);
    assertThat(allowed(second, key, RouteRule.ANY_KEY, 7)).isEqualTo(3);
  }

  @Test
  void l3_limiterAway_routeThatAllows_letsAllIn() {
    engine.away = true;

    assertThat(allowed(first, key, when(WhenLimiterAway.ALLOW), 100)).isEqualTo(100);
    assertThat(first.take(key, when(WhenLimiterAway.ALLOW)).standing()).isNull();
  }

  @Test
  void l3_limiterAway_routeThatRefuses_letsNobodyIn() {
    engine.away = true;
    Limiter.Taken taken = first.take(key, when(WhenLimiterAway.REFUSE));

    assertThat(taken.allowed()).isFalse();
    assertThat(taken.unavailable()).isTrue();
  }

  /**
   * An estimate goes on from what this process has seen, so that an outage is no second helping.
   */
  @Test
  void l3_limiterAway_routeThatEstimates_countsByItself() {
    assertThat(allowed(first, key, when(WhenLimiterAway.ESTIMATE), 6)).isEqualTo(6);
    engine.away = true;

    assertThat(allowed(first, key, when(WhenLimiterAway.ESTIMATE), 20)).isEqualTo(4);
    assertThat(allowed(second, key, when(WhenLimiterAway.ESTIMATE), 20)).isEqualTo(10);
  }

  /** One call a second finds out whether it is back; the others do not wait for it. */
  @Test
  void l3_limiterAway_isAskedAgainAfterASecond() {
    engine.away = true;
    allowed(first, key, when(WhenLimiterAway.ALLOW), 50);
    assertThat(engine.asked).isEqualTo(1);

    now += SECOND;
    allowed(first, key, when(WhenLimiterAway.ALLOW), 50);
    assertThat(engine.asked).isEqualTo(2);

    engine.away = false;
    now += SECOND;
    assertThat(allowed(first, key, when(WhenLimiterAway.ALLOW), 50)).isEqualTo(10);
    assertThat(engine.asked).isEqualTo(52);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.KeyEntry.Level;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A11: limits of a key, of its consumer and of the consumer's group hold side by side. */
class LimitLevelsTest {

  private final Limiter limiter = new Limiter(List.of(), null, () -> 1);

  private static ApiKey key(String consumer, @Nullable String group, List<RateLimit> limits) {
    TestKeys.Draft draft = new TestKeys.Draft();
    draft.consumer = consumer;
    draft.group = group;
    draft.limits = limits;
    return new ApiKey(draft.entry());
  }

  private int allowed(ApiKey key, RouteRule rule) {
    int allowed = 0;
    for (int i = 0; i < 100; i++) {
      Limiter.Taken taken = limiter.take(key, rule);
      allowed += taken == null || taken.allowed() ? 1 : 0;
    }
    return allowed;
  }

  /** 100 calls with each of two keys of a consumer, then with one of another in the same group. */
  @ParameterizedTest
  @CsvSource({
    // key, consumer, group (0 = none): let in with the first, the second, the third key
    "0, 0, 0, 100, 100, 100",
    "5, 0, 0, 5, 5, 5",
    "0, 8, 0, 8, 0, 8",
    "0, 0, 12, 12, 0, 0",
    "5, 8, 0, 5, 3, 5",
    "5, 0, 12, 5, 5, 2",
    "20, 8, 12, 8, 0, 4",
    "5, 8, 12, 5, 3, 4",
  })
  void a11_inheritanceTable(long own, long consumer, long group, int first, int second, int third) {
    List<RateLimit> limits = new ArrayList<>();
    add(limits, own, Level.KEY);
    add(limits, consumer, Level.CONSUMER);
    add(limits, group, Level.GROUP);

    assertThat(allowed(key("acme", "gold", limits), RouteRule.ANY_KEY)).isEqualTo(first);
    assertThat(allowed(key("acme", "gold", limits), RouteRule.ANY_KEY)).isEqualTo(second);
    assertThat(allowed(key("globex", "gold", limits), RouteRule.ANY_KEY)).isEqualTo(third);
  }

  private static void add(List<RateLimit> limits, long calls, Level level) {
    if (calls > 0) {
      limits.add(new RateLimit("minute", calls, 60, level));
    }
  }

  @Test
  void a11_groupLimitOfARoute_countsThoseWithoutAGroupByConsumer() {
    RouteRule rule = RouteRule.ANY_KEY.limit(LimitRule.perGroup("minute", 5, 60));

    assertThat(allowed(key("acme", "gold", List.of()), rule)).isEqualTo(5);
    assertThat(allowed(key("globex", "gold", List.of()), rule)).isZero();
    assertThat(allowed(key("initech", null, List.of()), rule)).isEqualTo(5);
    assertThat(allowed(key("umbrella", null, List.of()), rule)).isEqualTo(5);
  }
}

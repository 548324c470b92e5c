// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardinalityLimiterTest {

  private final ManualClock clock = new ManualClock(Batches.NOW_MILLIS);
  private final CardinalityLimiter limiter = new CardinalityLimiter(clock);

  @Test
  void limit_ordinaryBatch_isTheBatchItself() {
    Batch batch = Batches.of(1).rollups(List.of(Batches.rollup("GET", "/a", "c", 1))).build();
    assertThat(limiter.limit(batch)).isSameAs(batch);
  }

  @Test
  void limit_floodOfRoutes_keepsKnownRoutesAndTotals() {
    Batch known = Batches.of(1).rollups(List.of(Batches.rollup("GET", "/known", null, 1))).build();
    limiter.limit(known);
    Set<String> routes = new HashSet<>();
    long requests = 0;
    for (int i = 0; i < 100; i++) {
      List<Rollup> rows = new ArrayList<>();
      for (int j = 0; j < 1_000; j++) {
        rows.add(Batches.rollup("GET", "/flood/" + i + "/" + j, null, 1));
      }
      Batch limited = limiter.limit(Batches.of(1).rollups(rows).build());
      for (Rollup row : limited.rollups()) {
        routes.add(row.route());
        requests += row.requests();
      }
    }
    assertThat(requests).isEqualTo(100_000);
    assertThat(routes).hasSize(CardinalityLimiter.ROUTES).contains(Rollup.OTHER);
    assertThat(limiter.limit(known)).isSameAs(known);
    clock.advance(Duration.ofDays(1));
    assertThat(limiter.limit(known)).isSameAs(known);
  }

  @Test
  void limit_overflow_isCountedWithTheBatch() {
    for (int i = 0; i < CardinalityLimiter.ENVIRONMENTS; i++) {
      Batch batch = Batch.builder(1, "env-" + i, Batches.NOW_MILLIS).build();
      assertThat(limiter.limit(batch)).isSameAs(batch);
    }
    Batch limited = limiter.limit(Batch.builder(1, "one-more", Batches.NOW_MILLIS).build());
    assertThat(limited.environment()).isEqualTo("other");
    assertThat(limited.outcomes())
        .extracting(IngestOutcome::reason)
        .containsExactly("environment-limit");
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.RecordingIntake;
import io.gatehouse.storage.IngestOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestCountersTest {

  private final IngestCounters counters = new IngestCounters(new ManualClock(Batches.NOW_MILLIS));
  private final RecordingIntake intake = new RecordingIntake();

  @Test
  void drain_givesABatchForEachPlaceOnce() {
    counters.rejected(1, "prod", "malformed-sync", "first");
    counters.rejected(1, "prod", "malformed-sync", "second");
    counters.rejected(1, "dev", "malformed-sync", "x");
    assertThat(counters.drain()).hasSize(2);
    assertThat(counters.drain()).isEmpty();
    assertThat(counters.totals()).containsEntry("malformed-sync", 3L);
  }

  @Test
  void flush_logUnavailable_keepsTheCounts() {
    counters.rejected(1, "prod", "malformed-sync", "first");
    OutcomeReporter reporter =
        new OutcomeReporter(counters, intake, OutcomeReporter.DEFAULT_INTERVAL);
    intake.setUnavailable(true);
    reporter.flush().join();
    counters.rejected(1, "prod", "malformed-sync", "second");
    intake.setUnavailable(false);
    reporter.flush().join();
    assertThat(intake.batch().outcomes())
        .containsExactly(
            new IngestOutcome(IngestOutcome.Kind.REJECTED, "malformed-sync", "first", 2));
  }

  @Test
  void close_takesTheLastCountsToTheLog() {
    OutcomeReporter reporter = new OutcomeReporter(counters, intake, Duration.ofHours(1));
    reporter.start();
    counters.rejected(1, "prod", "over-quota", "");
    reporter.close();
    assertThat(intake.batch().outcomes()).hasSize(1);
  }

  @Test
  void count_manyPlaces_isBounded() {
    for (int app = 0; app < IngestCounters.MAX_KEYS + 500; app++) {
      counters.rejected(app, "prod", "over-quota", "");
    }
    assertThat(counters.drain()).hasSize(IngestCounters.MAX_KEYS);
    assertThat(counters.totals()).containsEntry("over-quota", IngestCounters.MAX_KEYS + 500L);
  }
}

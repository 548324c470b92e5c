// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P1: a service that stops is not kept by its SDK. */
@Timeout(120)
class ExitIT {

  @Test
  void p1_deadline_isThreeSeconds() {
    assertThat(ReporterLoop.CLOSE_WITHIN).isEqualTo(Duration.ofSeconds(3));
  }

  /** By the deadline: the connection alone would hold it for half a minute. */
  @Test
  void p1_serverThatNeverAnswers_isNotWaitedFor() throws Exception {
    ForkedJvm.Outcome outcome = ForkedJvm.run(LeavingProcess.class, List.of("-Xmx32m"));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines()).containsSubsequence("leaving", "left, connected: true");
    assertThat(outcome.lines())
        .filteredOn(line -> line.contains("the last flush took too long"))
        .hasSize(1);
    assertThat(outcome.lines()).noneMatch(line -> line.contains("SocketTimeoutException"));
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushProbeTest {

  private final FakeTime time = new FakeTime("2026-03-01T02:00:00Z");
  private PushProbe probe = new PushProbe(time.steady());

  private static Monitor monitor(String spec, int intervalSeconds) {
    return new Monitor(
        new StoredMonitor(
            "m",
            1,
            new Terms("push", "n", "", spec, "", intervalSeconds, 0),
            false,
            "h",
            "up",
            0,
            "",
            0,
            0,
            0,
            "t"),
        SpecJson.read(spec, MonitorSpec.class),
        Map.of());
  }

  private Outcome after(Duration duration, Monitor monitor) {
    for (long seconds = 0; seconds < duration.toSeconds(); seconds += 15) {
      probe.check(monitor);
      time.pass(Duration.ofSeconds(15));
    }
    return probe.check(monitor).outcome();
  }

  @Test
  void call_withinIntervalAndGrace_isUpThenDown() {
    Monitor hourly = monitor("{\"graceSeconds\":300}", 3_600);
    probe.called("m");
    assertThat(after(Duration.ofMinutes(64), hourly)).isEqualTo(Outcome.UP);
    assertThat(after(Duration.ofMinutes(2), hourly)).isEqualTo(Outcome.DOWN);
    probe.called("m");
    assertThat(probe.check(hourly).outcome()).isEqualTo(Outcome.UP);
  }

  @Test
  void schedule_missed_isDownAfterItsGrace() {
    Monitor nightly = monitor("{\"schedule\":\"0 3 * * *\",\"graceSeconds\":600}", 86_400);
    probe.called("m");
    assertThat(after(Duration.ofMinutes(69), nightly)).isEqualTo(Outcome.UP);
    assertThat(after(Duration.ofMinutes(2), nightly)).isEqualTo(Outcome.DOWN);
  }

  /** A2: a call that came while nobody listened is not known; a job gets its whole time again. */
  @Test
  void a2_serverWasAway_isNoDataAndThenDownAtTheEarliestAfterTheWholeTime() {
    Monitor hourly = monitor("{\"graceSeconds\":60}", 3_600);
    probe.called("m");
    time.pass(Duration.ofHours(5));
    probe = new PushProbe(time.steady());
    assertThat(after(Duration.ofMinutes(60), hourly)).isEqualTo(Outcome.NO_DATA);
    assertThat(after(Duration.ofMinutes(2), hourly)).isEqualTo(Outcome.DOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {-24, -1, 1, 24})
  void t1_clockSet_makesNoJobLate(int hours) {
    Monitor nightly = monitor("{\"schedule\":\"0 3 * * *\",\"graceSeconds\":600}", 86_400);
    probe.called("m");
    after(Duration.ofMinutes(10), nightly);
    time.jump(Duration.ofHours(hours));
    assertThat(after(Duration.ofMinutes(5), nightly)).isNotEqualTo(Outcome.DOWN);
  }
}

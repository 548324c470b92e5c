// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import io.gatehouse.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatProbeTest {

  private static final UUID ONE = new UUID(1, 1);
  private static final UUID TWO = new UUID(2, 2);

  private final FakeTime time = new FakeTime("2026-03-01T10:00:00Z");
  private final Map<UUID, Long> lastSeen = new LinkedHashMap<>();
  private final List<UUID> serverless = new ArrayList<>();
  private boolean caughtUp = true;
  private boolean broken;
  private HeartbeatProbe probe = probe();

  private HeartbeatProbe probe() {
    return new HeartbeatProbe(
        (app, environments, since) -> rows(since), () -> caughtUp, time.steady());
  }

  private List<InstanceRow> rows(long since) {
    if (broken) {
      throw new StorageException(StorageException.Kind.UNAVAILABLE, "away", null);
    }
    List<InstanceRow> rows = new ArrayList<>();
    lastSeen.forEach(
        (id, seen) -> {
          if (seen >= since) {
            rows.add(
                new InstanceRow(
                    id,
                    "prod",
                    null,
                    Map.of(),
                    seen,
                    seen,
                    seen,
                    null,
                    null,
                    null,
                    1,
                    0,
                    0,
                    0,
                    !serverless.contains(id)));
          }
        });
    return rows;
  }

  private static Monitor monitor(String expect) {
    MonitorSpec any = MonitorSpec.heartbeat("prod");
    String spec = SpecJson.write(any).replace("\"any\"", "\"" + expect + "\"");
    return new Monitor(
        new StoredMonitor(
            "m",
            1,
            new Terms("heartbeat", "n", "", spec, "", 15, 0),
            false,
            null,
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

  private Outcome check(String expect) {
    return probe.check(monitor(expect)).outcome();
  }

  /** Outcomes of checks each 15 seconds, while the instance reports at its cadence. */
  private List<Outcome> run(Duration duration, int cadenceSeconds, UUID... reporting) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int second = 0; second < duration.toSeconds(); second += 5) {
      if (cadenceSeconds > 0 && second % cadenceSeconds == 0) {
        for (UUID id : reporting) {
          lastSeen.put(id, time.millis());
        }
      }
      if (second % 15 == 0) {
        outcomes.add(check("any"));
      }
      time.pass(Duration.ofSeconds(5));
    }
    return outcomes;
  }

  private static long changesToDown(List<Outcome> outcomes) {
    long changes = 0;
    for (int i = 1; i < outcomes.size(); i++) {
      if (outcomes.get(i) == Outcome.DOWN && outcomes.get(i - 1) != Outcome.DOWN) {
        changes++;
      }
    }
    return changes;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void silentInstance_ofEitherCadence_isDownOnceAfterThreeMinutes(int cadence) {
    List<Outcome> alive = run(Duration.ofMinutes(20), cadence, ONE);
    assertThat(alive.subList(8, alive.size())).containsOnly(Outcome.UP);
    List<Outcome> silent = run(Duration.ofMinutes(20), 0);
    assertThat(changesToDown(silent)).isEqualTo(1);
    // The last sign was up to one cadence before; twelve checks are three minutes.
    assertThat(silent.indexOf(Outcome.DOWN)).isBetween(12 - cadence / 15 - 1, 13);
    assertThat(silent.subList(14, silent.size())).containsOnly(Outcome.DOWN);
  }

  @Test
  void serverlessInstance_isNeverDown() {
    serverless.add(ONE);
    run(Duration.ofMinutes(2), 10, ONE);
    assertThat(run(Duration.ofMinutes(30), 0)).containsOnly(Outcome.NO_DATA);
  }

  @Test
  void oneOfTwoSilent_isUpForAnyAndDownForEvery() {
    run(Duration.ofMinutes(2), 10, ONE, TWO);
    run(Duration.ofMinutes(5), 10, ONE);
    assertThat(check("any")).isEqualTo(Outcome.UP);
    assertThat(check("every")).isEqualTo(Outcome.DOWN);
  }

  /** A2: what happened while nobody listened is not known: neither up nor down. */
  @Test
  void a2_serverWasAway_isNoDataUntilASignOrThreeMinutes() {
    run(Duration.ofMinutes(2), 10, ONE);
    time.pass(Duration.ofHours(2));
    probe = probe();
    assertThat(check("any")).isEqualTo(Outcome.NO_DATA);
    assertThat(run(Duration.ofSeconds(150), 0)).containsOnly(Outcome.NO_DATA);
    assertThat(run(Duration.ofMinutes(2), 0)).contains(Outcome.DOWN).doesNotContain(Outcome.UP);
  }

  @Test
  void a2_reportsWaitToBeLoaded_isNoData() {
    run(Duration.ofMinutes(2), 10, ONE);
    caughtUp = false;
    assertThat(run(Duration.ofMinutes(30), 0).subList(2, 100)).containsOnly(Outcome.NO_DATA);
    caughtUp = true;
    assertThat(run(Duration.ofMinutes(2), 10, ONE)).doesNotContain(Outcome.DOWN);
  }

  @Test
  void a2_storeAway_isNoDataAndNotHeldAgainstAnybody() {
    run(Duration.ofMinutes(2), 10, ONE);
    broken = true;
    assertThat(run(Duration.ofMinutes(30), 0).subList(2, 100)).containsOnly(Outcome.NO_DATA);
    broken = false;
    assertThat(run(Duration.ofMinutes(2), 10, ONE)).doesNotContain(Outcome.DOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {-24, -1, 1, 24})
  void t1_clockSet_makesNobodyDown(int hours) {
    run(Duration.ofMinutes(5), 60, ONE);
    time.jump(Duration.ofHours(hours));
    assertThat(run(Duration.ofMinutes(10), 60, ONE)).doesNotContain(Outcome.DOWN);
  }
}

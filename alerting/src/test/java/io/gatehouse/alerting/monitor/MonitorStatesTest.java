// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.PlainVault;
import io.gatehouse.alerting.outbound.Phases;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CheckHours.CheckHour;
import io.gatehouse.catalog.Monitors.Outage;
import io.gatehouse.catalog.Monitors.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorStatesTest {

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T10:00:00Z");
  private final List<String> changes = new ArrayList<>();
  private Catalog catalog;
  private App app;
  private CheckLog checks;
  private MonitorStates states;
  private Monitor monitor;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, time);
    app = catalog.apps().create(catalog.members().createWorkspace("W"), "Shop", false);
    checks = new CheckLog(catalog.checkHours());
    states =
        new MonitorStates(
            catalog.monitors(),
            checks,
            () -> catalog.quietTimes().all(),
            change -> changes.add(change.state()));
    Terms terms = new Terms("tcp", "m", "", "{}", "", 60, 2);
    monitor = Monitor.of(catalog.monitors().create(app, terms, null, "t"), new PlainVault());
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private boolean up() {
    return apply(CheckResult.up(time.millis(), 0, new Phases(1, 2, -1, -1, 3), null));
  }

  private boolean down() {
    return apply(CheckResult.down(time.millis(), "refused", 0, Phases.NONE, null));
  }

  private boolean apply(CheckResult result) {
    boolean soon = states.apply(monitor, result);
    time.pass(Duration.ofSeconds(60));
    return soon;
  }

  @Test
  void failure_isDownAfterItsRepetitionsAndUpWithTheFirstGoodCheck() {
    up();
    assertThat(down()).isTrue();
    assertThat(down()).isTrue();
    assertThat(changes).containsExactly("up");
    assertThat(down()).isFalse();
    assertThat(down()).isFalse();
    assertThat(up()).isFalse();
    assertThat(changes).containsExactly("up", "down", "up");
    List<Outage> outages = catalog.monitors().outages(app.number(), "", 0, Long.MAX_VALUE, 10);
    assertThat(outages).hasSize(1);
    assertThat(outages.get(0).cause()).isEqualTo("refused");
    assertThat(outages.get(0).endedAt() - outages.get(0).startedAt()).isEqualTo(120_000);
  }

  @Test
  void failuresWithGoodChecksBetween_areNotDown() {
    up();
    for (int i = 0; i < 20; i++) {
      down();
      down();
      up();
    }
    assertThat(changes).containsExactly("up");
  }

  @Test
  void maintenance_countsNeitherWayAndTellsNobody() {
    up();
    catalog
        .quietTimes()
        .create(
            app,
            "maintenance",
            "w",
            List.of(monitor.id()),
            time.millis(),
            time.millis() + 600_000,
            "never",
            "t");
    for (int i = 0; i < 8; i++) {
      down();
    }
    assertThat(changes).containsExactly("up");
    CheckHour hour = checks.hours(monitor.id(), 0, time.millis()).get(0);
    assertThat(hour.maintained()).isEqualTo(8);
    assertThat(hour.down()).isZero();
  }

  @Test
  void results_survivePartlyFilledHoursAndRestarts() {
    for (int i = 0; i < 90; i++) {
      up();
    }
    checks.flush(time.millis());
    checks = new CheckLog(catalog.checkHours());
    checks.add(monitor.id(), CheckResult.up(time.millis(), 0, new Phases(1, 2, -1, -1, 3), null));
    assertThat(checks.read(monitor.id(), 0, time.millis() + 1)).hasSize(91);
    assertThat(checks.hours(monitor.id(), 0, time.millis() + 1))
        .extracting(CheckHour::up)
        .containsExactly(60, 31);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeStorage;
import io.gatehouse.alerting.FakeStorage.Minute;
import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.PlainVault;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.ChannelKinds;
import io.gatehouse.alerting.channel.Message;
import io.gatehouse.alerting.channel.Message.State;
import io.gatehouse.alerting.rule.AlertEngine;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One outage is one message, silences delay and never swallow, clocks and gaps invent nothing. */
class GroupingTest {

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T10:00:00Z");
  private final RecordingChannel channel = new RecordingChannel();
  private long errors;
  private final FakeStorage storage = new FakeStorage((filter, minute) -> new Minute(100, errors));
  private final List<StoredMonitor> monitors = new ArrayList<>();
  private boolean loaded = true;
  private Catalog catalog;
  private App app;
  private StoredChannel stored;
  private AlertEngine engine;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, time);
    long workspace = catalog.members().createWorkspace("W");
    app = catalog.apps().create(workspace, "Shop", false);
    stored = catalog.channels().create(workspace, "recording", "C", "{}", "", "t");
    for (int i = 0; i < 20; i++) {
      Terms terms = new Terms("tcp", "m" + i, "", "{}", "", 60, 0);
      monitors.add(catalog.monitors().create(app, terms, null, "t"));
    }
    engine =
        new AlertEngine(
            new AlertEngine.Parts(
                catalog,
                storage,
                time.steady(),
                () -> loaded,
                () -> catalog.quietTimes().all(),
                () -> "https://g.example"));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private StoredRule rule(String name, String severity, RuleSpec spec) {
    return catalog
        .alertRules()
        .create(
            app.number(), name, severity, true, SpecJson.write(spec), List.of(stored.id()), "t");
  }

  private void set(StoredMonitor monitor, String state) {
    catalog.monitors().setState(monitor.id(), state, time.millis(), "refused");
    engine.changed(app.number(), Set.of(Metric.MONITOR_DOWN));
  }

  private void run(Duration duration) {
    Deliveries deliveries =
        new Deliveries(
            catalog,
            new ChannelKinds(List.of(channel)),
            new ChannelConfigs(new PlainVault()),
            () -> "https://g.example",
            time);
    for (long second = 0; second < duration.toSeconds(); second += 5) {
      if (second % 60 == 0) {
        engine.evaluate();
      }
      deliveries.run(Runnable::run);
      time.pass(Duration.ofSeconds(5));
    }
  }

  @Test
  void outage_ofTwentyMonitorsAndARule_isOneMessageAndOneEnd() {
    rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    rule("Errors", "warning", RuleSpec.of(Metric.SERVER_ERRORS, "above", 10, 1));
    errors = 50;
    monitors.forEach(monitor -> set(monitor, "down"));
    run(Duration.ofMinutes(3));
    assertThat(channel.told()).hasSize(1);
    Message told = channel.told().get(0);
    assertThat(told.items()).hasSize(21);
    assertThat(told.title()).isEqualTo("Down: m0 and 20 more");
    assertThat(told.severity()).isEqualTo("critical");
    assertThat(told.link()).isEqualTo("https://g.example/a/shop/alerts?tab=history");

    errors = 0;
    monitors.forEach(monitor -> set(monitor, "up"));
    run(Duration.ofMinutes(10));
    assertThat(channel.told()).extracting(Message::state).endsWith(State.RESOLVED);
    assertThat(channel.told()).hasSizeLessThanOrEqualTo(3);
    assertThat(channel.told()).extracting(Message::incident).containsOnly(told.incident());
  }

  @Test
  void laterTrouble_joinsAsOneUpdateAfterFiveMinutes() {
    rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    set(monitors.get(0), "down");
    run(Duration.ofMinutes(1));
    assertThat(channel.told()).hasSize(1);
    set(monitors.get(1), "down");
    set(monitors.get(2), "down");
    run(Duration.ofMinutes(3));
    assertThat(channel.told()).hasSize(1);
    run(Duration.ofMinutes(3));
    assertThat(channel.told()).hasSize(2);
    assertThat(channel.told().get(1).items()).hasSize(2);
  }

  @Test
  void criticalAfterWarning_isToldAtOnce() {
    rule("Errors", "warning", RuleSpec.of(Metric.SERVER_ERRORS, "above", 10, 1));
    rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    errors = 50;
    run(Duration.ofMinutes(1));
    assertThat(channel.told()).hasSize(1);
    set(monitors.get(0), "down");
    run(Duration.ofSeconds(30));
    assertThat(channel.told()).hasSize(2);
  }

  @Test
  void silence_keepsQuiet_andWhatOutlastsItIsToldThen() {
    StoredRule rule = rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    catalog
        .quietTimes()
        .create(
            app,
            "silence",
            "work",
            List.of(rule.id()),
            time.millis(),
            time.millis() + 1_800_000,
            "never",
            "t");
    set(monitors.get(0), "down");
    set(monitors.get(1), "down");
    run(Duration.ofMinutes(10));
    set(monitors.get(1), "up");
    run(Duration.ofMinutes(15));
    assertThat(channel.told()).isEmpty();
    run(Duration.ofMinutes(10));
    assertThat(channel.told()).hasSize(1);
    assertThat(channel.told().get(0).items())
        .extracting(Message.Item::title)
        .containsExactly("Down: m0");
  }

  @Test
  void ruleSwitchedOff_endsWhatItFired() {
    StoredRule rule = rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    set(monitors.get(0), "down");
    run(Duration.ofMinutes(1));
    catalog.alertRules().change(rule, "Down", "critical", false, rule.spec(), rule.channels());
    run(Duration.ofMinutes(2));
    assertThat(channel.told())
        .extracting(Message::state)
        .containsExactly(State.FIRING, State.RESOLVED);
    assertThat(catalog.alerts().open(app.number())).isEmpty();
  }

  /** A2: while reports wait to be loaded, low counts mean nothing. */
  @Test
  void a2_reportsNotLoaded_fireNothing() {
    rule("Quiet", "critical", RuleSpec.of(Metric.REQUESTS, "below", 1_000, 5));
    loaded = false;
    run(Duration.ofMinutes(20));
    assertThat(channel.told()).isEmpty();
    loaded = true;
    run(Duration.ofMinutes(2));
    assertThat(channel.told()).hasSize(1);
  }

  /** T1: a clock that is set fires nothing that was fine, and ends nothing that is not. */
  @Test
  void t1_clockSet_isNoStorm() {
    for (int i = 0; i < 30; i++) {
      rule("Fine " + i, "critical", RuleSpec.of(Metric.SERVER_ERRORS, "above", 10, 5));
      rule("Enough " + i, "critical", RuleSpec.of(Metric.REQUESTS, "below", 100, 5));
    }
    rule("Down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    set(monitors.get(0), "down");
    run(Duration.ofMinutes(15));
    for (int hours : new int[] {1, -1, 24, -24}) {
      time.jump(Duration.ofHours(hours));
      run(Duration.ofMinutes(15));
    }
    assertThat(channel.told()).hasSize(1);
    assertThat(catalog.alerts().open(app.number())).hasSize(1);
  }
}

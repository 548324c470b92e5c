// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeStorage;
import io.gatehouse.alerting.FakeStorage.Minute;
import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that fire because there is much do so before their minute is whole, and do not flap. */
class QuickRulesTest {

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T10:00:15Z");
  private final Map<Long, Minute> known = new HashMap<>();
  private Catalog catalog;
  private App app;
  private AlertEngine engine;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, time);
    long workspace = catalog.members().createWorkspace("W");
    app = catalog.apps().create(workspace, "Shop", false);
    FakeStorage storage = new FakeStorage((filter, minute) -> known.get(minute));
    engine =
        new AlertEngine(
            new AlertEngine.Parts(
                catalog, storage, time.steady(), () -> true, List::of, () -> "https://g.example"));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private long minute() {
    return time.millis() / 60_000;
  }

  private void rule(RuleSpec spec) {
    catalog
        .alertRules()
        .create(app.number(), "r", "critical", true, SpecJson.write(spec), List.of(), "t");
  }

  /** As few minutes of patience as possible, so that any doubt would show. */
  private static RuleSpec impatient(Metric metric, double limit, int window) {
    return new RuleSpec(
        metric.text(),
        null,
        null,
        "above",
        limit,
        window,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private List<Alert> alerts() {
    return catalog.alerts().list(app.number(), "", Long.MAX_VALUE, 100);
  }

  @Test
  void news_fireBeforeTheMinuteIsWhole_andEndNothing() {
    rule(impatient(Metric.SERVER_ERRORS, 10, 5));
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts()).isEmpty();
    known.put(minute(), new Minute(100, 11));
    engine.evaluateNews(Set.of(app.number() + 1));
    assertThat(alerts()).as("of another app").isEmpty();
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts()).hasSize(1);
    known.clear();
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts().get(0).endedAt()).isZero();
    engine.evaluate();
    assertThat(alerts().get(0).endedAt()).isPositive();
  }

  @Test
  void news_aboutLittle_sayNothing() {
    rule(RuleSpec.of(Metric.REQUESTS, "below", 1_000, 1));
    rule(RuleSpec.of(Metric.REQUESTS, "fall", 10, 1));
    known.put(minute(), new Minute(1, 0));
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts()).isEmpty();
  }

  @Test
  void news_aboutAShare_needEnoughRequests() {
    rule(impatient(Metric.SERVER_ERROR_RATE, 5, 5));
    known.put(minute(), new Minute(19, 19));
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts()).isEmpty();
    known.put(minute(), new Minute(20, 2));
    engine.evaluateNews(Set.of(app.number()));
    assertThat(alerts()).hasSize(1);
  }

  private record Report(long minute, Minute counts) {}

  /**
   * Half of a minute is reported while it runs, the rest up to a minute later. Trouble of ten
   * minutes is one alert, however short the window and without any patience.
   */
  @Test
  void lateReports_neverFlap() {
    SplittableRandom random = new SplittableRandom(11);
    for (int window = 1; window <= 5; window++) {
      rule(impatient(Metric.SERVER_ERRORS, 10, window));
    }
    long begin = minute();
    Map<Long, List<Report>> comes = new HashMap<>();
    for (long number = 0; number < 40; number++) {
      boolean trouble = number >= 10 && number < 20;
      Report half = new Report(begin + number, new Minute(50, trouble ? 15 : 0));
      long early = number * 60 + 20 + random.nextInt(7) * 5L;
      long late = number * 60 + 60 + random.nextInt(11) * 5L;
      comes.computeIfAbsent(early, absent -> new ArrayList<>()).add(half);
      comes.computeIfAbsent(late, absent -> new ArrayList<>()).add(half);
    }
    for (long second = 15; second < 2_400; second += 5) {
      for (Report report : comes.getOrDefault(second, List.of())) {
        known.merge(
            report.minute(),
            report.counts(),
            (one, other) ->
                new Minute(
                    one.requests() + other.requests(), one.serverErrors() + other.serverErrors()));
      }
      engine.evaluateNews(Set.of(app.number()));
      if (second % 60 == 15) {
        engine.evaluate();
      }
      time.pass(Duration.ofSeconds(5));
    }
    assertThat(alerts()).hasSize(5).allMatch(alert -> alert.endedAt() > 0);
    long fired = alerts().get(0).startedAt() / 1_000 - begin * 60;
    assertThat(fired).as("in the first minute of trouble").isBetween(600L, 660L);
  }
}

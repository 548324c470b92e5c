// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeStorage;
import io.gatehouse.alerting.FakeStorage.Minute;
import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.rule.AlertEngine;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.KeySignals.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about what services tell of the use of API keys. */
class KeySignalRulesTest {

  private static final Set<Metric> SIGNALS = Set.of(Metric.KEY_GUESSING, Metric.KEY_NEW_NETWORK);

  private static final Terms PARTNER =
      new Terms(
          "Partner", "prod", "acme", null, null, List.of(), List.of(), List.of(), List.of(),
          List.of(), null, 0);

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T10:00:00Z");
  private Catalog catalog;
  private App app;
  private AlertEngine engine;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, time);
    app = catalog.apps().create(catalog.members().createWorkspace("W"), "Shop", false);
    engine =
        new AlertEngine(
            new AlertEngine.Parts(
                catalog,
                new FakeStorage((filter, minute) -> new Minute(0, 0)),
                time.steady(),
                () -> false,
                () -> catalog.quietTimes().all(),
                () -> "https://g.example"));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private void rule(Metric metric) {
    String spec = SpecJson.write(RuleSpec.of(metric));
    catalog.alertRules().create(app.number(), "R", "critical", true, spec, List.of(), "t");
  }

  private void tell(String kind, String secret, String value, long calls) {
    long now = time.millis();
    catalog
        .keySignals()
        .add(app.number(), List.of(new Signal(kind, secret, value, now, now, calls, 3)));
    engine.changed(app.number(), SIGNALS);
  }

  private Secret secret(String id) {
    return new Secret(id, "gh_prod_" + id, "hmac-sha256", "00", 1, time.millis(), 0);
  }

  private List<Alert> open(int number) {
    return catalog.alerts().open(number);
  }

  @Test
  void s1_guessing_firesAtOnceAndOncePerAddress() {
    rule(Metric.KEY_GUESSING);
    tell("guessing", "", "203.0.113.7", 40);
    tell("guessing", "", "203.0.113.7", 90);
    tell("guessing", "", "198.51.100.9", 40);

    assertThat(open(app.number()))
        .extracting(Alert::subject)
        .containsExactlyInAnyOrder("203.0.113.7", "198.51.100.9");

    time.pass(Duration.ofMinutes(16));
    engine.evaluate();
    assertThat(open(app.number())).isEmpty();
  }

  @Test
  void s1_otherSignals_areNoGuessing() {
    rule(Metric.KEY_GUESSING);
    tell("network", "abcdefghijkl", "203.0.113.0/24", 1);

    assertThat(open(app.number())).isEmpty();
  }

  @Test
  void s2_firstNetworkOfAKey_isNoNews_anotherIs() {
    rule(Metric.KEY_NEW_NETWORK);
    String secret = "abcdefghijkl";
    catalog.apiKeys().create(app, PARTNER, secret(secret), "t", null);
    tell("network", secret, "203.0.113.0/24", 1);
    time.pass(Duration.ofHours(2));
    tell("network", secret, "203.0.113.0/24", 1);
    assertThat(open(app.number())).isEmpty();

    tell("network", secret, "198.51.100.0/24", 1);
    assertThat(open(app.number()))
        .singleElement()
        .satisfies(alert -> assertThat(alert.label()).isEqualTo("Partner from 198.51.100.0/24"));

    time.pass(Duration.ofMinutes(61));
    engine.evaluate();
    assertThat(open(app.number())).isEmpty();
  }
}

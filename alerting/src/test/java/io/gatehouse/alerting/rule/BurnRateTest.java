// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.alerting.FakeStorage;
import io.gatehouse.alerting.FakeStorage.Minute;
import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Slos.StoredSlo;
import io.gatehouse.storage.Histogram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error budgets and how fast they burn, with figures that can be checked by hand. */
class BurnRateTest {

  private static final SloSpec AVAILABLE = new SloSpec("availability", 99.9, 30, null, null, null);

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-10T12:00:30Z");
  private final long begin = time.millis() / 60_000;

  private static Sums sums(long requests, long serverErrors) {
    Sums sums = new Sums();
    sums.requests = requests;
    sums.serverErrors = serverErrors;
    return sums;
  }

  @Test
  void rate_isTheShareOfBadOverWhatMayBeBad() {
    assertThat(BurnRates.rate(AVAILABLE, sums(10_000, 10))).isCloseTo(1, within(1e-9));
    assertThat(BurnRates.rate(AVAILABLE, sums(10_000, 144))).isCloseTo(14.4, within(1e-9));
    assertThat(BurnRates.rate(AVAILABLE, sums(0, 0))).isNull();
  }

  @Test
  void worst_needsBothWindows() {
    // 2 % bad for an hour is 20 ×; the last five minutes are fine: it is over.
    BurnRates.Burn over =
        BurnRates.worst(
            AVAILABLE,
            BurnWindow.USUAL,
            0,
            window -> window == 60 ? sums(6_000, 120) : sums(500, 0));
    assertThat(over).isNotNull();
    assertThat(over.breaks()).isFalse();
    BurnRates.Burn goesOn =
        BurnRates.worst(
            AVAILABLE,
            BurnWindow.USUAL,
            0,
            window -> window == 60 ? sums(6_000, 120) : window == 5 ? sums(500, 10) : sums(500, 0));
    assertThat(goesOn.breaks()).isTrue();
    assertThat(goesOn.window().longMinutes()).isEqualTo(60);
    BurnRates.Burn slow =
        BurnRates.worst(
            AVAILABLE,
            BurnWindow.USUAL,
            0,
            window -> window >= 30 && window != 60 ? sums(10_000, 70) : sums(1_000, 7));
    assertThat(slow.breaks()).as("7 × for six hours").isTrue();
    assertThat(slow.window().longMinutes()).isEqualTo(360);
  }

  @Test
  void latency_countsWhatTookLonger() {
    SloSpec fast = new SloSpec("latency", 95, 7, null, null, 300);
    Sums sums = new Sums();
    sums.durations =
        Histogram.of(
            new int[] {Histogram.bucketOf(100_000), Histogram.bucketOf(900_000)},
            new long[] {90, 10});
    assertThat(fast.bad(sums)).isEqualTo(10);
    assertThat(BurnRates.rate(fast, sums)).isCloseTo(2, within(1e-9));
    assertThat(fast.words()).isEqualTo("95% of requests within 300 ms over 7 days");
    assertThat(AVAILABLE.words()).isEqualTo("99.9% of requests without 5xx over 30 days");
  }

  @Test
  void badObjective_isRefusedAndTheFieldNamed() {
    assertField(new SloSpec("speed", 99, 30, null, null, null), "kind");
    assertField(new SloSpec("availability", 100, 30, null, null, null), "targetPercent");
    assertField(new SloSpec("availability", Double.NaN, 30, null, null, null), "targetPercent");
    assertField(new SloSpec("availability", 99, 14, null, null, null), "windowDays");
    assertField(new SloSpec("latency", 99, 30, null, null, null), "thresholdMs");
    assertField(new SloSpec("availability", 99, 30, null, "duration:>1s", null), "filter");
  }

  private static void assertField(SloSpec spec, String field) {
    assertThatThrownBy(spec::check)
        .isInstanceOfSatisfying(
            InvalidSpecException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private Minute of(long minute, LongFunction<Minute> trouble) {
    Minute at = trouble.apply(minute - begin);
    return at == null ? new Minute(100, 0) : at;
  }

  /** The rule fires while the budget burns in both windows, and one message tells it. */
  @Test
  void rule_firesWhileItBurnsAndEndsSoonAfter() {
    try (Catalog catalog = Catalog.open(directory, time)) {
      long workspace = catalog.members().createWorkspace("W");
      App app = catalog.apps().create(workspace, "Shop", false);
      StoredChannel channel = catalog.channels().create(workspace, "recording", "C", "{}", "", "t");
      StoredSlo slo = catalog.slos().create(app.number(), "Orders", SpecJson.write(AVAILABLE), "t");
      catalog
          .alertRules()
          .create(
              app.number(),
              "Budget",
              "critical",
              true,
              SpecJson.write(RuleSpec.burn(slo.id())),
              List.of(channel.id()),
              "t");
      // A tenth fails from minute 30 to 50: 14.4 × of an hour is there after nine minutes.
      FakeStorage storage =
          new FakeStorage(
              (filter, minute) ->
                  of(minute, at -> at >= 30 && at < 50 ? new Minute(100, 10) : null));
      AlertEngine engine =
          new AlertEngine(
              new AlertEngine.Parts(
                  catalog,
                  storage,
                  time.steady(),
                  () -> true,
                  List::of,
                  () -> "https://g.example"));
      long firedAt = -1;
      long endedAt = -1;
      for (int minute = 0; minute < 90; minute++) {
        engine.evaluate();
        List<Alert> open = catalog.alerts().open(app.number());
        firedAt = firedAt < 0 && !open.isEmpty() ? minute : firedAt;
        endedAt = firedAt >= 0 && endedAt < 0 && open.isEmpty() ? minute : endedAt;
        time.pass(Duration.ofMinutes(1));
      }
      assertThat(firedAt).isBetween(39L, 42L);
      assertThat(endedAt).isBetween(52L, 60L);
      Alert alert = catalog.alerts().list(app.number(), "", Long.MAX_VALUE, 10).get(0);
      assertThat(alert.peak()).isGreaterThan(14.4);
      assertThat(alert.detail()).contains("over 1 h").contains("over 5 min");
    }
  }

  /** The machine over what is stored says the same as the one that ran. */
  @Test
  void backtest_firesAtTheSameTime() {
    try (Catalog catalog = Catalog.open(directory, time)) {
      long workspace = catalog.members().createWorkspace("W");
      App app = catalog.apps().create(workspace, "Shop", false);
      long trouble = begin - 2 * 1_440;
      FakeStorage storage =
          new FakeStorage(
              (filter, minute) ->
                  minute >= trouble && minute < trouble + 20
                      ? new Minute(100, 10)
                      : new Minute(100, 0));
      Backtest.Result result =
          new Backtest(storage, catalog.monitors())
              .run(RuleSpec.burn("x"), AVAILABLE, app, time.millis());
      assertThat(result.possible()).isTrue();
      assertThat(result.firings()).hasSize(1);
      long fired = result.firings().get(0).fromMillis() / 60_000 - trouble;
      long ended = result.firings().get(0).toMillis() / 60_000 - trouble;
      assertThat(fired).isBetween(8L, 11L);
      assertThat(ended).isBetween(21L, 28L);
      assertThat(result.points()).hasSizeLessThanOrEqualTo(301);
    }
  }

  @Test
  void status_tellsWhatIsLeftOfTheBudget() {
    // 30 days of 100 a minute with 0.05 % bad: half of the budget is left.
    FakeStorage storage =
        new FakeStorage((filter, minute) -> new Minute(100, minute % 20 == 0 ? 1 : 0));
    SloReader.Status status = new SloReader(storage.traffic()).read(AVAILABLE, 1, time.millis());
    assertThat(status.good()).isCloseTo(0.9995, within(1e-5));
    assertThat(status.budgetLeft()).isCloseTo(0.5, within(0.01));
    assertThat(status.burnHour()).isCloseTo(0.5, within(0.05));
    assertThat(status.points()).hasSizeLessThanOrEqualTo(122);
    assertThat(status.points().get(status.points().size() - 1).budgetLeft())
        .isCloseTo(0.5, within(0.01));
    SloReader.Status empty =
        new SloReader(new FakeStorage((filter, minute) -> null).traffic())
            .read(AVAILABLE, 1, time.millis());
    assertThat(empty.budgetLeft()).isNull();
    assertThat(empty.points()).isEmpty();
  }
}

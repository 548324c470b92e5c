// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.SteadyTime;
import io.gatehouse.alerting.rule.RuleMachine.Phase;
import io.gatehouse.alerting.rule.RuleMachine.Standing;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.Alerts.AlertState;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import io.gatehouse.catalog.Slos.StoredSlo;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates all rules. States live in the catalog; what fires or is over is written there in one
 * transaction with the messages that tell it. While reports wait to be loaded nothing is read from
 * the store, and for some minutes after a start or a jump of the clock nothing fires because there
 * is little: what is missing may only be late. Thread-safe.
 */
public final class AlertEngine {

  private static final Logger log = LoggerFactory.getLogger(AlertEngine.class);

  /** Senders report at least once a minute: the last full minute is not whole yet. */
  private static final int LAG_MINUTES = 1;

  private static final int WARM_UP_MINUTES = 10;

  private final Catalog catalog;
  private final SteadyTime time;
  private final BooleanSupplier caughtUp;
  private final TrafficReadings traffic;
  private final SubjectReadings subjects;
  private final Firings firings;

  /** By rule, then subject. Guarded by this. */
  private final Map<String, Map<String, Known>> known = new HashMap<>();

  /** Guarded by this. */
  private long jumps;

  /** Guarded by this. */
  private long watchingSinceNanos;

  /** Guarded by this. */
  private boolean started;

  /** What the engine works with. */
  public record Parts(
      Catalog catalog,
      Storage storage,
      SteadyTime time,
      BooleanSupplier caughtUp,
      Supplier<List<QuietTime>> quietTimes,
      Supplier<String> baseUrl) {}

  public AlertEngine(Parts parts) {
    this.catalog = parts.catalog();
    this.time = parts.time();
    this.caughtUp = parts.caughtUp();
    this.traffic = new TrafficReadings(parts.storage().traffic());
    this.subjects = new SubjectReadings(parts.catalog(), parts.storage());
    this.firings = new Firings(parts.catalog(), parts.quietTimes(), parts.baseUrl());
  }

  /**
   * @param alert id of what it fires; null = nothing
   */
  private record Known(
      Standing standing,
      long evaluatedAt,
      @Nullable Double value,
      @Nullable String alert,
      @Nullable Double peak,
      boolean silenced,
      String path) {}

  /** Where a rule stands, as far as this process knows; also values that are not stored. */
  public synchronized List<AlertState> states(String rule) {
    start();
    List<AlertState> states = new ArrayList<>();
    known
        .getOrDefault(rule, Map.of())
        .forEach((subject, one) -> states.add(state(rule, subject, one)));
    return states;
  }

  private static AlertState state(String rule, String subject, Known one) {
    return new AlertState(
        rule,
        subject,
        one.standing().phase().text(),
        one.standing().since(),
        one.evaluatedAt(),
        one.value(),
        one.alert());
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    jumps = time.jumps();
    watchingSinceNanos = time.nanos();
    for (AlertState state : catalog.alerts().allStates()) {
      known
          .computeIfAbsent(state.rule(), absent -> new HashMap<>())
          .put(
              state.subject(),
              new Known(
                  new Standing(Phase.of(state.state()), state.since()),
                  state.evaluatedAt(),
                  state.value(),
                  state.alert(),
                  state.value(),
                  false,
                  ""));
    }
    for (StoredRule rule : catalog.alertRules().all()) {
      Map<String, Known> ofRule = known.getOrDefault(rule.id(), Map.of());
      for (Alert open : catalog.alerts().open(rule.app())) {
        Known one = ofRule.get(open.subject());
        if (one != null && open.id().equals(one.alert())) {
          ofRule.put(
              open.subject(),
              new Known(
                  one.standing(),
                  one.evaluatedAt(),
                  one.value(),
                  one.alert(),
                  open.peak(),
                  open.silenced(),
                  ""));
        }
      }
    }
    restartWaits(time.millis());
  }

  /** What has to hold for a while has to do so from now on: nobody looked before. */
  private void restartWaits(long nowMillis) {
    for (Map<String, Known> ofRule : known.values()) {
      ofRule.replaceAll(
          (subject, one) ->
              one.standing().phase() == Phase.PENDING || one.standing().phase() == Phase.RECOVERING
                  ? new Known(
                      new Standing(one.standing().phase(), nowMillis),
                      one.evaluatedAt(),
                      one.value(),
                      one.alert(),
                      one.peak(),
                      one.silenced(),
                      one.path())
                  : one);
    }
  }

  /** Evaluates all rules once. */
  public synchronized void evaluate() {
    start();
    long now = time.millis();
    long jumped = time.jumps();
    if (jumped != jumps) {
      jumps = jumped;
      watchingSinceNanos = time.nanos();
      restartWaits(now);
    }
    Map<Integer, App> apps = new HashMap<>();
    catalog.apps().all().forEach(app -> apps.put(app.number(), app));
    List<Rule> rules = rules(apps);
    forgetDeleted(rules);
    boolean loaded = caughtUp.getAsBoolean();
    Map<String, Reading> readings = trafficReadings(rules, apps, now, loaded);
    for (Rule rule : rules) {
      App app = apps.get(rule.app());
      if (app != null) {
        guarded(rule, () -> evaluate(rule, app, readings.get(rule.id()), now, loaded));
      }
    }
  }

  private static void guarded(Rule rule, Runnable work) {
    try {
      work.run();
    } catch (StorageException e) {
      log.warn("rule {} could not be read; it stands where it stood", rule.id(), e);
    } catch (RuntimeException e) {
      log.error("rule {} could not be evaluated; it stands where it stood", rule.id(), e);
    }
  }

  private List<Rule> rules(Map<Integer, App> apps) {
    List<Rule> rules = new ArrayList<>();
    Map<String, SloSpec> slos = slos();
    for (StoredRule stored : catalog.alertRules().all()) {
      try {
        if (apps.containsKey(stored.app())) {
          rules.add(Rule.of(stored, slos));
        }
      } catch (RuntimeException e) {
        log.error("rule {} cannot be read and is not evaluated", stored.id(), e);
      }
    }
    return rules;
  }

  private Map<String, SloSpec> slos() {
    Map<String, SloSpec> slos = new HashMap<>();
    for (StoredSlo slo : catalog.slos().all()) {
      slos.put(slo.id(), SpecJson.read(slo.spec(), SloSpec.class));
    }
    return slos;
  }

  private void forgetDeleted(List<Rule> rules) {
    Set<String> ids = new HashSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    known.keySet().retainAll(ids);
  }

  private Map<String, Reading> trafficReadings(
      List<Rule> rules, Map<Integer, App> apps, long now, boolean loaded) {
    List<Rule> wanted =
        rules.stream().filter(rule -> rule.stored().enabled() && rule.readsTraffic()).toList();
    if (!loaded || wanted.isEmpty()) {
      return Map.of();
    }
    try {
      return traffic.read(
          wanted,
          now / 60_000 - LAG_MINUTES,
          now / 60_000 + 1,
          number -> {
            App app = apps.get(number);
            return app == null ? 500 : app.apdexMs();
          });
    } catch (StorageException e) {
      log.warn("the store does not answer; rules about traffic stand where they stood", e);
      return Map.of();
    }
  }

  /**
   * Evaluates, of apps that something new is known of, the rules that fire because there is much,
   * and only whether they fire: that they are over shows when the minute is whole.
   */
  public synchronized void evaluateNews(Set<Integer> appNumbers) {
    start();
    if (!caughtUp.getAsBoolean()) {
      return;
    }
    long now = time.millis();
    Map<Integer, App> apps = new HashMap<>();
    catalog.apps().all().stream()
        .filter(app -> appNumbers.contains(app.number()))
        .forEach(app -> apps.put(app.number(), app));
    List<Rule> rules =
        rules(apps).stream().filter(rule -> rule.stored().enabled() && rule.isQuick()).toList();
    Map<String, Reading> readings = trafficReadings(rules, apps, now, true);
    for (Rule rule : rules) {
      App app = apps.get(rule.app());
      Reading reading = readings.get(rule.id());
      if (app != null && reading != null && reading.breached()) {
        guarded(rule, () -> step(rule, app, reading, breached(rule, reading), now));
      }
    }
  }

  /** Something of an app changed: rules of these metrics are evaluated at once. */
  public synchronized void changed(int appNumber, Set<Metric> metrics) {
    start();
    long now = time.millis();
    for (App app : catalog.apps().all()) {
      if (app.number() != appNumber) {
        continue;
      }
      for (StoredRule stored : catalog.alertRules().list(appNumber)) {
        Rule rule = Rule.of(stored, Map.of());
        if (metrics.contains(rule.metric())) {
          guarded(rule, () -> evaluate(rule, app, null, now, true));
        }
      }
    }
  }

  private void evaluate(
      Rule rule, App app, @Nullable Reading trafficReading, long now, boolean loaded) {
    Map<String, Known> ofRule = known.computeIfAbsent(rule.id(), absent -> new HashMap<>());
    if (!rule.stored().enabled()) {
      for (String subject : List.copyOf(ofRule.keySet())) {
        settle(rule, app, subject, now);
      }
      return;
    }
    if (rule.metric().isTraffic()) {
      if (trafficReading != null) {
        step(rule, app, trafficReading, breached(rule, trafficReading), now);
      }
      return;
    }
    if (!loaded && !rule.metric().isOfCatalog()) {
      return;
    }
    List<Reading> readings = subjects.read(rule, app, now, firing(ofRule));
    if (!rule.metric().hasSubjects()) {
      Reading one = readings.get(0);
      step(rule, app, one, breached(rule, one), now);
      return;
    }
    if (rule.metric() == Metric.CONSUMER_SILENT && isWarmingUp()) {
      return;
    }
    Set<String> present = new HashSet<>();
    for (Reading reading : readings) {
      present.add(reading.subject());
      step(rule, app, reading, true, now);
    }
    for (String subject : List.copyOf(ofRule.keySet())) {
      if (!present.contains(subject)) {
        Known one = ofRule.get(subject);
        String path = one == null ? "" : one.path();
        step(rule, app, new Reading(subject, "", null, false, "", path, 0), false, now);
      }
    }
  }

  private static Set<String> firing(Map<String, Known> ofRule) {
    Set<String> firing = new HashSet<>();
    ofRule.forEach(
        (subject, one) -> {
          if (one.standing().phase().fires()) {
            firing.add(subject);
          }
        });
    return firing;
  }

  private boolean isWarmingUp() {
    return time.nanos() - watchingSinceNanos < WARM_UP_MINUTES * 60_000_000_000L;
  }

  private @Nullable Boolean breached(Rule rule, Reading reading) {
    boolean uncertain = rule.spec().minds() && isWarmingUp();
    return (reading.value() == null || uncertain) ? null : (Boolean) reading.breached();
  }

  private void step(Rule rule, App app, Reading reading, @Nullable Boolean breached, long now) {
    Map<String, Known> ofRule = known.computeIfAbsent(rule.id(), absent -> new HashMap<>());
    Known before =
        ofRule.getOrDefault(
            reading.subject(),
            new Known(new Standing(Phase.OK, now), now, null, null, null, false, ""));
    boolean waits = breached == null && rule.spec().minds() && isWarmingUp();
    Standing after =
        waits && !before.standing().phase().fires()
            ? before.standing().becomes(Phase.NO_DATA, now)
            : waits
                ? before.standing()
                : RuleMachine.step(rule.spec(), before.standing(), breached, now);
    if (after.equals(before.standing())) {
      ofRule.put(reading.subject(), unchanged(rule, app, before, reading, now));
      return;
    }
    boolean fires = !before.standing().phase().fires() && after.phase().fires();
    boolean ends = before.standing().phase().fires() && !after.phase().fires();
    Known next =
        catalog.inTransaction(
            () -> {
              Known made = transition(rule, app, before, after, reading, fires, ends, now);
              if (after.phase() == Phase.OK && rule.metric().hasSubjects()) {
                catalog.alerts().deleteState(rule.id(), reading.subject());
              } else {
                catalog.alerts().save(state(rule.id(), reading.subject(), made));
              }
              return made;
            });
    if (after.phase() == Phase.OK && rule.metric().hasSubjects()) {
      ofRule.remove(reading.subject());
    } else {
      ofRule.put(reading.subject(), next);
    }
  }

  private Known transition(
      Rule rule,
      App app,
      Known before,
      Standing after,
      Reading reading,
      boolean fires,
      boolean ends,
      long now) {
    if (fires) {
      Alert alert = firings.fire(rule, app, reading, now);
      return new Known(
          after,
          now,
          reading.value(),
          alert.id(),
          reading.value(),
          alert.silenced(),
          reading.path());
    }
    String alert = before.alert();
    if (ends && alert != null) {
      firings.resolve(rule, app, alert, reading.path(), now);
      return new Known(after, now, reading.value(), null, null, false, reading.path());
    }
    return new Known(
        after, now, reading.value(), alert, before.peak(), before.silenced(), reading.path());
  }

  private Known unchanged(Rule rule, App app, Known before, Reading reading, long now) {
    String alert = before.alert();
    Double value = reading.value();
    Double peak = before.peak();
    boolean silenced = before.silenced();
    if (alert != null && value != null && isWorse(rule, value, peak)) {
      peak = value;
      catalog.alerts().peak(alert, value, value);
    }
    if (alert != null && silenced) {
      String path = reading.path();
      silenced = !catalog.inTransaction(() -> firings.endSilence(rule, app, alert, path, now));
    }
    return new Known(before.standing(), now, value, alert, peak, silenced, reading.path());
  }

  private static boolean isWorse(Rule rule, double value, @Nullable Double peak) {
    boolean low =
        "below".equals(rule.spec().comparison()) || "fall".equals(rule.spec().comparison());
    return peak == null || (low ? value < peak : value > peak);
  }

  /** Ends what fires, because the rule is switched off. */
  private void settle(Rule rule, App app, String subject, long now) {
    Map<String, Known> ofRule = known.getOrDefault(rule.id(), Map.of());
    Known one = ofRule.get(subject);
    if (one == null) {
      return;
    }
    catalog.inTransaction(
        () -> {
          String alert = one.alert();
          if (alert != null) {
            firings.resolve(rule, app, alert, one.path(), now);
          }
          catalog.alerts().deleteState(rule.id(), subject);
          return true;
        });
    ofRule.remove(subject);
  }
}

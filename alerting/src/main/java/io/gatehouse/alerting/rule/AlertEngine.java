// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.SteadyTime;
import io.gatehouse.alerting.rule.RuleMachine.Phase;
import io.gatehouse.alerting.rule.RuleMachine.Standing;
import io.gatehouse.catalog.AlertRules.StoredRule;
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
  private final Standings standings;

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
    this.standings =
        new Standings(
            parts.catalog(), new Firings(parts.catalog(), parts.quietTimes(), parts.baseUrl()));
  }

  /** Where a rule stands, as far as this process knows; also values that are not stored. */
  public synchronized List<AlertState> states(String rule) {
    start();
    return standings.states(rule);
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    jumps = time.jumps();
    watchingSinceNanos = time.nanos();
    standings.load();
    standings.restartWaits(time.millis());
  }

  /** Evaluates all rules once. */
  public synchronized void evaluate() {
    start();
    long now = time.millis();
    long jumped = time.jumps();
    if (jumped != jumps) {
      jumps = jumped;
      watchingSinceNanos = time.nanos();
      standings.restartWaits(now);
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
    standings.retain(ids);
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
    if (!rule.stored().enabled()) {
      standings.settle(rule, app, now);
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
    List<Reading> readings = subjects.read(rule, app, now, standings.firing(rule));
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
    standings
        .paths(rule)
        .forEach(
            (subject, path) -> {
              if (!present.contains(subject)) {
                step(rule, app, new Reading(subject, "", null, false, "", path, 0), false, now);
              }
            });
  }

  private boolean isWarmingUp() {
    return time.nanos() - watchingSinceNanos < WARM_UP_MINUTES * 60_000_000_000L;
  }

  private @Nullable Boolean breached(Rule rule, Reading reading) {
    boolean uncertain = rule.spec().minds() && isWarmingUp();
    return (reading.value() == null || uncertain) ? null : (Boolean) reading.breached();
  }

  private void step(Rule rule, App app, Reading reading, @Nullable Boolean breached, long now) {
    Standing before = standings.standing(rule, reading.subject(), now);
    boolean waits = breached == null && rule.spec().minds() && isWarmingUp();
    Standing after =
        waits && !before.phase().fires()
            ? before.becomes(Phase.NO_DATA, now)
            : waits ? before : RuleMachine.step(rule.spec(), before, breached, now);
    standings.move(rule, app, reading, after, now);
  }
}

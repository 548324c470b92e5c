// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.rule.RuleMachine.Phase;
import io.gatehouse.alerting.rule.RuleMachine.Standing;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.Alerts.AlertState;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each rule stands for each of its subjects, in memory and in the catalog, and what follows
 * when that changes: an alert is fired or resolved in the transaction that stores it. Not
 * thread-safe.
 */
final class Standings {

  private final Catalog catalog;
  private final Firings firings;

  /** By rule and subject. */
  private final Map<String, Map<String, Known>> known = new HashMap<>();

  Standings(Catalog catalog, Firings firings) {
    this.catalog = catalog;
    this.firings = firings;
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

  /** Takes over what an earlier process stored. */
  void load() {
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
  }

  /** What has to hold for a while has to do so from now on: nobody looked before. */
  void restartWaits(long nowMillis) {
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

  /** Forgets rules that are not among these. */
  void retain(Set<String> rules) {
    known.keySet().retainAll(rules);
  }

  /** Where a rule stands; also values that are not stored. */
  List<AlertState> states(String rule) {
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

  /** The page that tells of each subject a rule knows of. */
  Map<String, String> paths(Rule rule) {
    Map<String, String> paths = new HashMap<>();
    known
        .getOrDefault(rule.id(), Map.of())
        .forEach((subject, one) -> paths.put(subject, one.path()));
    return paths;
  }

  /** Subjects that a rule fires for. */
  Set<String> firing(Rule rule) {
    Set<String> firing = new HashSet<>();
    known
        .getOrDefault(rule.id(), Map.of())
        .forEach(
            (subject, one) -> {
              if (one.standing().phase().fires()) {
                firing.add(subject);
              }
            });
    return firing;
  }

  /** Where a rule stands for a subject; OK from now on when it has not been looked at. */
  Standing standing(Rule rule, String subject, long now) {
    return before(rule, subject, now).standing();
  }

  private Known before(Rule rule, String subject, long now) {
    return known
        .getOrDefault(rule.id(), Map.of())
        .getOrDefault(
            subject, new Known(new Standing(Phase.OK, now), now, null, null, null, false, ""));
  }

  /** Notes what was read, and where the rule stands after it. */
  void move(Rule rule, App app, Reading reading, Standing after, long now) {
    Map<String, Known> ofRule = known.computeIfAbsent(rule.id(), absent -> new HashMap<>());
    Known before = before(rule, reading.subject(), now);
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
  void settle(Rule rule, App app, long now) {
    for (String subject : List.copyOf(known.getOrDefault(rule.id(), Map.of()).keySet())) {
      settle(rule, app, subject, now);
    }
  }

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

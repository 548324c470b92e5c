// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.KeySignals.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rules about what services told of the use of API keys. */
final class KeySignalReadings {

  private static final int MOST = 200;
  private static final int MOST_OF_A_KEY = 1_000;

  private final Catalog catalog;

  KeySignalReadings(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Addresses that guessed lately. */
  List<Reading> guessing(Rule rule, App app, long nowMillis) {
    List<Reading> readings = new ArrayList<>();
    for (Signal signal : lately(rule, app, "guessing", nowMillis)) {
      readings.add(
          new Reading(
              signal.value(),
              signal.value(),
              (double) signal.calls(),
              true,
              "%d calls in a minute with keys that are not valid, of %d different ids."
                  .formatted(signal.calls(), signal.secrets()),
              "keys",
              signal.firstAt()));
    }
    return readings;
  }

  private List<Signal> lately(Rule rule, App app, String kind, long nowMillis) {
    long since = nowMillis - rule.spec().window() * 60_000L;
    return catalog.keySignals().list(app.number(), kind, null, MOST).stream()
        .filter(signal -> signal.lastAt() >= since)
        .toList();
  }

  /** Keys that were used from somewhere else before. */
  List<Reading> newNetworks(Rule rule, App app, long nowMillis) {
    long since = nowMillis - rule.spec().window() * 60_000L;
    List<Reading> readings = new ArrayList<>();
    for (Signal signal : lately(rule, app, "network", nowMillis)) {
      StoredKey key = signal.firstAt() < since ? null : key(app, signal.secret());
      if (key != null && hadAnother(app, key, signal)) {
        readings.add(
            new Reading(
                key.id() + ' ' + signal.value(),
                key.terms().name() + " from " + signal.value(),
                1.0,
                true,
                "It was not used from there before.",
                "keys/" + key.id(),
                signal.firstAt()));
      }
    }
    return readings;
  }

  private @Nullable StoredKey key(App app, String secret) {
    return catalog.apiKeys().bySecret(app, List.of(secret)).get(secret);
  }

  private boolean hadAnother(App app, StoredKey key, Signal signal) {
    List<String> secrets = key.secrets().stream().map(secret -> secret.id()).toList();
    List<Signal> all = catalog.keySignals().list(app.number(), "network", secrets, MOST_OF_A_KEY);
    boolean known =
        all.stream()
            .anyMatch(
                other ->
                    other.value().equals(signal.value()) && other.firstAt() < signal.firstAt());
    return !known && all.stream().anyMatch(other -> other.firstAt() < signal.firstAt());
  }
}

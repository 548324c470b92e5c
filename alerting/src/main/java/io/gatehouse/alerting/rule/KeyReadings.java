// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.KeySignals.Signal;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.UsageQueries.LastUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules about API keys: which end, which nobody uses, and what services told of their use.
 */
final class KeyReadings {

  private static final int MOST = 200;
  private static final int MOST_OF_A_KEY = 1_000;

  private static final int MOST_KEYS = 10_000;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int ENDING_DAYS = 14;
  private static final int UNUSED_DAYS = 90;

  private final Catalog catalog;
  private final Storage storage;

  KeyReadings(Catalog catalog, Storage storage) {
    this.catalog = catalog;
    this.storage = storage;
  }

  /** Keys that end soon. */
  List<Reading> expiring(Rule rule, App app, long nowMillis) {
    Integer days = rule.spec().days();
    long until = nowMillis + (days == null ? ENDING_DAYS : days) * DAY_MILLIS;
    List<Reading> readings = new ArrayList<>();
    for (StoredKey key : catalog.apiKeys().list(app, "", 0, MOST_KEYS)) {
      long expires = key.terms().expiresAt();
      if (key.state().equals("active") && expires > nowMillis && expires < until) {
        long left = (expires - nowMillis) / DAY_MILLIS;
        readings.add(
            new Reading(
                key.id(),
                key.terms().name(),
                (double) left,
                true,
                "It expires in " + left + " days.",
                "keys/" + key.id(),
                0));
      }
    }
    return readings;
  }

  /** Keys that nobody has used for so many days, also those that never were. */
  List<Reading> unused(Rule rule, App app, long nowMillis) {
    Integer days = rule.spec().days();
    long since = nowMillis - (days == null ? UNUSED_DAYS : days) * DAY_MILLIS;
    List<StoredKey> old =
        catalog.apiKeys().list(app, "", 0, MOST_KEYS).stream()
            .filter(key -> key.state().equals("active") && key.createdAt() < since)
            .filter(key -> key.terms().expiresAt() == 0 || key.terms().expiresAt() > nowMillis)
            .toList();
    Set<String> secrets = new HashSet<>();
    old.forEach(key -> key.secrets().forEach(secret -> secrets.add(secret.id())));
    Map<String, Long> lastMillis = new HashMap<>();
    for (LastUse use : storage.usage().lastUses(app.number(), secrets)) {
      lastMillis.put(use.key(), use.lastEpochMinute() * 60_000);
    }
    List<Reading> readings = new ArrayList<>();
    for (StoredKey key : old) {
      long last =
          key.secrets().stream()
              .mapToLong(secret -> lastMillis.getOrDefault(secret.id(), 0L))
              .max()
              .orElse(0);
      if (last < since && readings.size() < MOST) {
        long unusedDays = (nowMillis - Math.max(last, key.createdAt())) / DAY_MILLIS;
        readings.add(
            new Reading(
                key.id(),
                key.terms().name(),
                (double) unusedDays,
                true,
                last == 0
                    ? "It was never used, since %d days.".formatted(unusedDays)
                    : "It was last used %d days ago.".formatted(unusedDays),
                "keys/" + key.id(),
                0));
      }
    }
    return readings;
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

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.RedactionHits;
import io.gatehouse.catalog.RedactionHits.Count;
import io.gatehouse.catalog.RedactionHits.Rule;
import io.gatehouse.catalog.RedactionHits.Total;
import io.gatehouse.protocol.Settings.RedactionRule;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts how often the rules of apps hide something in what comes in, also where the sender had
 * hidden it before. Counts are in memory until they are saved; a crash loses those of a minute.
 * Thread-safe.
 */
public final class RuleHits {

  private final RedactionHits stored;
  private final Clock clock;
  private final Map<Rule, Counter> counters = new ConcurrentHashMap<>();

  RuleHits(RedactionHits stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
  }

  private static final class Counter {
    final LongAdder hits = new LongAdder();
    volatile long lastAt;
  }

  /** To be told of each time a rule of the app hides something. */
  Consumer<RedactionRule> of(int app) {
    return rule -> {
      Counter counter = counters.computeIfAbsent(key(app, rule), unused -> new Counter());
      counter.hits.increment();
      counter.lastAt = clock.millis();
    };
  }

  private static Rule key(int app, RedactionRule rule) {
    String endpoint = rule.endpoint();
    return new Rule(app, rule.target().wireName(), rule.path(), endpoint == null ? "" : endpoint);
  }

  /** Writes down what was counted. */
  void save() {
    Map<Rule, Count> counts = new HashMap<>();
    counters.forEach(
        (rule, counter) -> {
          long hits = counter.hits.sumThenReset();
          if (hits > 0) {
            counts.put(rule, new Count(hits, counter.lastAt));
          }
        });
    if (counts.isEmpty()) {
      return;
    }
    try {
      stored.add(counts);
    } catch (RuntimeException e) {
      counts.forEach((rule, count) -> restore(rule, count.hits()));
      throw e;
    }
  }

  private void restore(Rule rule, long hits) {
    Counter counter = counters.get(rule);
    if (counter != null) {
      counter.hits.add(hits);
    }
  }

  /** What rules of an app hid, up to now. */
  public List<Total> totals(int app) {
    save();
    return stored.of(app);
  }
}

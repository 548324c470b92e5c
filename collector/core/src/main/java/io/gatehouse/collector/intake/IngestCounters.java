// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Clock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.IngestOutcome.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages that were refused as a whole, and so have no batch to carry their outcome, until
 * {@link OutcomeReporter} takes the counts to the log. Thread-safe; bounded: beyond {@link
 * #MAX_KEYS} different counts a new one adds to its reason's total without a place.
 */
public final class IngestCounters {

  static final int MAX_KEYS = 10_000;
  private static final int MAX_REASONS = 200;

  private final Clock clock;

  /** Guarded by itself. */
  private final Map<Key, Tally> pending = new HashMap<>();

  /** All counts since the start, whatever the app; guarded by {@link #pending}. */
  private final Map<String, Long> totals = new TreeMap<>();

  private record Key(int app, String environment, Kind kind, String reason) {}

  private record Place(int app, String environment) {}

  private static final class Tally {
    private final String hint;
    private long count;

    private Tally(String hint) {
      this.hint = hint;
    }
  }

  public IngestCounters(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /** A message of a known app that was not taken. */
  public void rejected(int app, String environment, String reason, String hint) {
    count(app, environment, Kind.REJECTED, reason, hint, 1);
  }

  /** A message that belongs to no app. */
  public void rejectedWithoutApp(String reason) {
    synchronized (pending) {
      addTotal(reason, 1);
    }
  }

  public void count(
      int app, String environment, Kind kind, String reason, String hint, long count) {
    Key key = new Key(app, environment, kind, reason);
    synchronized (pending) {
      addTotal(reason, count);
      Tally tally = pending.get(key);
      if (tally == null && pending.size() < MAX_KEYS) {
        tally = new Tally(hint);
        pending.put(key, tally);
      }
      if (tally != null) {
        tally.count += count;
      }
    }
  }

  /** Counts by reason since the start, for metrics. */
  public Map<String, Long> totals() {
    synchronized (pending) {
      return Map.copyOf(totals);
    }
  }

  /** Takes what was counted since the last call, a batch for each app and environment. */
  public List<Batch> drain() {
    Map<Place, List<IngestOutcome>> places = new HashMap<>();
    synchronized (pending) {
      pending.forEach(
          (key, tally) ->
              places
                  .computeIfAbsent(new Place(key.app, key.environment), place -> new ArrayList<>())
                  .add(new IngestOutcome(key.kind, key.reason, tally.hint, tally.count)));
      pending.clear();
    }
    List<Batch> batches = new ArrayList<>(places.size());
    places.forEach(
        (place, outcomes) ->
            batches.add(
                Batch.builder(place.app, place.environment, clock.epochMillis())
                    .outcomes(outcomes)
                    .build()));
    return batches;
  }

  /** Gives a drained batch back because the log did not take it. */
  void restore(Batch batch) {
    for (IngestOutcome outcome : batch.outcomes()) {
      Key key = new Key(batch.app(), batch.environment(), outcome.kind(), outcome.reason());
      synchronized (pending) {
        Tally tally = pending.computeIfAbsent(key, missing -> new Tally(outcome.hint()));
        tally.count += outcome.count();
      }
    }
  }

  private void addTotal(String reason, long count) {
    @Nullable Long known = totals.get(reason);
    if (known != null || totals.size() < MAX_REASONS) {
      totals.put(reason, (known == null ? 0 : known) + count);
    }
  }
}

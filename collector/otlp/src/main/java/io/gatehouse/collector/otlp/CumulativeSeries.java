// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.storage.MessageId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last point of each series that senders report as totals since their start, so that what is
 * new can be told. In memory only; RATIONALE.md says what that means after a restart. Thread-safe.
 */
final class CumulativeSeries {

  private static final int MAX_SERIES = 50_000;
  private static final int MAX_INSTANCES = 20_000;

  /** Of all series together, 32 MiB. */
  private static final long MAX_NUMBERS = 4L << 20;

  private final long knownSinceNanos;

  /** Least recent first; guarded by this. */
  private final Map<MessageId, Last> series = new LinkedHashMap<>(256, 0.75f, true);

  /** How many numbers all series hold; guarded by this. */
  private long numbers;

  /** When each instance's metrics were last taken; guarded by this. */
  private final Map<UUID, Long> instances = bounded(MAX_INSTANCES);

  /** Whose series were taken before, and the start they told; guarded by this. */
  private final Map<Started, Boolean> processes = bounded(MAX_INSTANCES);

  /** Processes that do not tell their instance share one, but seldom a start. */
  private record Started(UUID instance, long startNanos) {}

  private record Last(long startNanos, long timeNanos, Distribution total) {}

  /**
   * What is new in a point.
   *
   * @param startNanos since when
   */
  record Step(long startNanos, Distribution values) {}

  /** What a request changed, to be undone if it is not stored. */
  final class Changes {
    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /** The request was not stored and will come again. */
    void undo() {
      synchronized (CumulativeSeries.this) {
        for (Change change : changes) {
          // What a later request of the same series found must not be taken from it.
          if (change.after.equals(series.get(change.key))) {
            set(change.key, change.before);
          }
        }
      }
    }
  }

  private record Change(MessageId key, UUID instance, @Nullable Last before, Last after) {}

  /**
   * @param knownSinceMillis since when this server takes metrics
   */
  CumulativeSeries(long knownSinceMillis) {
    knownSinceNanos = knownSinceMillis * 1_000_000;
  }

  private static <K, V> Map<K, V> bounded(int max) {
    return new LinkedHashMap<>(256, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
      }
    };
  }

  Changes begin() {
    return new Changes();
  }

  /** Whether the instance has sent metrics, of whatever kind. */
  synchronized boolean knows(UUID instance) {
    return instances.get(instance) != null;
  }

  /** All points of this time were taken. */
  synchronized void metricsTaken(UUID instance, long timeNanos, Changes changes) {
    instances.merge(instance, timeNanos, Math::max);
    for (Change change : changes.changes) {
      if (change.instance.equals(instance)) {
        processes.put(new Started(instance, change.after.startNanos), true);
      }
    }
  }

  /**
   * What is new since the series' last point; null when there is nothing to count.
   *
   * @param key of the series since this start
   */
  synchronized @Nullable Step advance(
      MessageId key,
      UUID instance,
      long startNanos,
      long timeNanos,
      Distribution total,
      Changes changes) {
    Last last = series.get(key);
    if (last != null && timeNanos <= last.timeNanos) {
      return null;
    }
    Last next = new Last(startNanos, timeNanos, total);
    set(key, next);
    changes.changes.add(new Change(key, instance, last, next));
    if (last != null) {
      Distribution since = total.minus(last.total);
      return new Step(last.timeNanos, since == null ? total : since);
    }
    boolean known = processes.containsKey(new Started(instance, startNanos));
    if (!known && startNanos < knownSinceNanos) {
      return null;
    }
    Long before = instances.get(instance);
    return new Step(before == null ? startNanos : Math.max(startNanos, before), total);
  }

  /** Remembers a point in place of another, and forgets the least recent ones if there are many. */
  private void set(MessageId key, @Nullable Last last) {
    Last before = last == null ? series.remove(key) : series.put(key, last);
    numbers -= before == null ? 0 : before.total.size();
    numbers += last == null ? 0 : last.total.size();
    Iterator<Last> oldest = series.values().iterator();
    while (series.size() > MAX_SERIES || numbers > MAX_NUMBERS) {
      numbers -= oldest.next().total.size();
      oldest.remove();
    }
  }
}

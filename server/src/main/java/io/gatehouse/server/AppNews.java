// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.collector.Intake;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Notes which apps report, so that idle ones cost nothing to watch. Thread-safe. */
final class AppNews implements Intake {

  /** What is taken in can be seen within this time, unless loading is behind. */
  private static final long SEEN_WITHIN_NANOS = 5_000_000_000L;

  private final Intake next;

  /** When each app reported last. */
  private final Map<Integer, Long> reported = new ConcurrentHashMap<>();

  AppNews(Intake next) {
    this.next = next;
  }

  @Override
  public CompletableFuture<LogPosition> accept(Batch batch) {
    return next.accept(batch)
        .whenComplete(
            (position, failure) -> {
              if (failure == null && !batch.rollups().isEmpty()) {
                reported.put(batch.app(), System.nanoTime());
              }
            });
  }

  /** Tells of apps whose reports may have become visible since it told last; not when none did. */
  void tell(Consumer<Set<Integer>> listener) {
    long begin = System.nanoTime();
    Set<Integer> apps = new HashSet<>(reported.keySet());
    if (apps.isEmpty()) {
      return;
    }
    listener.accept(apps);
    reported.values().removeIf(at -> begin - at > SEEN_WITHIN_NANOS);
  }
}

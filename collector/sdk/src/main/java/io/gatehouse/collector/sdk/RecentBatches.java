// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import io.gatehouse.protocol.BatchId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of batches that are durable, the latest so many: a repeat need not be written again, and a
 * number that comes with another content is noticed at once. The store recognises repeats of any
 * age; this only spares it. Thread-safe.
 */
final class RecentBatches {

  private static final int MAX = 20_000;

  private record Key(int app, BatchId id) {}

  /** Guarded by itself. */
  private final Map<Key, String> hashes =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
          return size() > MAX;
        }
      };

  /** The hash under which the batch was taken; null when it is not remembered. */
  @Nullable String hashOf(int app, BatchId id) {
    synchronized (hashes) {
      return hashes.get(new Key(app, id));
    }
  }

  void remember(int app, BatchId id, String hash) {
    synchronized (hashes) {
      hashes.put(new Key(app, id), hash);
    }
  }
}

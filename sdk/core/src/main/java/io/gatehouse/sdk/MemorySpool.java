// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps batches in memory, up to a number of bytes. */
final class MemorySpool implements Spool {

  private @Nullable UUID instance;
  private final Map<BatchId, Entry> aggregates = new LinkedHashMap<>();
  private final Map<BatchId, Entry> requestLogs = new LinkedHashMap<>();
  private final long maxBytes;
  private final SdkMetrics metrics;
  private long bytes;
  private long sealed;

  MemorySpool(long maxBytes, SdkMetrics metrics) {
    this.maxBytes = maxBytes;
    this.metrics = metrics;
  }

  /**
   * Made for the first batch: processes that are restored from one checkpoint of a service that had
   * not worked yet are instances of their own.
   */
  @Override
  public UUID instance() {
    UUID made = instance;
    if (made == null) {
      made = UUID.randomUUID();
      instance = made;
    }
    return made;
  }

  boolean hasInstance() {
    return instance != null;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long sealedIn(long epoch) {
    return epoch == 1 ? sealed : 0;
  }

  @Override
  public void add(List<Entry> batches, long journal) {
    batches.forEach(this::add);
  }

  private void add(Entry entry) {
    sealed = entry.id().sequence();
    (entry.isAggregate() ? aggregates : requestLogs).put(entry.id(), entry);
    bytes += entry.body().length;
    while (bytes > maxBytes && aggregates.size() + requestLogs.size() > 1) {
      Entry oldest = first(requestLogs.isEmpty() ? aggregates : requestLogs);
      remove(oldest.id());
      metrics.addDropped(oldest.exchanges(), oldest.requestLogs());
    }
  }

  @Override
  public @Nullable Entry peek() {
    if (!aggregates.isEmpty()) {
      return first(aggregates);
    }
    return requestLogs.isEmpty() ? null : first(requestLogs);
  }

  @Override
  public void remove(BatchId id) {
    Entry entry = aggregates.remove(id);
    entry = entry == null ? requestLogs.remove(id) : entry;
    bytes -= entry == null ? 0 : entry.body().length;
  }

  private static Entry first(Map<BatchId, Entry> entries) {
    return entries.values().iterator().next();
  }
}

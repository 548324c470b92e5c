// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps batches in memory, packed, up to a number of bytes. */
final class MemorySpool implements Spool {

  private @Nullable UUID instance;
  private final Map<BatchId, Packed> aggregates = new LinkedHashMap<>();
  private final Map<BatchId, Packed> requestLogs = new LinkedHashMap<>();
  private final long maxBytes;
  private final SdkMetrics metrics;
  private long bytes;
  private long sealed;

  /** What waits of an {@link Spool.Entry}. */
  private record Packed(BatchId id, byte[] bytes, long exchanges, long requestLogs) {}

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
  public void add(List<Entry> batches, long journal) throws IOException {
    List<Packed> packed = new ArrayList<>(batches.size());
    for (Entry one : batches) {
      packed.add(new Packed(one.id(), Gzip.pack(one.body()), one.exchanges(), one.requestLogs()));
    }
    packed.forEach(this::add);
  }

  private void add(Packed entry) {
    sealed = entry.id().sequence();
    (entry.requestLogs() == 0 ? aggregates : requestLogs).put(entry.id(), entry);
    bytes += entry.bytes().length;
    while (bytes > maxBytes && aggregates.size() + requestLogs.size() > 1) {
      Packed oldest = first(requestLogs.isEmpty() ? aggregates : requestLogs);
      remove(oldest.id());
      metrics.addDropped(oldest.exchanges(), oldest.requestLogs());
    }
  }

  /** What all batches take. */
  long bytes() {
    return bytes;
  }

  @Override
  public @Nullable Entry peek() throws IOException {
    if (aggregates.isEmpty() && requestLogs.isEmpty()) {
      return null;
    }
    Packed next = first(aggregates.isEmpty() ? requestLogs : aggregates);
    byte[] body = Gzip.unpack(next.bytes(), 0, next.bytes().length);
    return new Entry(next.id(), body, next.exchanges(), next.requestLogs());
  }

  @Override
  public boolean remove(BatchId id) {
    Packed entry = aggregates.remove(id);
    entry = entry == null ? requestLogs.remove(id) : entry;
    bytes -= entry == null ? 0 : entry.bytes().length;
    return entry != null;
  }

  private static Packed first(Map<BatchId, Packed> entries) {
    return entries.values().iterator().next();
  }
}

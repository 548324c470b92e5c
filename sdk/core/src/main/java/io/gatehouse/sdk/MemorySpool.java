// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.ArrayDeque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps batches in memory, up to a number of bytes; over it the oldest go. */
final class MemorySpool implements Spool {

  private final UUID instance = UUID.randomUUID();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;

  MemorySpool(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public UUID instance() {
    return instance;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long add(Entry entry) {
    entries.addLast(entry);
    bytes += entry.body().length;
    long dropped = 0;
    while (bytes > maxBytes && entries.size() > 1) {
      dropped += entries.getFirst().exchanges();
      removeFirst();
    }
    return dropped;
  }

  @Override
  public @Nullable Entry peek() {
    return entries.peekFirst();
  }

  @Override
  public void removeFirst() {
    bytes -= entries.removeFirst().body().length;
  }
}

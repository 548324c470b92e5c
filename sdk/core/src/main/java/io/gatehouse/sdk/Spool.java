// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sealed batches that wait for the server; used by one thread at a time. When there is no room the
 * oldest request logs go first, aggregates only when no request logs are left.
 */
interface Spool extends AutoCloseable {

  /** Identity of the process, and its epoch. */
  UUID instance();

  long epoch();

  /**
   * Keeps sealed batches, all of them or, when this throws, none. What is dropped to make room is
   * counted.
   *
   * @param journal number of the use of a journal that these batches hold all of; 0 = none
   */
  void add(List<Entry> batches, long journal) throws IOException;

  /** Takes a journal into use; null = there is none. */
  default @Nullable Journal nextJournal() {
    return null;
  }

  /** Journals of an earlier process with counts that are in no batch. */
  default List<Journal> leftJournals() {
    return List.of();
  }

  /** The batch to send next: the oldest of aggregates, else of request logs; null = none waits. */
  @Nullable Entry peek() throws IOException;

  /** Forgets a batch; false = it was dropped before. */
  boolean remove(BatchId id) throws IOException;

  /** The highest sequence known of an epoch; 0 = none. */
  long sealedIn(long epoch);

  @Override
  default void close() throws IOException {}

  /**
   * A sealed batch.
   *
   * @param exchanges how many it counts
   * @param requestLogs how many requests it tells one by one; 0 = a batch of aggregates
   */
  record Entry(BatchId id, byte[] body, long exchanges, long requestLogs) {

    boolean isAggregate() {
      return requestLogs == 0;
    }
  }
}

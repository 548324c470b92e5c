// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import java.io.IOException;
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

  /** Keeps a sealed batch; what is dropped to make room is counted. */
  void add(Entry entry) throws IOException;

  /** The batch to send next: the oldest of aggregates, else of request logs; null = none waits. */
  @Nullable Entry peek() throws IOException;

  /** Forgets a batch. */
  void remove(BatchId id) throws IOException;

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

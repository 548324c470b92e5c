// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchId;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sealed batches that wait for the server, oldest first; used by one thread at a time. */
interface Spool extends AutoCloseable {

  /** Identity of the process, and its epoch. */
  UUID instance();

  long epoch();

  /**
   * Keeps a sealed batch.
   *
   * @return exchanges dropped to make room
   */
  long add(Entry entry) throws IOException;

  /** The oldest batch; null = none waits. */
  @Nullable Entry peek() throws IOException;

  /** Forgets the oldest batch. */
  void removeFirst() throws IOException;

  @Override
  default void close() throws IOException {}

  /**
   * A sealed batch.
   *
   * @param exchanges how many it counts
   */
  record Entry(BatchId id, byte[] body, long exchanges) {}
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;

/**
 * Writes batches. Used by one thread at a time. Everything of one call, the identities of its
 * messages and the log position are committed in one transaction: after any crash the store holds
 * all of it or nothing.
 */
public interface TelemetryWriter {

  /** The position of the last committed append; {@link LogPosition#START} for an empty store. */
  LogPosition position();

  /**
   * Stores what is not stored yet.
   *
   * @param batches in log order
   * @param end position after the last of them
   * @return what happened to the batches
   * @throws StorageException the transaction was rolled back, or its outcome is unknown: ask {@link
   *     #position()} before trying again
   */
  Applied append(List<Batch> batches, LogPosition end);

  /**
   * Shows consumers under the names and groups that the catalog decided on (projection of the
   * catalog). Unlike in a {@link Batch}, a null name or group means that the consumer has none.
   * Unknown identifiers are remembered for when they appear. May be called from any thread.
   */
  void describeConsumers(int app, List<ConsumerReport> consumers);

  /**
   * @param batches stored now
   * @param duplicates known already, ignored
   * @param rows telemetry rows written
   */
  record Applied(int batches, int duplicates, long rows) {}
}

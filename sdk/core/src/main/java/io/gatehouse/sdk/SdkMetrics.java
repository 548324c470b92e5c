// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the SDK did with what it saw, in exchanges; thread-safe. recorded = sent + spooled +
 * dropped.
 */
public final class SdkMetrics {

  private final LongAdder recorded = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder droppedRequestLogs = new LongAdder();
  private final LongAdder droppedErrors = new LongAdder();
  private final LongAdder damagedBatches = new LongAdder();
  private final LongAdder unjournaled = new LongAdder();
  private final LongAdder unfinished = new LongAdder();

  SdkMetrics() {}

  /** Exchanges that ended, and those an earlier process left in the spool. */
  public long recorded() {
    return recorded.sum();
  }

  /** Exchanges the server has. */
  public long sent() {
    return sent.sum();
  }

  /** Exchanges that wait for the server. */
  public long spooled() {
    return Math.max(0, recorded() - sent() - dropped());
  }

  /** Exchanges that the server will never get. */
  public long dropped() {
    return dropped.sum();
  }

  /** Requests that were to be told one by one and will not be; they are counted all the same. */
  public long droppedRequestLogs() {
    return droppedRequestLogs.sum();
  }

  /** Errors that are not told, because there were too many kinds of them between two flushes. */
  public long droppedErrors() {
    return droppedErrors.sum();
  }

  /**
   * Batches whose bytes in the spool are not those that were written. Those whose exchanges could
   * still be read are in {@link #dropped()} as well.
   */
  public long damagedBatches() {
    return damagedBatches.sum();
  }

  /**
   * Exchanges that were counted in memory only, because the journal had no room: had the process
   * been killed before the flush, they were lost. Zero when there is no spool directory.
   */
  public long unjournaled() {
    return unjournaled.sum();
  }

  /** Exchanges that began and have not ended: those under way, and those that never will end. */
  public long unfinished() {
    return Math.max(0, unfinished.sum());
  }

  void addDroppedError() {
    droppedErrors.increment();
  }

  void addDamagedBatch() {
    damagedBatches.increment();
  }

  void addUnjournaled() {
    unjournaled.increment();
  }

  void addBegun() {
    unfinished.increment();
  }

  void addEnded() {
    unfinished.decrement();
  }

  void addRecovered(long exchanges) {
    recorded.add(exchanges);
  }

  void addRecorded() {
    recorded.increment();
  }

  void addSent(long exchanges) {
    sent.add(exchanges);
  }

  void addDropped(long exchanges, long requestLogs) {
    dropped.add(exchanges);
    droppedRequestLogs.add(requestLogs);
  }
}

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

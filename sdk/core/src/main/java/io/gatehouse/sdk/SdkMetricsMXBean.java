// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** The SDK's numbers over JMX, as {@code io.gatehouse:type=Sdk,id=…}; in exchanges. */
public interface SdkMetricsMXBean {

  long getRecorded();

  long getSent();

  long getSpooled();

  long getDropped();

  /** In requests that were to be told one by one. */
  long getDroppedRequestLogs();

  /** In errors. */
  long getDroppedErrors();

  /** In batches. */
  long getDamagedBatches();

  long getUnjournaled();

  long getUnfinished();
}

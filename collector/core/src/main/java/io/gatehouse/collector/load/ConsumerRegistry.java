// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import java.util.List;

/**
 * Learns consumers from the stream and decides how they are called: names and groups that people
 * pinned win over what clients report.
 */
@FunctionalInterface
public interface ConsumerRegistry {

  /** Takes what clients say as it is. */
  ConsumerRegistry AS_REPORTED = Batch::consumers;

  /**
   * Called on the loader's thread, once or more for the same batch; must be idempotent.
   *
   * @return the effective description of every consumer that the batch describes
   */
  List<ConsumerReport> observe(Batch batch);
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import java.io.IOException;
import java.util.List;

/**
 * Keeps the states of rate limits where several processes can change them. What a state means is up
 * to {@link LimitBucket}; an engine reads and writes it. Thread-safe.
 *
 * <p>Implementations are asked for each call that has limits, on the thread of the call: they have
 * to fail soon rather than wait for long.
 */
@FunctionalInterface
public interface LimitEngine extends AutoCloseable {

  /**
   * Takes a call from all buckets, or from none: reads their states, asks each bucket for its
   * {@link LimitBucket#step step}, and stores all new states if all of them allow it. Nobody else
   * may change one of them in between.
   *
   * @param buckets at least one, each once
   * @param cost at least 1
   * @return the steps, in the order of the buckets
   * @throws IOException when the states cannot be read or stored
   */
  List<LimitStep> take(List<LimitBucket> buckets, long cost) throws IOException;

  @Override
  default void close() {}
}

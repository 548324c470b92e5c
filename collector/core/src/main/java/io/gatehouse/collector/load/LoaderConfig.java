// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import java.time.Duration;

/**
 * Settings of the loader.
 *
 * @param maxRows a transaction is closed at this many rows
 * @param maxDelay how long the first record of a transaction waits for more
 * @param maxSliceBytes how much of the log is held in memory at a time
 * @param maxYield how far the loader may fall behind in favour of a burst that is being taken in
 * @param maxBackoff longest pause between two tries when the store is unavailable
 */
public record LoaderConfig(
    int maxRows, Duration maxDelay, int maxSliceBytes, Duration maxYield, Duration maxBackoff) {

  public static final LoaderConfig DEFAULT =
      new LoaderConfig(
          50_000, Duration.ofMillis(100), 8 << 20, Duration.ofSeconds(2), Duration.ofSeconds(5));
}

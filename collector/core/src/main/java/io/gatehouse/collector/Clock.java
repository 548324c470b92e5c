// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

/** Time as the collector sees it; tests turn the hands themselves. */
public interface Clock {

  Clock SYSTEM =
      new Clock() {
        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** Wall time, for data only: it may jump. */
  long epochMillis();

  /** Monotonic time, for durations. */
  long nanoTime();
}

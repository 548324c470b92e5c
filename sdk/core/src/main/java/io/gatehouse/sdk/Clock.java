// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** Time, replaced in tests. */
interface Clock {

  Clock SYSTEM =
      new Clock() {
        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Wall clock, for start times. */
  long epochMillis();

  /** Monotonic, for durations. */
  long nanos();
}

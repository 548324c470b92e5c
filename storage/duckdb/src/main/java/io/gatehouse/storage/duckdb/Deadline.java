// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.time.Duration;

/** When something that has several steps must be done. */
final class Deadline {

  private final Duration budget;
  private final long endNanos;

  private Deadline(Duration budget) {
    this.budget = budget;
    this.endNanos = System.nanoTime() + budget.toNanos();
  }

  static Deadline in(Duration budget) {
    return new Deadline(budget);
  }

  long nanosLeft() {
    return endNanos - System.nanoTime();
  }

  /** What is left, rounded up, as the driver takes it. */
  int secondsLeft() {
    long left = nanosLeft();
    if (left <= 0) {
      throw passed(null);
    }
    return (int) (1 + (left - 1) / 1_000_000_000L);
  }

  StorageException passed(@org.jspecify.annotations.Nullable Exception cause) {
    return new StorageException(
        Kind.TOO_EXPENSIVE,
        "The query took longer than "
            + budget.toSeconds()
            + " s. Choose a shorter range, or ask for less.",
        cause);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Place of a batch among all that one process seals, without gaps: identity for deduplication over
 * any length of time, and the means to see what is missing.
 *
 * @param instance the process, or the spool it uses
 * @param epoch grows with each start on the same spool; at least 1
 * @param sequence 1 for the first batch of an epoch, then one more each
 * @param sealed the highest sequence of the epoch that the sender had sealed when it sent this
 */
public record BatchNumber(UUID instance, long epoch, long sequence, long sealed) {

  public BatchNumber {
    requireNonNull(instance, "instance");
    if (epoch < 1 || sequence < 1) {
      throw new IllegalArgumentException(
          "epoch and sequence begin at 1, got " + epoch + " and " + sequence);
    }
    sealed = Math.max(sealed, sequence);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

/** A property of something that reads what strangers send. */
@FunctionalInterface
public interface FuzzTarget {

  /**
   * Tries one input. Any exception is a finding; an {@link AssertionError} tells what did not hold.
   *
   * @param input any bytes
   */
  void run(byte[] input) throws Exception;
}

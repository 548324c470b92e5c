// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

/** Limits how much an app and an address may send. Thread-safe, never blocks. */
@FunctionalInterface
public interface Quota {

  Quota UNLIMITED = (app, peerAddress, bytes) -> 0;

  /**
   * Takes one request of this size from the quota of the app and of the address.
   *
   * @param bytes as announced by the sender, 0 when it did not
   * @return 0 = granted, else the seconds after which it is worth trying again
   */
  long take(int app, String peerAddress, long bytes);
}

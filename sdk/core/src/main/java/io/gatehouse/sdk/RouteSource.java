// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** Who knows a route; a later one replaces an earlier one, an equal one does not. */
public enum RouteSource {
  FILTER(1),
  SERVER(2),
  CONTROLLER(3),
  /** Of several nested routes the longest wins. */
  NESTED(4);

  private final byte rank;

  RouteSource(int rank) {
    this.rank = (byte) rank;
  }

  /** Positive; a higher one replaces a lower one. */
  byte rank() {
    return rank;
  }
}

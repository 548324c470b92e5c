// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** Who knows a route; a later one replaces an earlier one, an equal one does not. */
public enum RouteSource {
  FILTER,
  SERVER,
  CONTROLLER,
  /** Of several nested routes the longest wins. */
  NESTED
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

/** What an adapter may lack. For a capability that is missing the contract asserts the fallback. */
public enum Capability {
  /** Routes come as templates. Fallback: variable parts are {@code *}, e.g. {@code /items/*}. */
  ROUTE_TEMPLATES,
  /** The principal of the request is its consumer. Fallback: anonymous. */
  PRINCIPAL,
  /** Bodies are told with requests, as far as they are texts. Fallback: none is told. */
  BODIES,
  /** Errors that the application answers itself are told. Fallback: only the status is. */
  HANDLED_ERRORS,
  /** The route is known though authentication refused the request. Fallback: the route is empty. */
  ROUTE_OF_REFUSED_REQUESTS,
  /** The page of an unhandled exception passes the adapter. Fallback: its size is unknown. */
  SIZE_OF_ERROR_PAGES,
  /** A forward in the application keeps the route. Fallback: the route it was forwarded to. */
  ROUTE_BEFORE_FORWARD,
  /** It is known whether the application read a body. Fallback: what came in was read. */
  UNREAD_BODIES,
  /** Unknown methods reach the adapter. Fallback: the server refuses them, nothing is recorded. */
  UNKNOWN_METHODS
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/** What kind of error a group of errors is. */
public enum ErrorKind {
  /** An exception that ended a request with a server error. */
  SERVER,
  /** Input that the app's validation refused. */
  VALIDATION
}

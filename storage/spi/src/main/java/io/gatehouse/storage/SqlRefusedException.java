// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/** SQL that somebody wrote was not run, or failed for what it says. The message is for them. */
public final class SqlRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SqlRefusedException(String message) {
    super(message);
  }
}

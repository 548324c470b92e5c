// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made or read. The message is for people: which file, what, and what to do. */
public final class BackupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BackupException(String message) {
    super(message);
  }

  public BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

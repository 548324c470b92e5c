// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked to. The message is for people: what, why, what to do. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

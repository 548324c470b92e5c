// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A store could not do what it was asked. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /** Temporary: try again later. */
    UNAVAILABLE,
    /** The files cannot be read; move them aside and rebuild from the log. */
    DAMAGED,
    /** The query ran into its time or memory limit; narrow it. */
    TOO_EXPENSIVE,
    /** Too many questions of this kind are being answered; ask again in a moment. */
    BUSY,
    /**
     * A batch of the call can never be stored. When it was the only one, quarantine it; otherwise
     * halve the call to find it.
     */
    POISON
  }

  private final Kind kind;

  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }
}

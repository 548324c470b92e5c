// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import org.jspecify.annotations.Nullable;

/** Nothing was taken; the sender should come again later. Never a statement about the data. */
public final class IngestUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why nothing can be taken now. */
  public enum Reason {
    /** The log is closed or not open yet. */
    STOPPED,
    /** Too many bytes are in flight. */
    OVER_BUDGET,
    /** The disk has less free space than the reserve. */
    DISK_FULL,
    /** The store lags so far behind that the log is at its size limit. */
    LOG_FULL,
    /** Writing or syncing failed. */
    IO_ERROR
  }

  private final Reason reason;
  private final long retryAfterSeconds;

  public IngestUnavailableException(
      Reason reason, String message, long retryAfterSeconds, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public Reason reason() {
    return reason;
  }

  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

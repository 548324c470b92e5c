// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param retryAfter how long the server wants no batch; zero = it did not say
 * @param cause short, for the log; never holds a secret
 * @param settings what the server wants from now on; null = as before
 */
public record SendResult(
    Kind kind, Duration retryAfter, String cause, @Nullable Settings settings) {

  public static final SendResult ACCEPTED = new SendResult(Kind.ACCEPTED, Duration.ZERO, "");

  public SendResult(Kind kind, Duration retryAfter, String cause) {
    this(kind, retryAfter, cause, null);
  }

  /** What to do next. */
  public enum Kind {
    /** The server has it: forget it. */
    ACCEPTED,
    /** Send it again later. */
    RETRY_LATER,
    /** It will never be taken: drop and count it. */
    REJECTED,
    /** Send nothing any more until a restart. */
    STOP
  }

  static SendResult accepted(@Nullable Settings settings) {
    return new SendResult(Kind.ACCEPTED, Duration.ZERO, "", settings);
  }

  static SendResult of(Kind kind, String cause) {
    return new SendResult(kind, Duration.ZERO, cause);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Equal errors of one minute.
 *
 * @param fingerprint groups errors over time and versions; stable for equal causes
 * @param type exception type, or the rule that validation reports; may be empty
 * @param message cut to 2,048 characters; redacted
 * @param stacktrace cut to 65,536 characters; null when none (always null for validation)
 * @param field dotted place of the refused value, e.g. {@code body.email}; null for exceptions
 * @param count at least 1
 * @param request the request log of the same batch that it belongs to: counted only when that log
 *     is new and counts; null = counted whenever the batch is
 */
public record ErrorRollup(
    long epochMinute,
    ErrorKind kind,
    String method,
    String route,
    @Nullable String consumer,
    long fingerprint,
    String type,
    String message,
    @Nullable String stacktrace,
    @Nullable String field,
    long count,
    @Nullable UUID request) {

  public ErrorRollup {
    requireNonNull(kind, "kind");
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(type, "type");
    requireNonNull(message, "message");
  }

  /** Errors counted in the client. */
  public ErrorRollup(
      long epochMinute,
      ErrorKind kind,
      String method,
      String route,
      @Nullable String consumer,
      long fingerprint,
      String type,
      String message,
      @Nullable String stacktrace,
      @Nullable String field,
      long count) {
    this(
        epochMinute,
        kind,
        method,
        route,
        consumer,
        fingerprint,
        type,
        message,
        stacktrace,
        field,
        count,
        null);
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A request cannot be answered as asked. The message is for people: it names the field, what was
 * received (never a secret) and what to do.
 */
public final class GatehouseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String field;
  private final int retryAfterSeconds;

  private GatehouseException(
      ErrorCode code,
      String message,
      @Nullable String field,
      int retryAfterSeconds,
      @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.code = requireNonNull(code, "code");
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public GatehouseException(ErrorCode code, String message) {
    this(code, message, null, 0, null);
  }

  public GatehouseException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, 0, cause);
  }

  /** A field or parameter is wrong. */
  public static GatehouseException invalid(String field, String message) {
    return new GatehouseException(ErrorCode.INVALID, message, field, 0, null);
  }

  public static GatehouseException notFound(String what, String id) {
    return new GatehouseException(ErrorCode.NOT_FOUND, "There is no " + what + " " + id + ".");
  }

  public static GatehouseException tryLater(ErrorCode code, String message, long seconds) {
    return new GatehouseException(code, message, null, (int) Math.max(1, seconds), null);
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  /** 0 = not told. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import org.jspecify.annotations.Nullable;

/** The server refused a request, or did not answer it. */
public final class GatehouseClientException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String field;

  GatehouseClientException(
      int status, String code, @Nullable String field, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  /** Of HTTP; 0 = there was no answer. */
  public int status() {
    return status;
  }

  /** Stable identifier of what went wrong, such as {@code not-found}; empty when there is none. */
  public String code() {
    return code;
  }

  /** The field or parameter at fault; null = none in particular. */
  public @Nullable String field() {
    return field;
  }
}

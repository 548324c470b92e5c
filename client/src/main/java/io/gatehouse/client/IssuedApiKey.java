// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import org.jspecify.annotations.Nullable;

/**
 * A key that was issued or rotated.
 *
 * @param secret what the caller sends; told this once, and null when a request with the same
 *     idempotency key was answered before
 */
public record IssuedApiKey(ApiKey key, @Nullable String secret) {

  static IssuedApiKey of(JsonTree answer) {
    return new IssuedApiKey(ApiKey.of(answer), answer.optionalText("secret"));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "IssuedApiKey[" + key + "]";
  }
}

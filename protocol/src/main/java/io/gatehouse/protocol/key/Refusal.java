// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import java.util.Locale;

/**
 * Why a call was refused for its API key. Callers are told nothing of it but the status: who
 * guesses keys must not learn how close a guess was.
 */
public enum Refusal {
  /** There was no key. */
  MISSING(401),
  /** The text is no key, or was mistyped. */
  MALFORMED(401),
  /** No key has that id. */
  UNKNOWN(401),
  /** A key has that id, and another secret. */
  WRONG_SECRET(401),
  DISABLED(401),
  REVOKED(401),
  EXPIRED(401),
  /** The key is for another environment. */
  ENVIRONMENT(401),
  /** The key may not be used from there. */
  ADDRESS(401),
  /** The key lacks a scope that the operation needs. */
  SCOPE(403),
  RATE_LIMITED(429),
  /** It is not known which keys there are, or what is known is too old. */
  UNAVAILABLE(503);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** As counted and shown, e.g. {@code wrong-secret}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

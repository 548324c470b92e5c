// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.Locale;

/** Why a request was refused or failed; decides the HTTP status. Stable names. */
public enum ErrorCode {
  INVALID(422, "The request is not valid"),
  MALFORMED(400, "The request cannot be read"),
  NOT_SIGNED_IN(401, "Sign in first"),
  WRONG_CREDENTIALS(401, "E-mail or password is wrong"),
  SIGN_IN_AGAIN(401, "Sign in again"),
  PASSWORD_NEEDED(403, "This link needs its password"),
  FORBIDDEN(403, "You may not do this"),
  PROOF_NEEDED(403, "Show who you are once more"),
  SECOND_FACTOR_NEEDED(403, "Set up a second factor first"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This address does not take this method"),
  CONFLICT(409, "This does not fit what is there"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_TYPE(415, "Send JSON"),
  TOO_MANY(429, "Too many at once"),
  INTERNAL(500, "Something went wrong here"),
  UNAVAILABLE(503, "Not available at the moment"),
  TOO_EXPENSIVE(503, "The query is too large");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** As in problem details: lower-case with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
